//! Rows that are nearly the same.

/// Bits that may differ: of 64, as Manku, Jain and Sarma ("Detecting Near-Duplicates for Web Crawling", 2007) found best.
const MAX_DIFFERENT: u32 = 3;
/// What a word weighs, and a pair of words in order, as powers of two; and both together.
const WEIGHTS: [usize; 2] = [0, 1];
const WEIGHT: u64 = 3;

/// A fingerprint whose bits differ little between texts that differ little: each word, and each pair of words in their order, votes for the bits of its
/// hash with its weight (Charikar, "Similarity Estimation Techniques from Rounding Algorithms", 2002).
#[derive(Debug, Default)]
pub(crate) struct SimHash {
    /// The votes for each bit as numbers whose digits are apart: the first word has the lowest digit of all of them.
    digits: Vec<u64>,
    words: u64,
    before: u64,
}

impl SimHash {
    /// Takes in the next word, by its hash.
    pub(crate) fn push(&mut self, word: u64) {
        // Two words in the other order are another pair.
        let pair = (self.before.rotate_left(21) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for (hash, weight) in [word, pair].into_iter().zip(WEIGHTS) {
            self.add(hash, weight);
        }
        self.before = word;
        self.words += 1;
    }

    fn add(&mut self, mut carry: u64, weight: usize) {
        if self.digits.len() < weight {
            self.digits.resize(weight, 0);
        }
        // To the last digit, needed or not: where the carry ends could not be guessed.
        for digit in &mut self.digits[weight..] {
            (*digit, carry) = (*digit ^ carry, *digit & carry);
        }
        if carry != 0 {
            self.digits.push(carry);
        }
    }

    /// The fingerprint of what was taken in: the bits that most votes are for.
    pub(crate) fn finish(&self) -> u64 {
        let votes = |bit: u32| self.digits.iter().rev().fold(0, |votes, digit| votes << 1 | digit >> bit & 1);
        (0..u64::BITS).fold(0, |bits, bit| bits | u64::from(2 * votes(bit) > WEIGHT * self.words) << bit)
    }
}

/// Whether two fingerprints are those of near-duplicates.
pub(crate) const fn is_near(a: u64, b: u64) -> bool {
    (a ^ b).count_ones() <= MAX_DIFFERENT
}

#[cfg(test)]
mod tests {
    use super::*;
    use headroom_formats::words::{Form, words};

    fn of(text: &str) -> u64 {
        let mut hash = SimHash::default();
        words(text, Form::Plain, |word| hash.push(word.hash));
        hash.finish()
    }

    #[test]
    fn little_changes_little() {
        let long: Vec<String> = (0..3000).map(|word| format!("word{word}")).collect();
        let text = long.join(" ");
        assert!(is_near(of(&text), of(&text.replace("word77 ", ""))));
        assert!(!is_near(of(&text), of("some other words that stand nowhere in the first text")));
    }

    #[test]
    fn order_counts() {
        assert_ne!(of("client sent it to the server"), of("server sent it to the client"));
        assert_eq!(of("a b"), of("A, B!"));
        assert_eq!(of(""), 0);
    }

    #[test]
    fn a_single_word_is_its_own_fingerprint_where_the_pair_agrees() {
        let mut one = SimHash::default();
        one.push(u64::MAX);
        assert_eq!(one.finish(), u64::MAX.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    }
}
