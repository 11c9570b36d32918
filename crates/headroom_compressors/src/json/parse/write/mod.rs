//! Writing the form described in the module.

mod cells;
mod head;
mod rows;

use std::collections::HashSet;
use std::fmt::Write;
use std::rc::Rc;

use headroom_core::work::step;

use super::VALUE_OPENER;
use super::bare::{is_bare_key, is_word, looks_like_no_string};
use crate::json::layout::Style;
use crate::json::plan::{MISSING, Names, Place, PlaceId, Shapes, Tuple, inside};
use headroom_formats::json::{Kind, Tape, escape, unescape};

/// Fewer objects than this are no table.
const MIN_ROWS: usize = 2;
/// Strings that hold JSON are looked into from this length on, in bytes.
const MIN_NESTED_LEN: usize = 48;

/// Writes the value of `tape`, which is laid out as `style`.
pub(in crate::json) fn write_value(tape: &Tape<'_>, style: Style) -> String {
    let shapes = Shapes::new(tape);
    let mut writer = Writer::new(tape, &shapes, style);
    // The last row of a table ends with its line. Where the text goes on, a table within a value brings a line feed.
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

/// Writes the elements of the array that `tape` is, which stand on a line each and are laid out as `style`.
pub(in crate::json) fn write_lines(tape: &Tape<'_>, style: Style) -> String {
    let shapes = Shapes::new(tape);
    let mut writer = Writer::new(tape, &shapes, style);
    writer.table(0, 0, "lines");
    writer.out.pop();
    writer.out
}

/// What the reader knows of a value before reading it.
#[derive(Clone, Copy)]
enum Form {
    /// Nothing: it is what it looks like. It may be a table, because it need not stay on its line.
    Free(PlaceId),
    /// What the head of the table declares for the place.
    Declared(PlaceId),
    /// Nothing, in a row.
    Plain,
}

struct Writer<'t, 'a> {
    tape: &'t Tape<'a>,
    shapes: &'t Shapes<'t, 'a>,
    names: Names,
    /// The hashes of those that were written.
    defined: HashSet<u64>,
    tuples: Vec<Option<Rc<Tuple>>>,
    out: String,
    /// Said once, at the first opener.
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

    /// Writes a value by its name, or its name in front of it. `true`: that was all.
    fn name(&mut self, node: u32) -> bool {
        let Some((hash, name)) = self.names.find(self.tape, node) else { return false };
        let is_new = self.defined.insert(hash);
        let _ = if is_new { write!(self.out, "&{name} ") } else { write!(self.out, "*{name}") };
        !is_new
    }

    /// Writes a string that holds JSON as what it holds.
    fn json_in_string(&mut self, node: u32, form: Form) -> bool {
        let raw = inside(self.tape.raw(node));
        if raw.len() < MIN_NESTED_LEN || !raw.starts_with(['{', '[']) {
            return false;
        }
        // It has to come back as it was: escaped in the usual way, laid out in a known one.
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

    /// `str`: the reader knows that it is a string.
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

    /// Says the style in the first opener.
    fn style(&mut self, before: &str) {
        if !self.style.is_empty() {
            self.out.push_str(before);
            self.out.push_str(&std::mem::take(&mut self.style));
        }
    }

    /// Says how often more the last element or row stands there.
    fn times(&mut self, again: &mut u32, between: char) {
        if *again > 0 {
            let _ = write!(self.out, "{between}×{}", std::mem::take(again));
        }
    }

    fn array(&mut self, node: u32, form: Form) {
        // Lists of lists are easier to read on lines.
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

    /// Writes what stands between two values; a table ends with a line feed and needs nothing more.
    fn separate(&mut self, between: char) {
        if !self.out.ends_with('\n') {
            self.out.push(between);
        }
    }

    /// `id`: the place, where tables may stand in the object.
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

    /// Writes an element whose form is declared: what is not a tuple among tuples is marked.
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
        // One cell that is neither a tuple nor marked itself needs no brackets.
        if tuple.positional() == 1 && unusual == 0 && !self.out[start + 1..].starts_with(['(', '=', '*', '&'])
        {
            self.out.remove(start);
        } else {
            self.out.push(')');
        }
    }

    /// The cells of the value, where it is declared to be a tuple and is one.
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

/// Whether the objects at a place are written as tuples.
fn is_tuple(place: &Place) -> bool {
    !place.is_map && place.objects as usize >= MIN_ROWS && place.arrays == 0
}

/// Whether the place holds strings only, and some that would need quotes to be told from numbers.
fn is_str(place: &Place) -> bool {
    place.ambiguous > 0 && place.strings == place.count()
}
