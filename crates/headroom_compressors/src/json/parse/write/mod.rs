//! Encoder of the form that the module describes.

mod cells;
mod head;
mod rows;

use std::collections::HashSet;
use std::fmt::Write;
use std::rc::Rc;

use headroom_core::work::step;

use super::bare::{is_bare_key, is_word, looks_like_no_string};
use super::{VALUE_OPENER, items};
use crate::json::layout::Style;
use crate::json::plan::{MISSING, Names, Place, PlaceId, Shapes, Tuple, inside};
use headroom_formats::json::{Kind, Tape, escape, unescape};

/// Minimum number of objects of a table.
const MIN_ROWS: usize = 2;
/// At most one array for this many objects may stand among them.
const MAX_ARRAYS: u32 = 8;
/// Minimum length of strings that are parsed as JSON, in bytes.
const MIN_NESTED_LEN: usize = 48;

/// Encodes the value of `tape`, which has the layout `style`.
pub(in crate::json) fn write_value(tape: &Tape<'_>, style: Style) -> String {
    let shapes = Shapes::new(tape);
    let mut writer = Writer::new(tape, &shapes, style);
    // The last row of a table ends with its line. Where the text continues, the table is written as a value,
    // which brings its own line feed.
    let ends_line = matches!(tape.text().as_bytes().get(tape.end(0)), None | Some(b'\n' | b'\r'));
    let is_table = writer.table_noun(0, 0).is_some();
    if !is_table || !ends_line {
        writer.opener();
    }
    writer.value(0, Form::Free(0));
    if is_table && ends_line {
        writer.out.pop();
    }
    writer.out
}

/// Encodes the elements of the array in `tape`, which are on one line each and have the layout `style`.
pub(in crate::json) fn write_lines(tape: &Tape<'_>, style: Style) -> String {
    let shapes = Shapes::new(tape);
    let mut writer = Writer::new(tape, &shapes, style);
    writer.table(0, 0, "lines");
    writer.out.pop();
    writer.out
}

/// Encodes the elements of the array in `tape`, whose brackets are not in the text. They have the layout
/// `style`, and are at this depth.
pub(in crate::json) fn write_items(tape: &Tape<'_>, style: Style, depth: usize) -> String {
    let shapes = Shapes::new(tape);
    let mut writer = Writer::new(tape, &shapes, style);
    writer.table(0, 0, &items(depth));
    writer.out
}

/// What the decoder knows about the form of a value before it reads the value.
#[derive(Clone, Copy)]
enum Form {
    /// Nothing. The value may be a table, because it need not stay on its line.
    Free(PlaceId),
    /// The form that the head of the table declares for the place.
    Declared(PlaceId),
    /// Nothing, and the value must stay on its line.
    Plain,
}

struct Writer<'t, 'a> {
    tape: &'t Tape<'a>,
    shapes: &'t Shapes<'t, 'a>,
    names: Names,
    /// The hashes of the named values that were written.
    defined: HashSet<u64>,
    tuples: Vec<Option<Rc<Tuple>>>,
    out: String,
    /// The layout, written once, in the first opener.
    style: String,
}

impl<'t, 'a> Writer<'t, 'a> {
    fn new(tape: &'t Tape<'a>, shapes: &'t Shapes<'t, 'a>, style: Style) -> Self {
        let tuples = (0..shapes.places.len()).map(|_| None).collect();
        Self {
            tape,
            shapes,
            names: shapes.repeated.names(tape),
            defined: HashSet::new(),
            tuples,
            out: String::with_capacity(tape.text().len() / 2),
            style: style.name(),
        }
    }

    fn opener(&mut self) {
        self.out.push_str(VALUE_OPENER);
        self.style(" ");
        self.out.push(']');
    }

    fn value(&mut self, node: u32, form: Form) {
        step(1);
        let tape = self.tape;
        match tape.kind(node) {
            Kind::Literal | Kind::Number | Kind::Close => self.out.push_str(tape.raw(node)),
            Kind::Array if tape.is_empty(node) => self.out.push_str("[]"),
            Kind::Object if tape.is_empty(node) => self.out.push_str("{}"),
            Kind::Object
                if self
                    .as_tuple(node, form)
                    .is_some_and(|(tuple, cells)| self.tuple(node, &tuple, &cells)) => {}
            _ if self.name(node) => {}
            Kind::String if self.json_in_string(node, form) => {}
            Kind::String => self
                .string(inside(tape.raw(node)), matches!(form, Form::Declared(id) if is_str(self.place(id)))),
            Kind::Array => match form {
                Form::Free(id) if self.table_noun(node, id).is_some() => self.table(node, id, "rows"),
                Form::Free(id) => self.array(node, self.place(id).element.map_or(Form::Plain, Form::Free)),
                Form::Declared(id) => match self.declared_element(id) {
                    Some(element) => self.declared_array(node, element),
                    None => self.array(node, Form::Plain),
                },
                Form::Plain => self.array(node, Form::Plain),
            },
            Kind::Object => match form {
                Form::Free(id) if self.table_noun(node, id).is_some() => self.table(node, id, "entries"),
                Form::Free(id) => self.object(node, if node == 0 { '\n' } else { ' ' }, Some(id)),
                Form::Declared(id) if self.place(id).is_map && self.declared_element(id).is_some() => {
                    self.declared_map(node, id);
                }
                Form::Declared(_) | Form::Plain => self.object(node, ' ', None),
            },
        }
    }

    /// Writes `*name` for a named value, or `&name` in front of its first occurrence. `true`: nothing remains
    /// to be written.
    fn name(&mut self, node: u32) -> bool {
        let Some((hash, name)) = self.names.find(self.tape, node) else { return false };
        let is_new = self.defined.insert(hash);
        let _ = if is_new { write!(self.out, "&{name} ") } else { write!(self.out, "*{name}") };
        !is_new
    }

    /// Writes a string that contains JSON as that JSON.
    fn json_in_string(&mut self, node: u32, form: Form) -> bool {
        let raw = inside(self.tape.raw(node));
        if raw.len() < MIN_NESTED_LEN || !raw.starts_with(['{', '[']) {
            return false;
        }
        // The string must be decoded exactly: it is escaped in the usual way and has a known layout.
        let Some(text) = unescape(raw).filter(|text| escape(text) == raw) else { return false };
        let Ok(tape) = Tape::new(&text) else { return false };
        let style = Style::of(&tape, std::iter::once(0));
        if style == Style::Other || tape.start(0) != 0 || tape.end(0) != text.len() {
            return false;
        }
        let shapes = Shapes::new(&tape);
        let mut nested = Writer::new(&tape, &shapes, style);
        nested.opener();
        nested.value(0, if matches!(form, Form::Free(_)) { Form::Free(0) } else { Form::Plain });
        self.out.push_str(&nested.out);
        true
    }

    /// `str`: the decoder knows that the value is a string.
    fn string(&mut self, raw: &str, str: bool) {
        if is_word(raw) && (str || !looks_like_no_string(raw)) {
            self.out.push_str(raw);
        } else {
            self.quoted(raw);
        }
    }

    fn key(&mut self, raw: &str) {
        if is_bare_key(raw) { self.out.push_str(raw) } else { self.quoted(raw) }
    }

    fn quoted(&mut self, raw: &str) {
        self.out.push('"');
        self.out.push_str(raw);
        self.out.push('"');
    }

    /// Writes the layout in the first opener.
    fn style(&mut self, before: &str) {
        if !self.style.is_empty() {
            self.out.push_str(before);
            self.out.push_str(&std::mem::take(&mut self.style));
        }
    }

    /// Writes how often the last element or row is repeated.
    fn times(&mut self, again: &mut u32, between: char) {
        if *again > 0 {
            let _ = write!(self.out, "{between}×{}", std::mem::take(again));
        }
    }

    fn array(&mut self, node: u32, form: Form) {
        // Lists of lists are easier to read on separate lines.
        let first = self.tape.kind(self.tape.following(node));
        let between = if matches!(form, Form::Free(_)) && matches!(first, Kind::Array | Kind::Object) {
            '\n'
        } else {
            ' '
        };
        self.elements(node, between, |writer, value| writer.value(value, form));
    }

    fn declared_array(&mut self, node: u32, element: PlaceId) {
        self.elements(node, ' ', |writer, value| writer.declared_value(value, element));
    }

    fn elements(&mut self, node: u32, between: char, mut write: impl FnMut(&mut Self, u32)) {
        let tape = self.tape;
        let mut again = 0;
        let mut last: Option<u32> = None;
        self.out.push('[');
        for value in tape.elements(node) {
            if last.is_some_and(|last| tape.same(last, value)) {
                again += 1;
                continue;
            }
            self.times(&mut again, between);
            if last.is_some() {
                self.separate(between);
            }
            write(self, value);
            last = Some(value);
        }
        self.times(&mut again, between);
        self.out.push(']');
    }

    /// Writes the separator between two values. A table ends with a line feed and needs no other.
    fn separate(&mut self, between: char) {
        if !self.out.ends_with('\n') {
            self.out.push(between);
        }
    }

    /// `id`: the place, if tables are allowed in the object.
    fn object(&mut self, node: u32, between: char, id: Option<PlaceId>) {
        let tape = self.tape;
        let mut field = 0;
        self.out.push('{');
        for (index, (key, value)) in tape.members(node).enumerate() {
            if index > 0 {
                self.separate(between);
            }
            self.key(inside(tape.raw(key)));
            self.out.push(':');
            let place = id.and_then(|id| self.place(id).member(tape, key, &mut field));
            self.value(value, place.map_or(Form::Plain, Form::Free));
        }
        self.out.push('}');
    }

    fn declared_map(&mut self, node: u32, id: PlaceId) {
        let Some(element) = self.place(id).element else { return };
        self.out.push('{');
        for (index, (key, value)) in self.tape.members(node).enumerate() {
            if index > 0 {
                self.out.push(' ');
            }
            self.key(inside(self.tape.raw(key)));
            self.out.push(':');
            self.declared_value(value, element);
        }
        self.out.push('}');
    }

    /// Writes an element whose form is declared. Among tuples, an element of another form is marked.
    fn declared_value(&mut self, node: u32, id: PlaceId) {
        if !is_tuple(self.place(id)) {
            return self.value(node, Form::Declared(id));
        }
        let Some((tuple, cells)) = self.as_tuple(node, Form::Declared(id)) else {
            self.out.push('=');
            return self.value(node, Form::Plain);
        };
        if self.name(node) {
            return;
        }
        let start = self.out.len();
        self.out.push('(');
        let unusual = self.cells(&tuple, &cells, None);
        // A tuple with a single cell needs no brackets, unless the cell is a tuple or starts with a mark.
        if tuple.positional() == 1 && unusual == 0 && !self.out[start + 1..].starts_with(['(', '=', '*', '&'])
        {
            self.out.remove(start);
        } else {
            self.out.push(')');
        }
    }

    /// The cells of the value, if it is declared to be a tuple and is one.
    fn as_tuple(&mut self, node: u32, form: Form) -> Option<(Rc<Tuple>, Vec<u32>)> {
        let Form::Declared(id) = form else { return None };
        if !is_tuple(self.place(id)) || self.tape.kind(node) != Kind::Object || self.tape.is_empty(node) {
            return None;
        }
        let tuple = self.tuple_of(id);
        let mut cells = vec![MISSING; tuple.columns.len()];
        tuple.fill(self.tape, node, &mut cells).then_some((tuple, cells))
    }

    fn tuple(&mut self, node: u32, tuple: &Tuple, cells: &[u32]) -> bool {
        if !self.name(node) {
            self.out.push('(');
            self.cells(tuple, cells, None);
            self.out.push(')');
        }
        true
    }

    fn place(&self, id: PlaceId) -> &Place {
        self.shapes.place(id)
    }
}

/// Whether the objects at a place are written as tuples. A few arrays among them are marked.
fn is_tuple(place: &Place) -> bool {
    !place.is_map && place.objects as usize >= MIN_ROWS && place.arrays * MAX_ARRAYS <= place.objects
}

/// Whether the place has only strings, some of which would need quotes to be told from numbers.
fn is_str(place: &Place) -> bool {
    place.ambiguous > 0 && place.strings == place.count()
}
