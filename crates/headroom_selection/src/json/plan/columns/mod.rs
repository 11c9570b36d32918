//! The fields of rows, including those of objects within them, and statistics of their values.

mod column;

use headroom_core::Hashed;
use headroom_formats::json::{Kind, Tape};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

pub(super) use self::column::Column;

/// Maximum number of fields.
const MAX_COLUMNS: usize = 256;
/// Objects at this depth in a row are treated as values.
const MAX_DEPTH: u8 = 3;
/// Maximum number of elements of rows that are arrays; each of them is a field.
const MAX_ELEMENTS: usize = 16;
/// No field.
const NONE: u32 = u32::MAX;

/// The fields, in the order of their first occurrence.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) list: Vec<Column>,
    places: Hashed<u32>,
    /// Whether there were more fields than the maximum.
    pub(super) overflows: bool,
    /// Objects and arrays of a row that are still to be read.
    pending: Vec<(u32, u32, u8)>,
    /// The index at which the next key is expected.
    next: usize,
}

impl Columns {
    /// The fields of some rows. Each row is its number, from 0, and its value.
    pub(super) fn of(tape: &Tape<'_>, rows: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut columns = Self::default();
        let mut cells = Vec::new();
        for (row, value) in rows {
            columns.cells(tape, value, true, &mut cells);
            for &(column, node) in &cells {
                columns.list[column as usize].push(tape, row, node);
            }
        }
        columns
    }

    /// Whether the rows are numbers.
    pub(super) fn is_numeric(&self) -> bool {
        matches!(self.list.as_slice(), [column] if column.key.is_none() && column.is_numeric())
    }

    /// The values of a row, each with its field. Unknown fields are added if `learns`, else skipped.
    pub(super) fn cells(&mut self, tape: &Tape<'_>, row: u32, learns: bool, cells: &mut Vec<(u32, u32)>) {
        cells.clear();
        self.next = 0;
        match tape.kind(row) {
            Kind::Object | Kind::Array if !tape.is_empty(row) => self.pending.push((row, NONE, 0)),
            _ => cells.extend(self.find(tape, NONE, None, usize::MAX, 0, learns).map(|column| (column, row))),
        }
        while let Some((container, parent, depth)) = self.pending.pop() {
            if tape.kind(container) == Kind::Array {
                for (index, value) in tape.elements(container).take(MAX_ELEMENTS).enumerate() {
                    cells.extend(
                        self.find(tape, parent, None, index, depth, learns).map(|column| (column, value)),
                    );
                }
                continue;
            }
            for (key, value) in tape.members(container) {
                let Some(column) = self.find(tape, parent, Some(key), 0, depth, learns) else { continue };
                if tape.kind(value) == Kind::Object && depth + 1 < MAX_DEPTH && !tape.is_empty(value) {
                    self.pending.push((value, column, depth + 1));
                } else {
                    cells.push((column, value));
                }
            }
        }
    }

    fn find(
        &mut self,
        tape: &Tape<'_>,
        parent: u32,
        key: Option<u32>,
        element: usize,
        depth: u8,
        learns: bool,
    ) -> Option<u32> {
        let is_it = |column: &Column| {
            column.parent.unwrap_or(NONE) == parent
                && column.element == element
                && match (column.key, key) {
                    (Some(known), Some(key)) => tape.same(known, key),
                    (known, key) => known.is_none() && key.is_none(),
                }
        };
        if self.list.get(self.next).is_some_and(is_it) {
            self.next += 1;
            return Some(self.next as u32 - 1);
        }
        let step = key.map_or(element as u64, |key| xxh3_64(tape.raw(key).as_bytes()));
        let path = xxh3_64_with_seed(&step.to_le_bytes(), u64::from(parent) << 1 | u64::from(key.is_some()));
        let next = self.list.len() as u32;
        let found = match self.places.get(&path) {
            Some(known) => *known,
            None if !learns || self.list.len() == MAX_COLUMNS => {
                self.overflows = true;
                return None;
            }
            None => {
                self.places.insert(path, next);
                self.list.push(Column::new(key, element, parent, depth));
                next
            }
        };
        self.next = found as usize + 1;
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_stands_twice_in_an_object_is_ambiguous() {
        let text = r#"[{"a":1,"b":[2,2]},{"a":{"c":1},"b":3,"a":4},{"a":{"c":1,"c":1}},{"b":5,"b":5}]"#;
        let tape = Tape::new(text).expect("JSON");
        let columns = Columns::of(&tape, (0..).zip(tape.elements(0)));
        let ambiguous: Vec<_> = columns
            .list
            .iter()
            .filter(|column| column.is_ambiguous())
            .map(|column| column.key.map_or("", |key| tape.raw(key)))
            .collect();
        assert_eq!(ambiguous, [r#""b""#, r#""c""#]);
    }
}
