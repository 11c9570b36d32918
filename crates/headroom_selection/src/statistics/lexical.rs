//! The scorer by words.

use headroom_core::{CompressError, Scorer};
use headroom_formats::words::{Form, words};

use super::Corpus;

/// Scores texts by the words that they share with the query: Okapi BM25 over words and pairs of consecutive words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lexical;

impl Scorer for Lexical {
    fn score(&self, query: &str, texts: &[&str]) -> Result<Vec<u64>, CompressError> {
        let mut corpus = Corpus::new(query);
        for text in texts {
            words(text, Form::Plain, |word| corpus.push(word));
            corpus.end_row();
        }
        let mut scores = vec![0; texts.len()];
        corpus.scores(|row, score, _| scores[row as usize] = score);
        Ok(scores)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_contract_of_scorers() {
        headroom_testkit::contract::scorer(&Lexical);
    }
}
