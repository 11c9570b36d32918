//! Writing the form described in the module.

use std::collections::HashSet;
use std::rc::Rc;

use headroom_core::work::step;
use headroom_formats::json::{Kind, Tape};

use super::{ALWAYS, COLUMNS, MISSING, ROW, ROWS, VALUE};
use crate::json::plan::{Column, MISSING as NONE, Part, PlaceId, Shapes, Tuple, TupleField, Usual};

/// Fewer objects than this are no table.
const MIN_ROWS: u32 = 2;
/// What is more than so many times as long as the text, and so many bytes besides, saves nothing: nearly all cells are missing.
const MAX_FACTOR: usize = 2;
const MAX_BYTES: usize = 1 << 12;

/// The value of `tape`; `None` where it would be much longer than it is.
pub(super) fn write(tape: &Tape<'_>) -> Option<String> {
    let shapes = Shapes::without_repeats(tape);
    let mut writer = Writer::new(tape, &shapes);
    writer.value(0, Some(0));
    (writer.out.len() <= writer.longest).then_some(writer.out)
}

/// What stands for no value: a string of tildes that is nowhere in a text.
fn missing(text: &str) -> String {
    let tildes = |rest: &str| rest.bytes().take_while(|byte| *byte == b'~').count();
    let strings = memchr::memmem::find_iter(text.as_bytes(), "\"~").map(|at| &text[at + 1..]);
    let lengths: HashSet<usize> = strings
        .map(|rest| (rest, tildes(rest)))
        .filter(|(rest, length)| rest[*length..].starts_with('"'))
        .map(|(_, length)| length)
        .collect();
    let length = (1..=lengths.len()).find(|length| !lengths.contains(length)).unwrap_or(lengths.len() + 1);
    ["\"", &"~".repeat(length), "\""].concat()
}

struct Writer<'t, 'a> {
    tape: &'t Tape<'a>,
    shapes: &'t Shapes<'t, 'a>,
    tuples: Vec<Option<Rc<Tuple>>>,
    missing: String,
    out: String,
    /// No more is written behind this.
    longest: usize,
}

impl<'t, 'a> Writer<'t, 'a> {
    fn new(tape: &'t Tape<'a>, shapes: &'t Shapes<'t, 'a>) -> Self {
        let text = tape.text();
        let tuples = (0..shapes.places.len()).map(|_| None).collect();
        Self {
            tape,
            shapes,
            tuples,
            missing: missing(text),
            out: String::with_capacity(text.len()),
            longest: text.len() * MAX_FACTOR + MAX_BYTES,
        }
    }

    fn value(&mut self, node: u32, place: Option<PlaceId>) {
        let tape = self.tape;
        match tape.kind(node) {
            Kind::Literal | Kind::Number | Kind::String | Kind::Close => self.out.push_str(tape.raw(node)),
            Kind::Array => match self.element(place).filter(|element| self.is_tuple(*element)) {
                Some(element) => self.table(node, element),
                None => self.array(node, self.element(place)),
            },
            Kind::Object
                if tape
                    .members(node)
                    .next()
                    .is_some_and(|(key, _)| matches!(tape.raw(key), COLUMNS | VALUE)) =>
            {
                self.wrapped(node);
            }
            Kind::Object => self.object(node, place),
        }
    }

    fn array(&mut self, node: u32, element: Option<PlaceId>) {
        self.list('[', ']', self.tape.elements(node), |writer, value| writer.value(value, element));
    }

    fn object(&mut self, node: u32, place: Option<PlaceId>) {
        let mut expected = 0;
        self.list('{', '}', self.tape.members(node), |writer, (key, value)| {
            writer.out.push_str(writer.tape.raw(key));
            writer.out.push(':');
            let place =
                place.and_then(|place| writer.shapes.place(place).member(writer.tape, key, &mut expected));
            writer.value(value, place);
        });
    }

    /// Writes a value that looks like ours, or an array where one would be a row, as it is.
    fn wrapped(&mut self, node: u32) {
        self.open(VALUE);
        self.plain(node);
        self.out.push('}');
    }

    fn plain(&mut self, node: u32) {
        let tape = self.tape;
        match tape.kind(node) {
            Kind::Array => self.list('[', ']', tape.elements(node), Self::plain),
            Kind::Object => self.list('{', '}', tape.members(node), |writer, (key, value)| {
                writer.out.push_str(tape.raw(key));
                writer.out.push(':');
                writer.plain(value);
            }),
            _ => self.out.push_str(tape.raw(node)),
        }
    }

    fn table(&mut self, node: u32, element: PlaceId) {
        let tuple = self.tuple_of(element);
        self.open(COLUMNS);
        self.columns(&tuple, &tuple.fields);
        self.next(MISSING);
        self.out.push_str(&self.missing);
        self.next(ROWS);
        self.rows(node, element);
        self.out.push('}');
    }

    fn columns(&mut self, tuple: &Tuple, fields: &[TupleField]) {
        self.list('[', ']', fields.iter(), |writer, field| {
            let key = writer.tape.raw(field.key);
            let column = match &field.part {
                Part::Flat(fields) => {
                    writer.open(key);
                    writer.columns(tuple, fields);
                    return writer.out.push('}');
                }
                Part::Column(column) => &tuple.columns[*column],
            };
            let declared = if let Some(node) = always(writer.shapes, column) {
                writer.open(key);
                writer.open(ALWAYS);
                writer.plain(node);
                true
            } else if writer.is_tuple(column.place) {
                writer.open(key);
                writer.open(ROW);
                writer.declare(column.place);
                true
            } else if let Some(element) = writer
                .element(Some(column.place))
                .filter(|element| writer.is_list(column.place) && writer.is_tuple(*element))
            {
                writer.open(key);
                writer.open(ROWS);
                writer.declare(element);
                true
            } else {
                false
            };
            writer.out.push_str(if declared { "}}" } else { key });
        });
    }

    fn declare(&mut self, place: PlaceId) {
        let tuple = self.tuple_of(place);
        self.columns(&tuple, &tuple.fields);
    }

    fn rows(&mut self, node: u32, element: PlaceId) {
        self.list('[', ']', self.tape.elements(node), |writer, row| writer.row(row, element));
    }

    fn row(&mut self, node: u32, place: PlaceId) {
        let tuple = self.tuple_of(place);
        let mut cells = vec![NONE; tuple.columns.len()];
        step(cells.len());
        match self.tape.kind(node) {
            Kind::Array => return self.wrapped(node),
            Kind::Object if tuple.fill(self.tape, node, &mut cells) && self.has_always(&tuple, &cells) => {}
            _ => return self.value(node, None),
        }
        let shapes = self.shapes;
        let cells = tuple.columns.iter().zip(cells).filter(|(column, _)| always(shapes, column).is_none());
        self.list('[', ']', cells, |writer, (column, node)| {
            if node == NONE {
                writer.out.push_str(&writer.missing);
            } else if writer.is_tuple(column.place) {
                writer.row(node, column.place);
            } else {
                match writer
                    .element(Some(column.place))
                    .filter(|element| writer.is_list(column.place) && writer.is_tuple(*element))
                {
                    Some(element) if writer.tape.kind(node) == Kind::Array => writer.rows(node, element),
                    _ => writer.value(node, Some(column.place)),
                }
            }
        });
    }

    fn has_always(&self, tuple: &Tuple, cells: &[u32]) -> bool {
        let tape = self.tape;
        tuple.columns.iter().zip(cells).all(|(column, &cell)| {
            always(self.shapes, column).is_none_or(|node| cell != NONE && tape.same(cell, node))
        })
    }

    fn list<T>(
        &mut self,
        open: char,
        close: char,
        items: impl Iterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.out.push(open);
        for (index, item) in items.enumerate() {
            if self.out.len() > self.longest {
                return;
            }
            if index > 0 {
                self.out.push(',');
            }
            write(self, item);
        }
        self.out.push(close);
    }

    fn open(&mut self, key: &str) {
        self.out.push('{');
        self.out.push_str(key);
        self.out.push(':');
    }

    fn next(&mut self, key: &str) {
        self.out.push(',');
        self.out.push_str(key);
        self.out.push(':');
    }

    fn element(&self, place: Option<PlaceId>) -> Option<PlaceId> {
        place.and_then(|place| self.shapes.place(place).element)
    }

    /// Whether the objects at a place become rows.
    fn is_tuple(&self, place: PlaceId) -> bool {
        let place = self.shapes.place(place);
        !place.is_map && place.objects >= MIN_ROWS
    }

    /// Whether the arrays at a place have the same elements that its objects do not share.
    fn is_list(&self, place: PlaceId) -> bool {
        !self.shapes.place(place).is_map
    }

    fn tuple_of(&mut self, place: PlaceId) -> Rc<Tuple> {
        let (shapes, tape) = (self.shapes, self.tape);
        Rc::clone(self.tuples[place as usize].get_or_insert_with(|| Rc::new(Tuple::new(shapes, tape, place))))
    }
}

/// The value that the field has in every object.
fn always(shapes: &Shapes<'_, '_>, column: &Column) -> Option<u32> {
    let place = shapes.place(column.place);
    match column.usual {
        Some(Usual::Value(node)) if place.often == place.count() => Some(node),
        _ => None,
    }
}
