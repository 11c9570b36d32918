//! Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009) with
//! k₁ = 1.2 and b = 0.75. It uses integers, so that every machine computes the same score.

/// Binary digits after the point of a logarithm.
const FRACTION: u32 = 8;

/// Statistics of the texts that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Bm25 {
    count: u64,
    average: u64,
}

impl Bm25 {
    /// Takes the number of texts and the number of words in all of them.
    #[must_use]
    pub fn new(count: u64, words: u64) -> Self {
        Self { count, average: words.checked_div(count).unwrap_or(0).max(1) }
    }

    /// The inverse document frequency of a word that occurs in `texts` texts, in 256ths of a bit.
    #[must_use]
    pub fn rarity(&self, texts: u64) -> u64 {
        // ln(1 + (N - n + ½) / (n + ½)) = ln((2N + 2) / (2n + 1)), here to the base of 2.
        log2(2 * self.count + 2).saturating_sub(log2(2 * texts + 1))
    }

    /// The share of one word in the score of a text: the word has this `rarity` and occurs `times` times
    /// among the text's `words` words.
    #[must_use]
    pub fn part(&self, rarity: u64, times: u64, words: u64) -> u64 {
        // tf (k₁ + 1) / (tf + k₁ (1 - b + b length / average)); numerator and denominator are multiplied by
        // 4000 times the average.
        let [rarity, times, words, average] = [rarity, times, words, self.average].map(u128::from);
        (rarity * times * 8800 * average / (times * 4000 * average + 1200 * (average + 3 * words))) as u64
    }
}

/// The binary logarithm of a number above 0, in 256ths.
fn log2(number: u64) -> u64 {
    let whole = number.ilog2();
    // `rest` is between 1 and 2, with 63 digits after the point. Squaring doubles the logarithm, so each
    // round yields one more digit.
    let mut rest = u128::from(number << (63 - whole));
    let mut digits = 0;
    for _ in 0..FRACTION {
        rest = (rest * rest) >> 63;
        let digit = (rest >> 64) as u64;
        rest >>= digit;
        digits = (digits << 1) | digit;
    }
    (u64::from(whole) << FRACTION) | digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_logarithms_are_correct() {
        for (number, log) in [(1, 0), (2, 256), (3, 405), (1000, 2551), (1 << 40, 40 * 256)] {
            assert_eq!(log2(number), log, "{number}");
        }
    }

    #[test]
    fn scores_follow_the_formula_of_the_paper() {
        // N = 3, n = 1, every text has one word: ln(8/3) / ln 2 = 1.415, and the fraction is 1.
        let of_three = Bm25::new(3, 3);
        assert_eq!(of_three.part(of_three.rarity(1), 1, 1), 363);
        // Two occurrences in a text twice as long as the average: 2 · 2.2 / (2 + 1.2 · 1.75) = 1.073.
        assert_eq!(of_three.part(1000, 2, 2), 1073);
    }

    #[test]
    fn extreme_counts_do_not_overflow() {
        let most = Bm25::new(1 << 32, 1 << 40);
        assert!(most.part(most.rarity(1), 1 << 32, 1 << 32) > 0);
        assert_eq!(Bm25::new(0, 0).part(0, 1, 1), 0);
    }
}
