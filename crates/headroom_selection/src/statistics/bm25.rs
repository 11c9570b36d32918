//! Which rows a question is about.

use std::collections::HashMap;

use headroom_core::Bm25;

use super::words::{Form, Word, words};

/// Terms of a question past these are not looked at.
const MOST_TERMS: usize = 128;

/// The terms of a question, by their hashes. Nearly all words of a text are none of them, which a bit tells.
#[derive(Debug)]
struct Terms {
    index: HashMap<u64, usize>,
    bits: [u64; 64],
}

impl Terms {
    #[inline]
    fn get(&self, term: u64) -> Option<usize> {
        let may_be = self.bits[(term >> 58) as usize] >> (term >> 52 & 63) & 1 == 1;
        if may_be { self.index.get(&term).copied() } else { None }
    }
}

/// What is asked for: words, and pairs of words in their order.
#[derive(Debug)]
pub(crate) struct Corpus {
    terms: Terms,
    /// Of each term in how many rows it stands.
    found: Vec<u32>,
    rows: u32,
    /// Words in all rows.
    length: u64,
}

impl Corpus {
    /// For a question.
    pub(crate) fn new(question: &str) -> Self {
        let mut terms = Terms { index: HashMap::new(), bits: [0; 64] };
        each_term(question, Form::Plain, |term, _| {
            let next = terms.index.len();
            if next < MOST_TERMS {
                terms.index.entry(term).or_insert(next);
                terms.bits[(term >> 58) as usize] |= 1 << (term >> 52 & 63);
            }
        });
        Self { found: vec![0; terms.index.len()], terms, rows: 0, length: 0 }
    }

    /// Takes in a row, JSON. Whether it has any of what is asked for.
    pub(crate) fn push(&mut self, row: &str) -> bool {
        let mut here = [false; MOST_TERMS];
        let mut fits = false;
        each_term(row, Form::Json, |term, is_word| {
            self.length += u64::from(is_word);
            if let Some(index) = self.terms.get(term) && !std::mem::replace(&mut here[index], true) {
                self.found[index] += 1;
                fits = true;
            }
        });
        self.rows += 1;
        fits
    }

    /// When all rows were taken in: tells how well each fits.
    pub(crate) fn scorer(self) -> Scorer {
        let rows = Bm25::new(u64::from(self.rows), self.length);
        Scorer { weights: self.found.iter().map(|found| rows.rarity(u64::from(*found))).collect(), rows, found: self.found, terms: self.terms }
    }
}

/// How well rows fit.
#[derive(Debug)]
pub(crate) struct Scorer {
    terms: Terms,
    found: Vec<u32>,
    weights: Vec<u64>,
    rows: Bm25,
}

impl Scorer {
    /// In how many rows each term stands.
    pub(crate) fn found(&self) -> &[u32] {
        &self.found
    }

    /// What each term adds to the score of a row, by its index; the sum is the score.
    pub(crate) fn score(&self, row: &str, parts: &mut Vec<(usize, u64)>) -> u64 {
        let mut counts = [0_u64; MOST_TERMS];
        let mut length = 0;
        each_term(row, Form::Json, |term, is_word| {
            length += u64::from(is_word);
            if let Some(index) = self.terms.get(term) {
                counts[index] += 1;
            }
        });
        let part = |(index, &count): (usize, &u64)| (index, self.rows.part(self.weights[index], count, length));
        parts.clear();
        parts.extend(counts.iter().enumerate().take(self.weights.len()).filter(|(_, count)| **count > 0).map(part));
        parts.iter().map(|(_, part)| part).sum()
    }
}

/// Calls `each` with every word and every pair of words.
fn each_term(text: &str, form: Form, mut each: impl FnMut(u64, bool)) {
    let mut before: Option<u64> = None;
    words(text, form, |Word { hash, .. }| {
        each(hash, true);
        if let Some(before) = before {
            each(before.rotate_left(21) ^ hash.wrapping_mul(0x9e37_79b9_7f4a_7c15), false);
        }
        before = Some(hash);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(question: &str, rows: &[&str]) -> Vec<u64> {
        let mut corpus = Corpus::new(question);
        for row in rows {
            corpus.push(row);
        }
        let scorer = corpus.scorer();
        rows.iter().map(|row| scorer.score(row, &mut Vec::new())).collect()
    }

    #[test]
    fn the_row_that_is_asked_for_scores_most() {
        let rows = ["child 17 found in slot 8", "child 32 found in slot 17", "worker state 6", "child 17 gone"];
        let found = scores("Found child 17 in slot 8", &rows);
        assert!((1..4).all(|other| found[0] > found[other]), "{found:?}");
        assert_eq!(found[2], 0);
        // The order of words counts.
        let found = scores("slot 8 child 17", &["child 17 slot 8", "child 8 slot 17", "x", "y"]);
        assert!(found[0] > found[1]);
    }

    #[test]
    fn rare_words_weigh_more_and_long_rows_less() {
        let found = scores("rare common", &["common a b", "common c d", "common e f", "rare g h"]);
        assert!(found[3] > found[0]);
        let found = scores("term", &["term", "term and many other words that stand around it here", "x", "y", "z"]);
        assert!(found[0] > found[1] && found[1] > 0);
        assert_eq!(scores("", &["a"]), [0]);
        assert_eq!(scores("a", &[]), []);
    }

    #[test]
    fn the_formula_is_that_of_the_paper() {
        // N = 3, n = 1, every row of one word: ln(8/3) / ln 2 = 1.415 in 256ths, and the fraction is one.
        assert_eq!(scores("a", &["a", "b", "c"]), [363, 0, 0]);
    }
}
