//! Finds the kinds of the entries of a log.

use std::collections::HashMap;
use std::ops::Range;

use headroom_formats::log::mask;
use headroom_formats::time::Stamp;
use xxhash_rust::xxh3::xxh3_64;

use super::bursts::Bursts;
use super::pauses::Pauses;
use crate::log::parse::{Severity, entries, is_commit, severity};

/// Minimum average length of entries, in bytes: their memory stays below that.
const MIN_LEN: usize = 16;
/// Maximum number of kinds: `KINDS` and one for each `BYTES_A_KIND` bytes of text.
const BYTES_A_KIND: usize = 192;
const KINDS: usize = 256;
/// Maximum length of a shape, in bytes. Entries with longer ones have no kind.
const MAX_LEN: usize = 1 << 14;
/// A log with at least one commit in this many entries is a list of commits.
const ONE_COMMIT_IN: usize = 8;
/// The kind of entries without one.
pub(super) const NONE: u32 = u32::MAX;

/// An entry of the log.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) start: u32,
    pub(super) kind: u32,
}

/// Entries that differ only in their values.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    /// Their common shape, in [`Mined::shapes`].
    pub(super) shape: Range<usize>,
    pub(super) count: u32,
    pub(super) severity: Severity,
    /// The number of different words in the place where merged kinds differ.
    pub(super) words: u32,
}

/// The entries and kinds of a log.
#[derive(Debug, Default)]
pub(super) struct Mined {
    pub(super) entries: Vec<Entry>,
    pub(super) kinds: Vec<Kind>,
    /// The shapes of the kinds, concatenated.
    pub(super) shapes: Vec<u8>,
    /// The entries after the longest pauses.
    pub(super) pauses: Pauses,
    /// The fullest seconds.
    pub(super) bursts: Bursts,
    end: u32,
}

impl Mined {
    /// The bytes of an entry.
    pub(super) fn span(&self, index: usize) -> Range<usize> {
        let end = self.entries.get(index + 1).map_or(self.end, |entry| entry.start);
        self.entries[index].start as usize..end as usize
    }
}

/// Reads `text`. `None` if its lines are too short for a log or a list of commits.
pub(super) fn mine(text: &str) -> Option<Mined> {
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count();
    if lines * MIN_LEN > text.len() {
        return None;
    }
    let mut mined = Mined {
        entries: Vec::with_capacity(lines + 1),
        end: u32::try_from(text.len()).ok()?,
        ..Mined::default()
    };
    let mut known = HashMap::new();
    let mut shape = Vec::new();
    let mut commits = 0;
    for span in entries(text) {
        let index = mined.entries.len() as u32;
        shape.clear();
        let entry = &text[span.clone()];
        commits += usize::from(is_commit(entry));
        if entry.len() <= MAX_LEN {
            mask(entry.trim_end().as_bytes(), &mut shape, |_| {});
        }
        let kind = if shape.is_empty() { NONE } else { mined.kind_of(entry, &shape, text.len(), &mut known) };
        mined.entries.push(Entry { start: span.start as u32, kind });
        if let Some((_, millis)) = Stamp::loose(entry.as_bytes()) {
            mined.pauses.push(index, millis);
            mined.bursts.push(index, millis);
        }
    }
    mined.bursts.end();
    (commits * ONE_COMMIT_IN <= mined.entries.len()).then_some(mined)
}

impl Mined {
    fn kind_of(&mut self, entry: &str, shape: &[u8], bytes: usize, known: &mut HashMap<u64, u32>) -> u32 {
        let hash = xxh3_64(shape);
        if let Some(kind) = known.get(&hash) {
            let found = &mut self.kinds[*kind as usize];
            if &self.shapes[found.shape.clone()] != shape {
                return NONE;
            }
            found.count += 1;
            return *kind;
        }
        if self.kinds.len() >= KINDS + bytes / BYTES_A_KIND
            || self.shapes.len() + shape.len() > bytes / 2 + MAX_LEN
        {
            return NONE;
        }
        let kind = self.kinds.len() as u32;
        let start = self.shapes.len();
        self.shapes.extend_from_slice(shape);
        self.kinds.push(Kind {
            shape: start..self.shapes.len(),
            count: 1,
            severity: severity(entry),
            words: 1,
        });
        known.insert(hash, kind);
        kind
    }
}
