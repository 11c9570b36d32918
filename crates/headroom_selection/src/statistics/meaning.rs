//! Relevance of the parts of one text, whose meaning is known.

use std::collections::HashMap;

use headroom_core::{CompressError, Scorer};

use super::Lexical;
use super::hybrid::shares;

/// Scores parts of a text by their words, and by how alike their meaning is to the query. Most parts are about something
/// else, so only what a part is more alike than half of them counts.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// How alike the meaning of each part is to the query, in thousandths.
    pub by_part: HashMap<String, u32>,
}

/// Maximum number of words of a query that are looked up.
const MAX_NAMES: usize = 16;
/// How much meaning counts, in the weight of words.
const WEIGHT: u64 = 2;

impl Scorer for Meaning {
    fn score(&self, query: &str, texts: &[&str]) -> Result<Vec<u64>, CompressError> {
        let words = Lexical.score(query, texts)?;
        if asks_for_a_name(query, texts) {
            return Ok(words);
        }
        let likeness: Vec<u32> =
            texts.iter().map(|text| self.by_part.get(*text).copied().unwrap_or_default()).collect();
        let meaning = shares(&above_median(&likeness));
        Ok(shares(&words).iter().zip(meaning).map(|(words, meaning)| words + meaning * WEIGHT).collect())
    }
}

fn above_median(likeness: &[u32]) -> Vec<u64> {
    let mut sorted = likeness.to_vec();
    sorted.sort_unstable();
    let median = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    likeness.iter().map(|own| u64::from(own.saturating_sub(median))).collect()
}

/// Whether a text has a number, an identifier or a path of the query. Encoders hardly tell such words apart, so words
/// alone decide.
fn asks_for_a_name(query: &str, texts: &[&str]) -> bool {
    let is_name = |word: &&str| word.contains(|sign: char| sign.is_ascii_digit() || SIGNS.contains(sign));
    let names: Vec<&str> = words_of(query).filter(is_name).take(MAX_NAMES).collect();
    !names.is_empty() && texts.iter().any(|text| words_of(text).any(|word| names.contains(&word)))
}

/// Signs within identifiers, paths and addresses.
const SIGNS: &str = "_/\\.:#@";

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(|word| word.trim_matches(|sign: char| sign.is_ascii_punctuation()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_contract_of_scorers() {
        headroom_testkit::contract::scorer(&Meaning::default());
    }

    fn best(query: &str, parts: &[(&str, u32)]) -> String {
        let by_part = parts.iter().map(|(part, own)| ((*part).to_owned(), *own)).collect();
        let texts: Vec<&str> = parts.iter().map(|(part, _)| *part).collect();
        let scores = Meaning { by_part }.score(query, &texts).expect("scores");
        let best = (0..texts.len()).rev().max_by_key(|at| scores[*at]).expect("one");
        texts[best].to_owned()
    }

    #[test]
    fn a_part_is_found_by_what_it_means_unless_the_query_names_something() {
        let parts = [
            ("The tenant pays for windows.", 480),
            ("Who goes there is a line of a play.", 130),
            ("Order 17 went by train.", 90),
            ("Order 71 went by ship.", 95),
        ];
        assert_eq!(best("Who bears the cost if a pane is smashed?", &parts), parts[0].0);
        assert_eq!(best("How did order 17 travel?", &parts), parts[2].0);
    }

    #[test]
    fn a_part_whose_meaning_is_not_known_counts_by_its_words() {
        assert_eq!(Meaning::default().score("cats", &["dogs bark", "cats sleep"]), Ok(vec![0, 1000]));
    }
}
