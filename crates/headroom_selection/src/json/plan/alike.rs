//! Groups of rows that differ only in their numbers.

use std::collections::hash_map::Entry;

use headroom_core::Hashed;
use headroom_formats::words::{Form, Word, words};

use crate::statistics::{SimHash, is_near};

/// Maximum number of groups. Rows of further groups are treated as different.
const MAX_GROUPS: u16 = 4096;
/// Maximum number of groups that are compared with each other, and of words compared.
const MAX_COMPARED: u16 = 256;
const MAX_WORDS: usize = 256;
/// Replaces consecutive words with digits.
const MASK: u64 = 0x6d61_736b;

/// A group of similar rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// The first row.
    pub(super) first: u32,
    pub(super) count: u32,
    fingerprint: u64,
}

/// The groups of rows.
#[derive(Debug, Default)]
pub(super) struct Alike {
    /// In the order of their first rows.
    pub(super) groups: Vec<Group>,
    /// The group of each row, in two bytes, because there may be very many rows.
    of_row: Vec<u16>,
    /// The group of each row before similar groups were joined.
    exact: Vec<u16>,
    /// The groups by the hash of their key.
    known: Hashed<u16>,
}

impl Alike {
    /// Adds the next row.
    pub(super) fn push(&mut self, row: &str, key: &Key) {
        let next = self.groups.len() as u16;
        let group = match self.known.entry(key.hash) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(_) if next == MAX_GROUPS => MAX_GROUPS,
            Entry::Vacant(place) => *place.insert(next),
        };
        match self.groups.get_mut(group as usize) {
            Some(group) => group.count += 1,
            None if group < MAX_GROUPS => {
                let fingerprint = if group < MAX_COMPARED { fingerprint(row) } else { 0 };
                self.groups.push(Group { first: self.of_row.len() as u32, count: 1, fingerprint });
            }
            None => {}
        }
        self.of_row.push(group);
    }

    /// The group of a row.
    pub(super) fn group(&self, row: usize) -> Option<usize> {
        self.of_row.get(row).map(|group| *group as usize).filter(|group| *group < self.groups.len())
    }

    /// The key of the rows that differ from a row only in numbers. `None` if there are too many of them.
    pub(super) fn exact(&self, row: usize) -> Option<u16> {
        self.exact.get(row).copied().filter(|group| *group < MAX_GROUPS)
    }

    /// Joins groups that are nearly the same, after all rows were added.
    pub(super) fn join(&mut self) {
        let mut joined: Vec<u16> = Vec::new();
        let mut kept: Vec<Group> = Vec::new();
        for (at, group) in self.groups.iter().enumerate() {
            let compared = if at < MAX_COMPARED as usize { kept.as_slice() } else { &[] };
            let near = compared.iter().position(|known| is_near(known.fingerprint, group.fingerprint));
            let at = near.unwrap_or(kept.len());
            match near {
                Some(at) => kept[at].count += group.count,
                None => kept.push(*group),
            }
            joined.push(at as u16);
        }
        self.exact.clone_from(&self.of_row);
        for group in &mut self.of_row {
            *group = joined.get(*group as usize).copied().unwrap_or(MAX_GROUPS);
        }
        self.groups = kept;
    }
}

/// Masks words with digits: one mask replaces consecutive ones.
#[derive(Debug, Default)]
struct Mask {
    before: u64,
}

impl Mask {
    #[inline]
    fn push(&mut self, word: Word) -> Option<u64> {
        let hash = if word.has_digit { MASK } else { word.hash };
        let before = std::mem::replace(&mut self.before, hash);
        (hash != MASK || before != MASK).then_some(hash)
    }
}

/// The key of a group: the masked words of a row in order.
#[derive(Debug, Default)]
pub(super) struct Key {
    hash: u64,
    mask: Mask,
}

impl Key {
    /// Adds the next word of the row.
    #[inline]
    pub(super) fn push(&mut self, word: Word) {
        if let Some(word) = self.mask.push(word) {
            self.hash = (self.hash.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
    }
}

fn fingerprint(row: &str) -> u64 {
    let (mut hash, mut mask) = (SimHash::default(), Mask::default());
    let mut left = MAX_WORDS;
    words(row, Form::Json, |word| {
        if let Some(word) = mask.push(word).filter(|_| left > 0) {
            left -= 1;
            hash.push(word);
        }
    });
    hash.finish()
}

#[cfg(test)]
mod tests {
    use headroom_formats::json::Tape;

    use crate::json::Options;
    use crate::json::parse::Rows;
    use crate::json::plan::read::read;

    #[test]
    fn rows_that_differ_only_in_numbers_are_one_group() {
        let tape = Tape::new(r#"[{"m":"took 12 ms"},{"m":"took 1.5 ms"},{"m":"gave up"},{"m":"took 7 ms"}]"#)
            .expect("JSON");
        let rows = Rows::of(&tape, 0, false, 1).expect("rows");
        let alike = read(&rows, None, &Options::DEFAULT).0;
        assert_eq!(
            alike.groups.iter().map(|group| (group.first, group.count)).collect::<Vec<_>>(),
            [(0, 3), (2, 1)]
        );
        assert_eq!((alike.group(3), alike.group(4)), (Some(0), None));
    }
}
