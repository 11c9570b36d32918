//! Ranks rows by a query (Okapi BM25).

use std::mem;

use headroom_core::Bm25;
use headroom_formats::words::Word;

use super::terms::{MAX_TERMS, Terms, pair};

/// The terms of a query (words, and pairs of consecutive words) and their counts in rows.
#[derive(Debug)]
pub(crate) struct Corpus {
    terms: Terms,
    /// For each term, the number of rows that contain it.
    found: Vec<u32>,
    rows: u32,
    /// The number of words in all rows.
    length: u64,
    /// The rows that contain terms, and the counts of those terms, row by row.
    fitting: Vec<Fitting>,
    counted: Vec<(u8, u8)>,
    /// For the row being read: its last word, if it is a term, and the number of its words.
    before: Option<u64>,
    words: u32,
    /// The terms in it, one bit each, and their counts.
    seen: u128,
    counts: [u32; MAX_TERMS],
}

/// A row that contains terms.
#[derive(Clone, Copy, Debug)]
struct Fitting {
    row: u32,
    /// The number of its words.
    length: u32,
    /// The end of its counts.
    end: u32,
}

impl Corpus {
    /// A corpus for a query.
    pub(crate) fn new(question: &str) -> Self {
        let terms = Terms::of(question);
        Self {
            found: vec![0; terms.count()],
            terms,
            rows: 0,
            length: 0,
            fitting: Vec::new(),
            counted: Vec::new(),
            before: None,
            words: 0,
            seen: 0,
            counts: [0; MAX_TERMS],
        }
    }

    /// Adds the next word of a row.
    #[inline]
    pub(crate) fn push(&mut self, word: Word) {
        self.words += 1;
        let own = self.count(word.hash).then_some(word.hash);
        // Both words of a pair are terms, too.
        if let (Some(before), Some(own)) = (mem::replace(&mut self.before, own), own) {
            self.count(pair(before, own));
        }
    }

    /// Whether it is a term. If so, it is counted.
    #[inline]
    fn count(&mut self, term: u64) -> bool {
        let Some(index) = self.terms.index(term) else { return false };
        self.counts[index] = self.counts[index].saturating_add(1);
        self.seen |= 1 << index;
        true
    }

    /// Ends the row.
    pub(crate) fn end_row(&mut self) {
        if self.seen > 0 {
            while self.seen > 0 {
                let index = self.seen.trailing_zeros() as usize;
                self.seen &= self.seen - 1;
                self.found[index] += 1;
                self.counted
                    .push((index as u8, mem::take(&mut self.counts[index]).min(u8::MAX.into()) as u8));
            }
            self.fitting.push(Fitting { row: self.rows, length: self.words, end: self.counted.len() as u32 });
        }
        self.rows += 1;
        self.length += u64::from(mem::take(&mut self.words));
        self.before = None;
    }

    /// For each term, the number of rows that contain it.
    pub(crate) fn found(&self) -> &[u32] {
        &self.found
    }

    /// Calls `each` with every matching row, in order: its score, and the share of each of its terms, by
    /// index.
    pub(crate) fn scores(&self, mut each: impl FnMut(u32, u64, &[(usize, u64)])) {
        let rows = Bm25::new(u64::from(self.rows), self.length);
        let weights: Vec<u64> = self.found.iter().map(|found| rows.rarity(u64::from(*found))).collect();
        let mut parts = Vec::new();
        let mut start = 0;
        for fitting in &self.fitting {
            let end = fitting.end as usize;
            let part = |&(index, count): &(u8, u8)| {
                (
                    index as usize,
                    rows.part(weights[index as usize], u64::from(count), u64::from(fitting.length)),
                )
            };
            parts.clear();
            parts.extend(self.counted[start..end].iter().map(part));
            each(fitting.row, parts.iter().map(|(_, part)| part).sum(), &parts);
            start = end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use headroom_formats::words::{Form, words};

    fn scores(question: &str, rows: &[&str]) -> Vec<u64> {
        let mut corpus = Corpus::new(question);
        for row in rows {
            words(row, Form::Json, |word| corpus.push(word));
            corpus.end_row();
        }
        let mut scores = vec![0; rows.len()];
        corpus.scores(|row, score, _| scores[row as usize] = score);
        scores
    }

    #[test]
    fn the_best_matching_row_has_the_highest_score() {
        let rows =
            ["child 17 found in slot 8", "child 32 found in slot 17", "worker state 6", "child 17 gone"];
        let found = scores("Found child 17 in slot 8", &rows);
        assert!((1..4).all(|other| found[0] > found[other]), "{found:?}");
        assert_eq!(found[2], 0);
        // The order of words counts.
        let found = scores("slot 8 child 17", &["child 17 slot 8", "child 8 slot 17", "x", "y"]);
        assert!(found[0] > found[1]);
    }

    #[test]
    fn rare_words_score_higher_and_long_rows_lower() {
        let found = scores("rare common", &["common a b", "common c d", "common e f", "rare g h"]);
        assert!(found[3] > found[0]);
        let found =
            scores("term", &["term", "term and many other words that stand around it here", "x", "y", "z"]);
        assert!(found[0] > found[1] && found[1] > 0);
        assert_eq!(scores("", &["a"]), [0]);
        assert_eq!(scores("x", &[]), []);
    }

    #[test]
    fn scores_follow_the_formula_of_the_paper() {
        // N = 3, n = 1, every row has one word: ln(8/3) / ln 2 = 1.415 in 256ths, and the fraction is 1.
        assert_eq!(scores("x", &["x", "b", "c"]), [363, 0, 0]);
    }
}
