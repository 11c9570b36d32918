//! Rows that are nearly the same.

/// Bits that may differ: of 64, as Manku, Jain and Sarma ("Detecting Near-Duplicates for Web Crawling", 2007) found best.
const MOST_DIFFERENT: u32 = 3;
/// What a word weighs, and a pair of words in order.
const WEIGHTS: [i32; 2] = [1, 2];

/// A fingerprint whose bits differ little between texts that differ little: each word, and each pair of words in their order, votes for the bits of its
/// hash with its weight (Charikar, "Similarity Estimation Techniques from Rounding Algorithms", 2002).
#[derive(Debug)]
pub(crate) struct SimHash {
    votes: [i32; 64],
    before: u64,
}

impl Default for SimHash {
    fn default() -> Self {
        Self { votes: [0; 64], before: 0 }
    }
}

impl SimHash {
    /// Takes in the next word, by its hash.
    pub(crate) fn push(&mut self, word: u64) {
        // Two words in the other order are another pair.
        let pair = (self.before.rotate_left(21) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        for (hash, weight) in [word, pair].into_iter().zip(WEIGHTS) {
            for (bit, vote) in self.votes.iter_mut().enumerate() {
                *vote = vote.saturating_add(if hash >> bit & 1 == 1 { weight } else { -weight });
            }
        }
        self.before = word;
    }

    /// The fingerprint of what was taken in.
    pub(crate) fn finish(&self) -> u64 {
        self.votes.iter().enumerate().fold(0, |bits, (bit, vote)| bits | u64::from(*vote > 0) << bit)
    }
}

/// Whether two fingerprints are those of near-duplicates.
pub(crate) const fn is_near(a: u64, b: u64) -> bool {
    (a ^ b).count_ones() <= MOST_DIFFERENT
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{Form, words};

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
