//! Rows of tables.

use std::fmt::Write;

use headroom_formats::json::Kind;

use super::{Form, MIN_ROWS, Writer, is_tuple};
use crate::json::parse::TABLE_OPENER;
use crate::json::plan::{MISSING, PlaceId, Tuple, inside};

/// The cells of a row, and of the one above.
struct Rows {
    cells: Vec<u32>,
    above: Vec<u32>,
}

impl Writer<'_, '_> {
    /// What the lines of the value would be called if it were a table.
    pub(super) fn table_noun(&self, node: u32, id: PlaceId) -> Option<&'static str> {
        let place = self.place(id);
        let (noun, rows) = match self.tape.kind(node) {
            Kind::Array => ("rows", self.tape.elements(node).take(MIN_ROWS).count()),
            Kind::Object if place.is_map => ("entries", self.tape.members(node).take(MIN_ROWS).count()),
            _ => return None,
        };
        (rows == MIN_ROWS && place.element.is_some_and(|element| is_tuple(self.place(element))))
            .then_some(noun)
    }

    /// Writes a head, and a line for each row; after the last one a line feed.
    pub(super) fn table(&mut self, node: u32, id: PlaceId, noun: &str) {
        let Some(element) = self.place(id).element else { return };
        let tape = self.tape;
        let tuple = self.tuple_of(element);
        let is_map = tape.kind(node) == Kind::Object;
        let count = if is_map { tape.members(node).count() } else { tape.elements(node).count() };
        let _ = write!(self.out, "{TABLE_OPENER}{count} {noun}");
        self.style(", ");
        self.out.push_str(": ");
        self.fields(&tuple, &tuple.fields);
        self.out.push(']');
        let mut rows =
            Rows { cells: vec![MISSING; tuple.columns.len()], above: vec![MISSING; tuple.columns.len()] };
        if is_map {
            for (key, row) in tape.members(node) {
                self.out.push('\n');
                self.key(inside(tape.raw(key)));
                self.out.push(' ');
                self.row(row, &tuple, &mut rows);
                self.out.truncate(self.out.trim_end_matches(' ').len());
            }
        } else {
            let mut again = 0;
            let mut last: Option<u32> = None;
            for row in tape.elements(node) {
                if last.is_some_and(|last| tape.same(last, row)) {
                    again += 1;
                    continue;
                }
                self.times(&mut again, '\n');
                self.out.push('\n');
                self.row(row, &tuple, &mut rows);
                last = Some(row);
            }
            self.times(&mut again, '\n');
        }
        self.out.push('\n');
    }

    fn row(&mut self, row: u32, tuple: &Tuple, rows: &mut Rows) {
        if self.tape.kind(row) == Kind::Object && tuple.fill(self.tape, row, &mut rows.cells) {
            self.cells(tuple, &rows.cells, Some(&rows.above));
            std::mem::swap(&mut rows.cells, &mut rows.above);
        } else {
            self.out.push('=');
            self.value(row, Form::Plain);
            rows.above.fill(MISSING);
        }
    }
}
