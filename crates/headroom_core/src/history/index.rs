//! Where lines stand, by what they and their followers hold, and spans of very long ones.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::anchors::{anchors, is_long};
use crate::lines::Lines;

/// A window is as many lines as it takes to hold this much that is not blank: enough to be no coincidence.
const WINDOW_BYTES: usize = 24;
/// ... but no more lines than this.
const WINDOW_LINES: u32 = 16;
/// How many places of one window are offered. Bounds the work on text that repeats itself endlessly.
const SPOTS: usize = 8;
/// How many entries of one slot are looked at. Bounds the work on text made to collide.
const STEPS: usize = 64;
/// No entry.
const NONE: u32 = u32::MAX;

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The index of the text.
    pub block: u32,
    /// The index of the line in it.
    pub line: u32,
    /// How far into that line, without its number, in bytes: more than 0 only in very long lines.
    pub offset: u32,
}

/// The hashes of the lines of a text, from which windows are made.
#[derive(Debug)]
pub struct Windows {
    lines: Vec<(u64, u8)>,
}

impl Windows {
    /// Hashes the lines of `text`.
    #[must_use]
    pub fn new(text: &str, lines: &Lines) -> Self {
        let hash = |index| {
            let body = &text.as_bytes()[lines.line(index).body];
            let weight = body.iter().filter(|b| !b.is_ascii_whitespace()).take(WINDOW_BYTES).count();
            (xxh3_64(body), weight as u8)
        };
        Self { lines: (0..lines.count()).map(hash).collect() }
    }

    /// The hash of the window that starts at the line `first`, if the lines before `end` fill it.
    #[must_use]
    pub fn at(&self, first: u32, end: u32) -> Option<u64> {
        let mut weight = 0;
        let mut hash = 0_u64;
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

/// A hash table from windows to places. Places of one window are chained, so that the last can be taken out again.
#[derive(Debug, Default)]
pub(super) struct Index {
    entries: Vec<Entry>,
    /// The last entry of each chain; a power of two of them.
    heads: Vec<u32>,
}

#[derive(Debug)]
struct Entry {
    window: u64,
    spot: Spot,
    /// The entry before this one in the same slot.
    previous: u32,
}

impl Index {
    /// Adds the lines of a text that can be read.
    pub(super) fn add(&mut self, block: u32, text: &str, lines: &Lines, visible: &[Range<u32>]) {
        let windows = Windows::new(text, lines);
        for range in visible {
            for line in range.clone() {
                if lines.name_of(line).is_none() {
                    continue;
                }
                if let Some(window) = windows.at(line, range.end) {
                    self.insert(window, Spot { block, line, offset: 0 });
                }
                let body = &text[lines.line(line).body];
                if is_long(body) {
                    for (offset, window) in anchors(body) {
                        self.insert(window, Spot { block, line, offset: offset as u32 });
                    }
                }
            }
        }
    }

    /// Takes out what was added for `block`, the last that was added.
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

    /// The last places of a window.
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

    /// Depends on the number of entries alone, so that adding and removing leaves no trace.
    fn heads_for(entries: usize) -> usize {
        if entries == 0 { 0 } else { entries.next_power_of_two().max(64) }
    }

    fn slot(&self, window: u64) -> usize {
        (window >> 32) as usize & (self.heads.len() - 1)
    }
}
