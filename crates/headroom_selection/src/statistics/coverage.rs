//! Measures how much of the content of all rows the first rows cover.

use headroom_core::IndexTable;
use headroom_formats::words::{Form, Word, words};

/// Maximum number of bytes read of a row.
const MAX_ROW_BYTES: usize = 1024;

/// The pairs seen so far.
#[derive(Debug, Default)]
struct Seen {
    pairs: Vec<u64>,
    table: IndexTable,
}

impl Seen {
    fn insert(&mut self, pair: u64) {
        let next = self.pairs.len() as u32;
        if self.table.enter(pair, next, |other| self.pairs[other as usize] == pair) == next {
            self.pairs.push(pair);
        }
    }

    fn count(&self) -> u64 {
        self.pairs.len() as u64
    }
}

/// The cumulative coverage of pairs of words.
#[derive(Debug)]
pub(crate) struct Coverage {
    /// Pairs without digits, and pairs with digits: unchanged, and with all words with digits replaced by one
    /// mask.
    plain: Seen,
    exact: Seen,
    masked: Seen,
    /// The number of different pairs in no row, in the first row, in the first two rows, and so on. Words
    /// with digits count as the mask.
    pub(crate) curve: Vec<u64>,
    /// The number of all pairs, including repeated ones.
    all: u64,
}

/// The mask for a word with digits.
const MASK: u64 = 0x6d61_736b;
/// Rows differ if at least one pair in this many is new.
const NEW: u64 = 4;

impl Default for Coverage {
    fn default() -> Self {
        Self {
            plain: Seen::default(),
            exact: Seen::default(),
            masked: Seen::default(),
            curve: vec![0],
            all: 0,
        }
    }
}

impl Coverage {
    /// Adds the next row, which is JSON.
    pub(crate) fn push(&mut self, row: &str) {
        // The order of a pair matters: both words are mixed differently.
        let pair = |before: u64, word: u64| before.rotate_left(21) ^ word;
        let mut before = Word { hash: 0, has_digit: false, length: 0 };
        words(&row[..row.floor_char_boundary(MAX_ROW_BYTES)], Form::Json, |word| {
            if before.has_digit || word.has_digit {
                let masked = |word: Word| if word.has_digit { MASK } else { word.hash };
                self.exact.insert(pair(before.hash, word.hash));
                self.masked.insert(pair(masked(before), masked(word)));
            } else {
                self.plain.insert(pair(before.hash, word.hash));
            }
            self.all += 1;
            before = word;
        });
        self.curve.push(self.plain.count() + self.masked.count());
    }

    /// Whether rows differ, even if only in numbers.
    pub(crate) fn differs(&self) -> bool {
        (self.plain.count() + self.exact.count()) * NEW >= self.all
    }

    /// Whether rows differ in their words.
    pub(crate) fn differs_in_words(&self) -> bool {
        (self.plain.count() + self.masked.count()) * NEW >= self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_pairs_increase_the_coverage() {
        let mut coverage = Coverage::default();
        for row in ["a b c", "a b d", "b a", "a b c", "a 1", "a 2"] {
            coverage.push(row);
        }
        // (-a ab bc), bd, (-b ba): the start of a row counts as a word.
        assert_eq!(coverage.curve, [0, 3, 4, 6, 6, 7, 7]);
        assert!(coverage.differs() && coverage.differs_in_words());
        (0..20).for_each(|number| coverage.push(&format!("a {number}")));
        assert!(coverage.differs() && !coverage.differs_in_words());
    }
}
