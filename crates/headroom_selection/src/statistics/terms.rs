//! The terms of a question, found fast: nearly all words of a text are none of them.

use std::iter;

use headroom_formats::words::{Form, words};

/// Terms of a question past these are not looked at: so many bits has a `u128`.
pub(super) const MAX_TERMS: usize = 128;
/// Places in the table of terms, as a power of two: so many more than terms that a word that is none of them mostly meets a free one.
const BITS: u32 = 9;
/// The index of what is no term.
const NONE: u8 = u8::MAX;

/// The terms of a question: the hash and the index of each, in the first free place from where its highest bits point.
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

    /// How many there are.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// Where a term stands, or would.
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

/// The term of two words in their order.
#[inline]
pub(super) const fn pair(before: u64, word: u64) -> u64 {
    before.rotate_left(21) ^ word.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_pairs_of_them_are_known_again() {
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
    fn a_long_question_is_read_as_far_as_there_is_room() {
        let question = (0..1000).map(|word| format!("word{word}")).collect::<Vec<_>>().join(" ");
        let terms = Terms::of(&question);
        let mut known = 0;
        words(&question, Form::Plain, |word| known += usize::from(terms.index(word.hash).is_some()));
        // The first word, then each with the pair that it ends; one more word.
        assert_eq!((terms.count(), known), (MAX_TERMS, MAX_TERMS / 2 + 1));
        assert_eq!(Terms::of("").count(), 0);
    }
}
