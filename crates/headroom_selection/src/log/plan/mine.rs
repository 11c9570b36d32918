//! The kinds of the entries of a log.

use std::collections::HashMap;
use std::ops::Range;

use headroom_formats::log::mask;
use headroom_formats::time::Stamp;
use xxhash_rust::xxh3::xxh3_64;

use super::bursts::Bursts;
use super::pauses::Pauses;
use crate::log::parse::{Severity, entries, is_commit, severity};

/// Entries are this long at least, on average, in bytes: what is kept in memory of each is less.
const MIN_LEN: usize = 16;
/// A kind may take so much memory, in bytes of the text for each.
const BYTES_A_KIND: usize = 192;
const KINDS: usize = 256;
/// Entries without their values that are longer than this are of no kind, in bytes.
const MAX_LEN: usize = 1 << 14;
/// Where one in so many entries is a commit, it is a list of commits.
const ONE_COMMIT_IN: usize = 8;
/// The kind of entries that have none.
pub(super) const NONE: u32 = u32::MAX;

/// An entry.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) start: u32,
    pub(super) kind: u32,
}

/// Entries that differ by their values only.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    /// What they have in common, in [`Mined::shapes`].
    pub(super) shape: Range<usize>,
    pub(super) count: u32,
    pub(super) severity: Severity,
    /// How many words stand in one place of them.
    pub(super) words: u32,
}

/// What a log is made of.
#[derive(Debug, Default)]
pub(super) struct Mined {
    pub(super) entries: Vec<Entry>,
    pub(super) kinds: Vec<Kind>,
    /// The entries without their values, kind by kind.
    pub(super) shapes: Vec<u8>,
    /// The entries behind the longest pauses.
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

/// Reads `text`; `None` where its lines are too short to be those of a log, or commits.
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
