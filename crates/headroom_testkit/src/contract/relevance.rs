//! The contracts of [`Scorer`] and [`Embedder`].

use headroom_core::{CompressError, Embedder, Embedding, Scorer};

use crate::random::{Random, seeds};
use crate::text::text;

/// Tests the contract of [`Scorer`].
///
/// # Panics
/// If it is broken.
pub fn scorer(own: &dyn Scorer) {
    let score = |query: &str, texts: &[&str]| own.score(query, texts).expect("scores");
    let texts = ["the charge failed", "nothing of interest", "order 17 failed in the charge", ""];
    let scores = score("Why did the charge of order 17 fail?", &texts);
    assert!(scores[2] > scores[1] && scores[2] > scores[3], "{scores:?}: the matching text scores highest");
    assert_eq!(scores[3], 0, "an empty text matches nothing");
    assert_eq!(score("", &texts), [0; 4], "an empty query matches nothing");
    assert_eq!(score("charge", &[]), [0; 0], "no texts have no scores");
    for seed in seeds(50) {
        let mut random = Random::new(seed);
        let texts: Vec<String> = (0..random.below(6)).map(|_| text(&mut random)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let query = text(&mut random);
        let scores = score(&query, &texts);
        assert_eq!(scores.len(), texts.len(), "seed {seed}");
        assert_eq!(scores, score(&query, &texts), "seed {seed}: the same scores again");
    }
}

/// Tests the contract of [`Embedder`].
///
/// # Panics
/// If it is broken.
pub fn embedder(embedder: &dyn Embedder) {
    assert!(!embedder.model().is_empty(), "a model has a name");
    let embed = |texts: &[&str]| embedder.embed(texts).expect("vectors");
    assert_eq!(embed(&[]), Vec::<Embedding>::new(), "no texts have no vectors");
    for seed in seeds(50) {
        let mut random = Random::new(seed);
        let texts: Vec<String> = (0..=random.below(5)).map(|_| text(&mut random)).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let together = embed(&texts);
        let alone: Vec<Embedding> = texts.iter().flat_map(|text| embed(&[text])).collect();
        assert_eq!(together, alone, "seed {seed}: a vector does not depend on the other texts");
        assert!(together.iter().all(|vector| vector.len() == embedder.dimensions()), "seed {seed}");
    }
}

/// The simplest scorer: the number of words of the query that the text contains.
#[derive(Clone, Copy, Debug)]
pub struct SharedWords;

impl Scorer for SharedWords {
    fn score(&self, query: &str, texts: &[&str]) -> Result<Vec<u64>, CompressError> {
        let shared = |text: &&str| {
            query.split_whitespace().filter(|word| text.split_whitespace().any(|own| own == *word)).count()
        };
        Ok(texts.iter().map(|text| shared(text) as u64).collect())
    }
}

/// The simplest embedder: how often each letter occurs, up to 127 times.
#[derive(Clone, Copy, Debug)]
pub struct LetterCounts;

impl Embedder for LetterCounts {
    fn model(&self) -> &'static str {
        "letter-counts"
    }

    fn dimensions(&self) -> usize {
        usize::from(b'z' - b'a') + 1
    }

    fn embed(&self, texts: &[&str]) -> Result<Vec<Embedding>, CompressError> {
        let vector = |text: &&str| {
            let mut counts = vec![0_i8; self.dimensions()];
            for letter in text.bytes().map(|byte| byte.to_ascii_lowercase()).filter(u8::is_ascii_lowercase) {
                let count = &mut counts[usize::from(letter - b'a')];
                *count = count.saturating_add(1);
            }
            counts
        };
        Ok(texts.iter().map(vector).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_simplest_implementations_keep_the_contracts() {
        scorer(&SharedWords);
        embedder(&LetterCounts);
    }
}
