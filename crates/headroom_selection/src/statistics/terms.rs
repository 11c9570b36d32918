//! Looks up the terms of a query: nearly all words of a text are not terms.

use std::iter;

use headroom_formats::words::{Form, words};

use super::function_words::is_function_word;

/// Maximum number of terms: the bits of a `u128`.
pub(super) const MAX_TERMS: usize = 128;
/// The size of the table, as a power of two: so much larger than the number of terms that a lookup of another
/// word mostly meets a free slot.
const BITS: u32 = 9;
/// The index of a free slot.
const NONE: u8 = u8::MAX;

/// The terms of a query, without function words: the hash and the index of each, in the first free slot from the one
/// that its highest bits select.
#[derive(Debug)]
pub(super) struct Terms {
    places: Vec<(u64, u8)>,
    count: usize,
}

impl Terms {
    pub(super) fn of(question: &str) -> Self {
        let mut terms = Self { places: vec![(0, NONE); 1 << BITS], count: 0 };
        let mut before = None;
        words(question, Form::Plain, |word| {
            if is_function_word(word.hash) {
                before = None;
                return;
            }
            let pair = before.replace(word.hash).map(|before| pair(before, word.hash));
            for term in iter::once(word.hash).chain(pair) {
                let place = terms.place(term);
                if terms.places[place].1 == NONE && terms.count < MAX_TERMS {
                    terms.places[place] = (term, terms.count as u8);
                    terms.count += 1;
                }
            }
        });
        terms
    }

    /// The number of terms.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// The slot of a term, or the free slot for it.
    #[inline]
    #[allow(
        clippy::needless_bitwise_bool,
        reason = "which of both it is could not be guessed: one test is faster than two"
    )]
    fn place(&self, term: u64) -> usize {
        let mut place = (term >> (u64::BITS - BITS)) as usize;
        loop {
            let (known, index) = self.places[place];
            if (known == term) | (index == NONE) {
                return place;
            }
            place = (place + 1) % (1 << BITS);
        }
    }

    /// The index of a term.
    #[inline]
    pub(super) fn index(&self, term: u64) -> Option<usize> {
        let index = self.places[self.place(term)].1;
        (index != NONE).then_some(index as usize)
    }
}

/// The term for a pair of consecutive words.
#[inline]
pub(super) const fn pair(before: u64, word: u64) -> u64 {
    before.rotate_left(21) ^ word.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_words_and_pairs() {
        let terms = Terms::of("child found child found slot");
        let mut found = Vec::new();
        let mut before: Option<u64> = None;
        words("Found child slot", Form::Plain, |word| {
            found.push(terms.index(word.hash));
            found.extend(before.replace(word.hash).map(|before| terms.index(pair(before, word.hash))));
        });
        // child, found, child found, found child, slot, found slot.
        assert_eq!((terms.count(), found), (6, vec![Some(1), Some(0), Some(3), Some(4), None]));
    }

    #[test]
    fn function_words_are_no_terms() {
        assert_eq!(Terms::of("Look into it, please: what is there?").count(), 0);
        // reset, timer, not; and the pair of the first two.
        assert_eq!(Terms::of("What is the reset timer of it not there?").count(), 4);
    }

    #[test]
    fn the_number_of_terms_is_limited() {
        let question = (0..1000).map(|word| format!("word{word}")).collect::<Vec<_>>().join(" ");
        let terms = Terms::of(&question);
        let mut known = 0;
        words(&question, Form::Plain, |word| known += usize::from(terms.index(word.hash).is_some()));
        // The first word, then each word with the pair that it ends; one more word.
        assert_eq!((terms.count(), known), (MAX_TERMS, MAX_TERMS / 2 + 1));
        assert_eq!(Terms::of("").count(), 0);
    }
}
