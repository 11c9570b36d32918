//! A field of rows, and statistics of its values.

use headroom_formats::json::{Kind, Tape};
use xxhash_rust::xxh3::xxh3_64;

use super::NONE;
use crate::json::plan::number::{Numbers, number_in};
use crate::statistics::{Moments, Values};

/// Maximum number of changes remembered for a field.
const MAX_CHANGES: usize = 4;

/// A field of rows.
#[derive(Debug)]
pub(in crate::json::plan) struct Column {
    /// The first occurrence of its name, or the index of the element. Rows that are not objects have neither.
    pub(in crate::json::plan) key: Option<u32>,
    pub(in crate::json::plan) element: usize,
    pub(in crate::json::plan) parent: Option<u32>,
    pub(in crate::json::plan) depth: u8,
    /// The number of values.
    pub(in crate::json::plan) count: u32,
    pub(in crate::json::plan) strings: u32,
    pub(in crate::json::plan) values: Values,
    /// Its numbers, also those in strings.
    pub(in crate::json::plan) numbers: Numbers,
    /// The hash of the text around the number in the first string.
    around: Option<u64>,
    /// The lengths of strings, as they are written.
    pub(in crate::json::plan) lengths: Moments,
    /// Whether each string is a time that is not before the previous one; whether each looks like a time.
    pub(in crate::json::plan) rises: bool,
    pub(in crate::json::plan) is_time: bool,
    /// The tokens of the first and the last value, and the hash of the last one.
    pub(in crate::json::plan) first: u32,
    pub(in crate::json::plan) last: u32,
    last_hash: u64,
    /// The last row with a value, and the number of such rows.
    last_row: u32,
    rows: u32,
    /// Rows whose value differs from that of the row before.
    pub(in crate::json::plan) changes: Vec<u32>,
    pub(in crate::json::plan) often: bool,
}

impl Column {
    pub(super) fn new(key: Option<u32>, element: usize, parent: u32, depth: u8) -> Self {
        Self {
            key,
            element,
            parent: (parent != NONE).then_some(parent),
            depth,
            count: 0,
            strings: 0,
            values: Values::default(),
            numbers: Numbers::default(),
            around: None,
            lengths: Moments::default(),
            rises: true,
            is_time: true,
            first: 0,
            last: 0,
            last_hash: 0,
            last_row: NONE,
            rows: 0,
            changes: Vec::new(),
            often: false,
        }
    }

    pub(super) fn push(&mut self, tape: &Tape<'_>, row: u32, node: u32) {
        if self.count == 0 {
            self.first = node;
        }
        let raw = tape.raw(node);
        // For a field with many values that change often, nothing more needs to be counted.
        let varies = self.values.counted().is_none() && self.often;
        let hash = if varies { 0 } else { xxh3_64(raw.as_bytes()) };
        self.values.push(hash, row, node);
        match tape.kind(node) {
            Kind::Number => self.numbers.push(raw, node),
            Kind::String => {
                // Once a string is no number, the others need not be read.
                let is_numeric = self.numbers.count == self.count;
                if let Some((number, around)) = number_in(raw).filter(|_| is_numeric)
                    && *self.around.get_or_insert(around) == around
                {
                    self.numbers.push(&number, node);
                }
                self.is_time = self.is_time && looks_like_time(raw);
                self.rises = self.rises && self.is_time && (self.strings == 0 || tape.raw(self.last) <= raw);
                self.lengths.push(i64::from(raw.len() as u32));
                self.strings += 1;
            }
            _ => {}
        }
        if self.count > 0 && self.last_hash != hash {
            self.often |= self.changes.len() == MAX_CHANGES;
            if !self.often {
                self.changes.push(row);
            }
        }
        self.rows += u32::from(self.last_row != row);
        (self.last, self.last_hash, self.last_row) = (node, hash, row);
        self.count += 1;
    }

    /// Whether all its values are numbers, or strings that are.
    pub(in crate::json::plan) fn is_numeric(&self) -> bool {
        self.numbers.count == self.count
    }

    /// Whether its name stands twice in one object of a row. Readers of JSON differ in which value they take.
    pub(in crate::json::plan) const fn is_ambiguous(&self) -> bool {
        self.rows < self.count
    }

    /// A value of a numeric field, divided by the scale.
    pub(in crate::json::plan) fn scaled(tape: &Tape<'_>, node: u32, scale: i128) -> Option<i64> {
        let raw = tape.raw(node);
        match tape.kind(node) {
            Kind::String => Numbers::scaled(&number_in(raw)?.0, scale),
            _ => Numbers::scaled(raw, scale),
        }
    }

    /// Whether all its values are strings that tell a time and never go back.
    pub(in crate::json::plan) fn is_clock(&self) -> bool {
        self.strings == self.count && self.rises
    }
}

/// Whether a string with its quotes may be a date or a time: `"2026-03-01T10:00:04Z"`, `"10:00:04.120"`.
fn looks_like_time(raw: &str) -> bool {
    let inside = raw.trim_matches('"');
    let digits = inside.bytes().filter(u8::is_ascii_digit).count();
    let joins = inside.bytes().filter(|byte| b":-/".contains(byte)).count();
    (8..=35).contains(&inside.len())
        && inside.starts_with(|first: char| first.is_ascii_digit())
        && joins >= 2
        && digits * 2 >= inside.len()
        && inside.bytes().all(|byte| byte.is_ascii_digit() || b":-/.,+TZ ".contains(&byte))
}
