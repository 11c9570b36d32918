//! The sentences of earlier documents: a sentence that repeats one of them may be elided.

use std::collections::HashMap;

use super::super::parse::{Role, units};
use super::facts::facts_of;
use super::salience::fingerprint;
use crate::statistics::is_near;

/// Fingerprints with equal bits in one of these parts are compared.
pub(super) const PARTS: u32 = 4;
/// Maximum number of sentences that are compared for each part.
const MAX_COMPARED: usize = 8;

/// The fingerprint and the facts of each sentence.
#[derive(Debug, Default)]
pub(super) struct EarlierSentences {
    sentences: Vec<(u64, Vec<u64>)>,
    by_part: HashMap<(u32, u16), Vec<usize>>,
}

impl EarlierSentences {
    pub(super) fn new(documents: &[&str]) -> Self {
        let mut earlier = Self::default();
        for document in documents {
            for unit in units(document).iter().filter(|unit| unit.role == Role::Sentence) {
                earlier.push(&document[unit.span.clone()]);
            }
        }
        earlier
    }

    fn push(&mut self, sentence: &str) {
        let Some(print) = fingerprint(sentence) else { return };
        for key in keys(print) {
            let same = self.by_part.entry(key).or_default();
            if same.len() < MAX_COMPARED {
                same.push(self.sentences.len());
            }
        }
        self.sentences.push((print, facts_of(sentence)));
    }

    /// Whether an earlier sentence is nearly the same, and has all facts of this one.
    pub(super) fn repeats(&self, sentence: &str) -> bool {
        if self.sentences.is_empty() {
            return false;
        }
        let Some(print) = fingerprint(sentence) else { return false };
        let facts = facts_of(sentence);
        let is_same = |at: &usize| {
            let (other, known) = &self.sentences[*at];
            is_near(*other, print) && facts.iter().all(|fact| known.binary_search(fact).is_ok())
        };
        keys(print).any(|key| self.by_part.get(&key).is_some_and(|same| same.iter().any(is_same)))
    }
}

/// The parts of a fingerprint.
pub(super) fn keys(print: u64) -> impl Iterator<Item = (u32, u16)> + Clone {
    (0..PARTS).map(move |part| (part, (print >> (16 * part)) as u16))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str =
        "# Rates\n\nThe rates service updates all exchange rates once an hour, at minute 15.\n";

    #[test]
    fn a_sentence_repeats_an_earlier_one_that_is_nearly_the_same_and_has_all_its_facts() {
        let earlier = EarlierSentences::new(&[FIRST]);
        for (sentence, expected) in [
            ("The rates service updates all exchange rates once an hour, at minute 15.", true),
            ("The rates service updates all exchange rates once an hour at minute 15!", true),
            ("The rates service updates all exchange rates once an hour, at minute 45.", false),
            ("Clients poll the queue and wait until somebody answers them at last.", false),
            ("Once an hour.", false),
        ] {
            assert_eq!(earlier.repeats(sentence), expected, "{sentence}");
        }
        assert!(!EarlierSentences::new(&[]).repeats(FIRST));
    }

    #[test]
    fn very_many_equal_sentences_are_compared_with_few() {
        let text = "The rates service updates all exchange rates once an hour. ".repeat(20_000);
        let earlier = EarlierSentences::new(&[&text]);
        assert!(earlier.by_part.values().all(|same| same.len() <= MAX_COMPARED));
    }
}
