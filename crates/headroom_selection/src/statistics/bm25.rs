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
    /// The rows that have any, and what was counted in them, row by row.
    fitting: Vec<Fitting>,
    counted: Vec<(u8, u8)>,
}

/// A row with some of what is asked for.
#[derive(Clone, Copy, Debug)]
struct Fitting {
    row: u32,
    /// Words in it.
    length: u32,
    /// Where its counts end.
    end: u32,
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
        Self { found: vec![0; terms.index.len()], terms, rows: 0, length: 0, fitting: Vec::new(), counted: Vec::new() }
    }

    /// Takes in the next row, JSON.
    pub(crate) fn push(&mut self, row: &str) {
        let start = self.counted.len();
        let mut length = 0;
        each_term(row, Form::Json, |term, is_word| {
            length += u32::from(is_word);
            if let Some(index) = self.terms.get(term) {
                match self.counted[start..].iter_mut().find(|(known, _)| *known as usize == index) {
                    Some((_, count)) => *count = count.saturating_add(1),
                    None => self.counted.push((index as u8, 1)),
                }
            }
        });
        for (term, _) in &self.counted[start..] {
            self.found[*term as usize] += 1;
        }
        if self.counted.len() > start {
            self.fitting.push(Fitting { row: self.rows, length, end: self.counted.len() as u32 });
        }
        self.rows += 1;
        self.length += u64::from(length);
    }

    /// In how many rows each term stands.
    pub(crate) fn found(&self) -> &[u32] {
        &self.found
    }

    /// Calls `each` with every row that fits, in order: how well, and what each of its terms adds to that, by its index.
    pub(crate) fn scores(&self, mut each: impl FnMut(u32, u64, &[(usize, u64)])) {
        let rows = Bm25::new(u64::from(self.rows), self.length);
        let weights: Vec<u64> = self.found.iter().map(|found| rows.rarity(u64::from(*found))).collect();
        let mut parts = Vec::new();
        let mut start = 0;
        for fitting in &self.fitting {
            let end = fitting.end as usize;
            let part = |&(index, count): &(u8, u8)| (index as usize, rows.part(weights[index as usize], u64::from(count), u64::from(fitting.length)));
            parts.clear();
            parts.extend(self.counted[start..end].iter().map(part));
            each(fitting.row, parts.iter().map(|(_, part)| part).sum(), &parts);
            start = end;
        }
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
        let mut scores = vec![0; rows.len()];
        corpus.scores(|row, score, _| scores[row as usize] = score);
        scores
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
