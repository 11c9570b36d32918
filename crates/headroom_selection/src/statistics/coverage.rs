//! How much of what all rows say is said by the first of them.

use std::collections::HashSet;

use super::words::{Form, words};

/// So much of a row counts, in bytes.
const MOST: usize = 1024;

/// The cumulative coverage of pairs of words.
#[derive(Debug)]
pub(crate) struct Coverage {
    seen: HashSet<u64>,
    /// How many different pairs no row has, the first one, the first two; of what has digits only that something stands there.
    pub(crate) curve: Vec<u64>,
    /// The pairs with their digits, and how many there were, those that had been seen among them.
    exact: HashSet<u64>,
    all: u64,
}

/// What stands for a word with digits.
const MASK: u64 = 0x6d61_736b;
/// Rows differ where at least one pair in so many is new.
const NEW: u64 = 4;

impl Default for Coverage {
    fn default() -> Self {
        Self { seen: HashSet::new(), curve: vec![0], exact: HashSet::new(), all: 0 }
    }
}

impl Coverage {
    /// Takes in the next row, JSON.
    pub(crate) fn push(&mut self, row: &str) {
        let (mut before, mut masked_before) = (0_u64, 0_u64);
        words(&row[..row.floor_char_boundary(MOST)], Form::Json, |word| {
            // A pair in order: the first word weighs differently from the second.
            self.exact.insert(before.rotate_left(21) ^ word.hash);
            self.all += 1;
            before = word.hash;
            let masked = if word.has_digit { MASK } else { word.hash };
            self.seen.insert(masked_before.rotate_left(21) ^ masked);
            masked_before = masked;
        });
        self.curve.push(self.seen.len() as u64);
    }

    /// Whether rows differ, be it in their numbers only.
    pub(crate) fn differs(&self) -> bool {
        self.exact.len() as u64 * NEW >= self.all
    }

    /// Whether rows differ in their words.
    pub(crate) fn differs_in_words(&self) -> bool {
        self.seen.len() as u64 * NEW >= self.all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_pairs_count() {
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
