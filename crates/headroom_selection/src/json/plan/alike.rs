//! Rows that differ only in their numbers.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use headroom_compressors::json::parse::Kind;

use crate::json::parse::Rows;
use crate::statistics::{Form, SimHash, is_near, words};

/// Kinds of rows past these are all taken to be different.
const MOST: u16 = 4096;
/// So many kinds are compared with each other, by so many of their first words.
const MOST_COMPARED: u16 = 256;
const MOST_WORDS: usize = 256;
/// What stands for words with digits, however many.
const MASK: u64 = 0x6d61_736b;

/// Rows of one kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// The first of them.
    pub(super) first: u32,
    pub(super) count: u32,
    fingerprint: u64,
}

/// The kinds of rows.
#[derive(Debug, Default)]
pub(super) struct Alike {
    /// In the order in which they appear.
    pub(super) groups: Vec<Group>,
    /// Of each row: two bytes, for there may be very many.
    of_row: Vec<u16>,
}

impl Alike {
    pub(super) fn of(rows: &Rows<'_, '_>) -> Self {
        let mut alike = Self::default();
        if rows.values.iter().all(|&value| rows.tape.kind(value) == Kind::Number) {
            return alike;
        }
        let mut known: HashMap<u64, u16> = HashMap::new();
        for row in 0..rows.count() {
            let next = alike.groups.len() as u16;
            let group = match known.entry(key(rows.text(row))) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(_) if next == MOST => MOST,
                Entry::Vacant(place) => *place.insert(next),
            };
            match alike.groups.get_mut(group as usize) {
                Some(group) => group.count += 1,
                None if group < MOST => alike.groups.push(Group { first: row as u32, count: 1, fingerprint: if group < MOST_COMPARED { fingerprint(rows.text(row)) } else { 0 } }),
                None => {}
            }
            alike.of_row.push(group);
        }
        alike.join();
        alike
    }

    /// The group of a row.
    pub(super) fn group(&self, row: usize) -> Option<usize> {
        self.of_row.get(row).map(|group| *group as usize).filter(|group| *group < self.groups.len())
    }

    /// Makes one of kinds that are nearly the same.
    fn join(&mut self) {
        let mut joined: Vec<u16> = Vec::new();
        let mut kept: Vec<Group> = Vec::new();
        for (at, group) in self.groups.iter().enumerate() {
            let compared = if at < MOST_COMPARED as usize { kept.as_slice() } else { &[] };
            let near = compared.iter().position(|known| is_near(known.fingerprint, group.fingerprint));
            let at = near.unwrap_or(kept.len());
            match near {
                Some(at) => kept[at].count += group.count,
                None => kept.push(*group),
            }
            joined.push(at as u16);
        }
        for group in &mut self.of_row {
            *group = joined.get(*group as usize).copied().unwrap_or(MOST);
        }
        self.groups = kept;
    }
}

/// The words of a row in their order, those with digits masked.
fn masked(row: &str, mut each: impl FnMut(u64)) {
    let mut before = 0;
    words(row, Form::Json, |word| {
        let hash = if word.has_digit { MASK } else { word.hash };
        if hash != MASK || before != MASK {
            each(hash);
        }
        before = hash;
    });
}

fn key(row: &str) -> u64 {
    let mut key = 0_u64;
    masked(row, |word| key = (key.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    key
}

fn fingerprint(row: &str) -> u64 {
    let mut hash = SimHash::default();
    let mut left = MOST_WORDS;
    masked(row, |word| {
        if left > 0 {
            left -= 1;
            hash.push(word);
        }
    });
    hash.finish()
}

#[cfg(test)]
mod tests {
    use headroom_compressors::json::parse::Tape;

    use super::*;

    #[test]
    fn numbers_make_no_difference_and_words_do() {
        let tape = Tape::new(r#"[{"m":"took 12 ms"},{"m":"took 1.5 ms"},{"m":"gave up"},{"m":"took 7 ms"}]"#).expect("JSON");
        let rows = Rows::of(&tape, 0, false, 1).expect("rows");
        let alike = Alike::of(&rows);
        assert_eq!(alike.groups.iter().map(|group| (group.first, group.count)).collect::<Vec<_>>(), [(0, 3), (2, 1)]);
        assert_eq!((alike.group(3), alike.group(4)), (Some(0), None));
    }
}
