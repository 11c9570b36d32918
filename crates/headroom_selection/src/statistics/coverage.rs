//! How much of what all rows say is said by the first of them.

use std::collections::HashSet;

use super::words::{Form, words};

/// So much of a row counts, in bytes.
const MOST: usize = 1024;

/// The cumulative coverage of pairs of words.
#[derive(Debug, Default)]
pub(crate) struct Coverage {
    seen: HashSet<u64>,
    /// How many different pairs the rows so far have.
    pub(crate) curve: Vec<u64>,
    /// How many pairs there were, those that had been seen among them.
    pub(crate) all: u64,
}

impl Coverage {
    /// Takes in the next row, JSON.
    pub(crate) fn push(&mut self, row: &str) {
        let mut before = 0_u64;
        words(&row[..row.floor_char_boundary(MOST)], Form::Json, |word| {
            // A pair in order: the first word weighs differently from the second.
            self.seen.insert(before.rotate_left(21) ^ word.hash);
            self.all += 1;
            before = word.hash;
        });
        self.curve.push(self.seen.len() as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_pairs_count() {
        let mut coverage = Coverage::default();
        for row in ["a b c", "a b d", "b a", "a b c"] {
            coverage.push(row);
        }
        // (-a ab bc), bd, (-b ba): the start of a row counts as a word.
        assert_eq!(coverage.curve, [3, 4, 6, 6]);
        assert_eq!(coverage.all, 11);
    }
}
