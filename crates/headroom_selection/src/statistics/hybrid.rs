//! Relevance by words and by meaning.

use headroom_core::{CompressError, Scorer};

use super::Lexical;

/// The best score of each part, so that both count alike.
const WHOLE: u64 = 1000;

/// Scores texts by the words that they share with the query, and by what an encoder says about their meaning. Each
/// counts as a share of its best score: words find names and numbers, and vectors find synonyms.
#[derive(Clone, Debug, Default)]
pub struct Hybrid {
    /// How alike the meaning of each text is to the query.
    pub meaning: Vec<u32>,
}

impl Scorer for Hybrid {
    fn score(&self, query: &str, texts: &[&str]) -> Result<Vec<u64>, CompressError> {
        let words = shares(&Lexical.score(query, texts)?);
        let meaning = shares(&self.meaning.iter().copied().map(u64::from).collect::<Vec<_>>());
        Ok(words
            .iter()
            .enumerate()
            .map(|(at, words)| words + meaning.get(at).copied().unwrap_or_default())
            .collect())
    }
}

/// Each score as a share of the best, in thousandths.
pub(super) fn shares(scores: &[u64]) -> Vec<u64> {
    let best = scores.iter().copied().max().unwrap_or_default();
    scores.iter().map(|score| score.saturating_mul(WHOLE).checked_div(best).unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_contract_of_scorers() {
        headroom_testkit::contract::scorer(&Hybrid::default());
    }

    #[test]
    fn a_synonym_is_found_by_its_meaning_and_a_name_by_its_words() {
        let texts = ["cats sleep a lot", "felines rest all day", "the parser of rfc8259", "prices rose"];
        let by_meaning = Hybrid { meaning: vec![800, 700, 10, 5] };
        let scores = by_meaning.score("cats", &texts).expect("scores");
        assert!(scores[0] > scores[1] && scores[1] > scores[2] && scores[2] > scores[3], "{scores:?}");
        let by_words = Hybrid { meaning: vec![90, 100, 80, 100] };
        let scores = by_words.score("rfc8259", &texts).expect("scores");
        assert_eq!(scores.iter().position(|score| score == scores.iter().max().expect("one")), Some(2));
    }
}
