//! The fields of rows, those of objects within them as well, and what stands in them.

use headroom_compressors::json::parse::{Kind, Tape};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::number::Numbers;
use crate::statistics::{Hashed, Moments, Values};

/// Fields past these are not looked at.
const MOST: usize = 256;
/// Objects so deep in a row are values.
const DEEPEST: u8 = 3;
/// So many elements of rows that are arrays are fields.
const MOST_ELEMENTS: usize = 16;
/// The changes of a field that are remembered.
const MOST_CHANGES: usize = 4;
/// No field.
const NONE: u32 = u32::MAX;

/// A field.
#[derive(Debug)]
pub(super) struct Column {
    /// Where its name first stands, the number of the element, or neither for rows that are no objects.
    pub(super) key: Option<u32>,
    pub(super) element: usize,
    pub(super) parent: Option<u32>,
    pub(super) depth: u8,
    /// How many values stand in it.
    pub(super) count: u32,
    pub(super) strings: u32,
    pub(super) values: Values,
    pub(super) numbers: Numbers,
    /// Of strings, as they stand.
    pub(super) lengths: Moments,
    /// Whether each string is a time that is not before the one in front of it; whether each looks like a time.
    pub(super) rises: bool,
    pub(super) is_time: bool,
    /// The tokens of the first and the last value, and the hash of the last one.
    pub(super) first: u32,
    pub(super) last: u32,
    last_hash: u64,
    /// Rows with another value than the row before.
    pub(super) changes: Vec<u32>,
    pub(super) often: bool,
}

/// The fields, in the order in which they appear.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) list: Vec<Column>,
    places: Hashed<u32>,
    /// Whether there were more than could be looked at.
    pub(super) overflows: bool,
    /// Objects and arrays in a row that are still to be read.
    pending: Vec<(u32, u32, u8)>,
    /// Where the next key is expected.
    next: usize,
}

impl Columns {
    /// The fields of some rows: numbers from 0 and values.
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

    /// The values in a row, each with its field. Fields that are not known are learnt or passed over.
    pub(super) fn cells(&mut self, tape: &Tape<'_>, row: u32, learns: bool, cells: &mut Vec<(u32, u32)>) {
        cells.clear();
        self.next = 0;
        match tape.kind(row) {
            Kind::Object | Kind::Array if !tape.is_empty(row) => self.pending.push((row, NONE, 0)),
            _ => cells.extend(self.find(tape, NONE, None, usize::MAX, 0, learns).map(|column| (column, row))),
        }
        while let Some((container, parent, depth)) = self.pending.pop() {
            if tape.kind(container) == Kind::Array {
                for (index, value) in tape.elements(container).take(MOST_ELEMENTS).enumerate() {
                    cells.extend(self.find(tape, parent, None, index, depth, learns).map(|column| (column, value)));
                }
                continue;
            }
            for (key, value) in tape.members(container) {
                let Some(column) = self.find(tape, parent, Some(key), 0, depth, learns) else { continue };
                if tape.kind(value) == Kind::Object && depth + 1 < DEEPEST && !tape.is_empty(value) {
                    self.pending.push((value, column, depth + 1));
                } else {
                    cells.push((column, value));
                }
            }
        }
    }

    fn find(&mut self, tape: &Tape<'_>, parent: u32, key: Option<u32>, element: usize, depth: u8, learns: bool) -> Option<u32> {
        let is_it = |column: &Column| column.parent.unwrap_or(NONE) == parent && column.element == element && match (column.key, key) {
            (Some(known), Some(key)) => tape.same(known, key),
            (known, key) => known.is_none() && key.is_none(),
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
            None if !learns || self.list.len() == MOST => {
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

impl Column {
    fn new(key: Option<u32>, element: usize, parent: u32, depth: u8) -> Self {
        Self {
            key,
            element,
            parent: (parent != NONE).then_some(parent),
            depth,
            count: 0,
            strings: 0,
            values: Values::default(),
            numbers: Numbers::default(),
            lengths: Moments::default(),
            rises: true,
            is_time: true,
            first: 0,
            last: 0,
            last_hash: 0,
            changes: Vec::new(),
            often: false,
        }
    }

    fn push(&mut self, tape: &Tape<'_>, row: u32, node: u32) {
        if self.count == 0 {
            self.first = node;
        }
        let raw = tape.raw(node);
        // That it has many values, and often others, is all there is to know.
        let varies = self.values.counted().is_none() && self.often;
        let hash = if varies { 0 } else { xxh3_64(raw.as_bytes()) };
        self.values.push(hash, row, node);
        match tape.kind(node) {
            Kind::Number => self.numbers.push(raw, node),
            Kind::String => {
                self.is_time = self.is_time && looks_like_time(raw);
                self.rises = self.rises && self.is_time && (self.strings == 0 || tape.raw(self.last) <= raw);
                self.lengths.push(i64::from(raw.len() as u32));
                self.strings += 1;
            }
            _ => {}
        }
        if self.count > 0 && self.last_hash != hash {
            self.often |= self.changes.len() == MOST_CHANGES;
            if !self.often {
                self.changes.push(row);
            }
        }
        (self.last, self.last_hash) = (node, hash);
        self.count += 1;
    }

    /// Whether all its values are numbers.
    pub(super) fn is_numeric(&self) -> bool {
        self.numbers.count == self.count
    }

    /// Whether all its values are strings that tell a time and never go back.
    pub(super) fn is_clock(&self) -> bool {
        self.strings == self.count && self.rises
    }
}

/// Whether a string with its quotes may be a date or a time: `"2026-03-01T10:00:04Z"`, `"10:00:04.120"`.
fn looks_like_time(raw: &str) -> bool {
    let inside = raw.trim_matches('"');
    let digits = inside.bytes().filter(u8::is_ascii_digit).count();
    let joins = inside.bytes().filter(|byte| b":-/".contains(byte)).count();
    (8..=35).contains(&inside.len()) && inside.starts_with(|first: char| first.is_ascii_digit()) && joins >= 2 && digits * 2 >= inside.len() && inside.bytes().all(|byte| byte.is_ascii_digit() || b":-/.,+TZ ".contains(&byte))
}
