//! Which rows a question is about.

use std::mem;

use headroom_core::Bm25;
use headroom_formats::words::Word;

use super::terms::{MAX_TERMS, Terms, pair};

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
    /// Of the row that is read: its last word, if that is a term, and how many there are.
    before: Option<u64>,
    words: u32,
    /// Which terms stand in it, a bit each, and how often.
    seen: u128,
    counts: [u32; MAX_TERMS],
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

    /// Takes in the next word of a row.
    #[inline]
    pub(crate) fn push(&mut self, word: Word) {
        self.words += 1;
        let own = self.count(word.hash).then_some(word.hash);
        // Both words of a pair that is asked for are asked for, too.
        if let (Some(before), Some(own)) = (mem::replace(&mut self.before, own), own) {
            self.count(pair(before, own));
        }
    }

    /// Whether it is one that is asked for.
    #[inline]
    fn count(&mut self, term: u64) -> bool {
        let Some(index) = self.terms.index(term) else { return false };
        self.counts[index] = self.counts[index].saturating_add(1);
        self.seen |= 1 << index;
        true
    }

    /// The row ends.
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
    fn the_row_that_is_asked_for_scores_most() {
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
    fn rare_words_weigh_more_and_long_rows_less() {
        let found = scores("rare common", &["common a b", "common c d", "common e f", "rare g h"]);
        assert!(found[3] > found[0]);
        let found =
            scores("term", &["term", "term and many other words that stand around it here", "x", "y", "z"]);
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
