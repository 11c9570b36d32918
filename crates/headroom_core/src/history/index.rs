//! Index of lines, by the hash of a window of lines, and of spans in very long lines.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::VisibleText;
use super::anchors::{anchors, is_long};
use crate::lines::Lines;

/// A window has enough lines to contain this number of bytes that are not white space, which rules out
/// coincidence.
const WINDOW_BYTES: usize = 24;
/// Maximum number of lines of a window.
const WINDOW_LINES: u32 = 16;
/// Maximum number of places returned for a window. It bounds the work on texts that repeat themselves.
const SPOTS: usize = 8;
/// Maximum number of entries read in one chain. It bounds the work on text made to collide.
const STEPS: usize = 64;
/// Marks the end of a chain.
const NONE: u32 = u32::MAX;

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The index of the text.
    pub block: u32,
    /// The index of the line in it, or of the row.
    pub line: u32,
    /// The offset in that line, without its number, in bytes. It is above 0 only in very long lines.
    pub offset: u32,
}

/// Keeps windows of rows apart from those of lines.
const ROWS: u64 = 1;

/// The hashes of the lines or rows of a text, from which windows are hashed.
#[derive(Debug)]
pub struct Windows {
    lines: Vec<(u64, u8)>,
    seed: u64,
}

impl Windows {
    /// Hashes the lines of `text`.
    #[must_use]
    pub fn new(text: &str, lines: &Lines) -> Self {
        let hash = |index| hash(&text.as_bytes()[lines.line(index).body]);
        Self { lines: (0..lines.count()).map(hash).collect(), seed: 0 }
    }

    /// Hashes `rows` of `text`.
    #[must_use]
    pub fn of_rows(text: &str, rows: &[Range<u32>]) -> Self {
        let hash = |row: &Range<u32>| hash(&text.as_bytes()[row.start as usize..row.end as usize]);
        Self { lines: rows.iter().map(hash).collect(), seed: ROWS }
    }

    /// The hash of the window that starts at line `first`. `None` if the lines before `end` do not fill it.
    #[must_use]
    pub fn at(&self, first: u32, end: u32) -> Option<u64> {
        let mut weight = 0;
        let mut hash = self.seed;
        for (line, own) in &self.lines[first as usize..end.min(first + WINDOW_LINES) as usize] {
            hash = (hash ^ line).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
            weight += *own as usize;
            if weight >= WINDOW_BYTES {
                return Some(hash);
            }
        }
        None
    }
}

/// The hash of a line, and how many bytes of it count for a window.
fn hash(body: &[u8]) -> (u64, u8) {
    let weight = body.iter().filter(|b| !b.is_ascii_whitespace()).take(WINDOW_BYTES).count();
    (xxh3_64(body), weight as u8)
}

/// A hash table from windows to places. The places of one slot are chained, so that the last one can be
/// removed again.
#[derive(Debug, Default)]
pub(super) struct Index {
    entries: Vec<Entry>,
    /// The last entry of each chain. Their number is a power of two.
    heads: Vec<u32>,
}

#[derive(Debug)]
struct Entry {
    window: u64,
    spot: Spot,
    /// The previous entry of the same slot.
    previous: u32,
}

impl Index {
    /// Adds the visible lines of a text.
    pub(super) fn add(&mut self, block: u32, shown: &VisibleText) {
        let VisibleText { text, lines, visible, .. } = shown;
        if visible.is_empty() {
            return;
        }
        let windows = Windows::new(text, lines);
        for range in visible {
            for line in range.clone() {
                if shown.numbers_of(line).is_none() {
                    continue;
                }
                if let Some(window) = windows.at(line, range.end) {
                    self.insert(window, Spot { block, line, offset: 0 });
                }
                let body = &text[lines.line(line).body];
                if is_long(body) && shown.quotes(line) {
                    for (offset, window) in anchors(body) {
                        self.insert(window, Spot { block, line, offset: offset as u32 });
                    }
                }
            }
        }
    }

    /// Adds the visible rows of a text.
    pub(super) fn add_rows(&mut self, block: u32, text: &str, rows: &[Range<u32>], visible: &[Range<u32>]) {
        let windows = Windows::of_rows(text, rows);
        for range in visible {
            for line in range.clone() {
                if let Some(window) = windows.at(line, range.end) {
                    self.insert(window, Spot { block, line, offset: 0 });
                }
            }
        }
    }

    /// Removes the entries of `block`, which must be the block added last.
    pub(super) fn remove(&mut self, block: u32) {
        while self.entries.last().is_some_and(|entry| entry.spot.block == block) {
            if let Some(entry) = self.entries.pop() {
                let slot = self.slot(entry.window);
                self.heads[slot] = entry.previous;
            }
        }
        let wanted = Self::heads_for(self.entries.len());
        if wanted < self.heads.len() {
            self.rebuild(wanted);
        }
    }

    /// The latest places of a window.
    pub(super) fn spots(&self, window: u64) -> impl Iterator<Item = Spot> {
        let mut next = if self.heads.is_empty() { NONE } else { self.heads[self.slot(window)] };
        std::iter::from_fn(move || {
            let entry = self.entries.get(next as usize)?;
            next = entry.previous;
            Some(entry)
        })
        .take(STEPS)
        .filter(move |entry| entry.window == window)
        .map(|entry| entry.spot)
        .take(SPOTS)
    }

    pub(super) fn size(&self) -> usize {
        self.entries.len() * size_of::<Entry>() + self.heads.len() * 4
    }

    fn insert(&mut self, window: u64, spot: Spot) {
        let wanted = Self::heads_for(self.entries.len() + 1);
        if wanted > self.heads.len() {
            self.rebuild(wanted);
        }
        let head = self.slot(window);
        self.entries.push(Entry { window, spot, previous: self.heads[head] });
        self.heads[head] = self.entries.len() as u32 - 1;
    }

    fn rebuild(&mut self, heads: usize) {
        self.heads = vec![NONE; heads];
        for at in 0..self.entries.len() {
            let slot = self.slot(self.entries[at].window);
            self.entries[at].previous = self.heads[slot];
            self.heads[slot] = at as u32;
        }
    }

    /// The number of slots depends only on the number of entries, so adding and removing entries leaves no
    /// trace.
    fn heads_for(entries: usize) -> usize {
        if entries == 0 { 0 } else { entries.next_power_of_two().max(64) }
    }

    fn slot(&self, window: u64) -> usize {
        (window >> 32) as usize & (self.heads.len() - 1)
    }
}
