//! Chooses the documents that answer a query, for retrievers: relevant ones that differ from each other.

use std::cmp::Reverse;

use headroom_core::{CompressError, Scorer, thousandths};
use headroom_formats::words::{Form, words};
use serde::Deserialize;

/// Which documents are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct DocumentOptions {
    /// The maximum number of documents.
    pub max_documents: u32,
    /// Documents are kept if their match with the query scores at least this share of the best score, in
    /// thousandths; set as a share from 0 to 1.
    #[serde(deserialize_with = "thousandths::read")]
    pub min_relevance: u32,
    /// How much the likeness to a document that is kept counts against another one, beside its relevance, in
    /// thousandths; set as a share from 0 to 1.
    #[serde(deserialize_with = "thousandths::read")]
    pub diversity: u32,
}

impl DocumentOptions {
    /// The default options.
    pub const DEFAULT: Self = Self { max_documents: 10, min_relevance: 300, diversity: 300 };
}

impl Default for DocumentOptions {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// A document that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Its index among all documents.
    pub index: usize,
    /// Its score as a share of the best one, in thousandths.
    pub relevance: u32,
}

/// All in thousandths.
const WHOLE: u64 = 1000;
/// The number of hashes by which documents are compared.
const SKETCH: usize = 128;
/// The maximum number of documents that are compared with each other: those that match best. The others follow by
/// relevance.
const MAX_COMPARED: usize = 512;
/// A document that is so much like one that is kept says nothing new, in thousandths.
const SAME: u64 = 950;

/// The documents to keep, the best first: maximal marginal relevance (Carbonell and Goldstein, "The Use of MMR",
/// 1998). If nothing matches the query, the first ones are taken as equally relevant.
pub fn choose(
    scorer: &dyn Scorer,
    query: &str,
    documents: &[&str],
    options: DocumentOptions,
) -> Result<Vec<Chosen>, CompressError> {
    let matches = scorer.score(query, documents)?;
    let best = matches.iter().copied().max().unwrap_or_default();
    let relevance = |score: u64| score.saturating_mul(WHOLE).checked_div(best).unwrap_or(WHOLE) as u32;
    let mut relevant: Vec<Chosen> = matches
        .iter()
        .enumerate()
        .map(|(index, score)| Chosen { index, relevance: relevance(*score) })
        .filter(|chosen| chosen.relevance >= options.min_relevance)
        .collect();
    relevant.sort_by_key(|chosen| Reverse(chosen.relevance));
    let others = relevant.split_off(relevant.len().min(MAX_COMPARED));
    let mut left: Vec<Candidate> = relevant
        .into_iter()
        .map(|chosen| Candidate { chosen, sketch: sketch(documents[chosen.index]), likeness: 0 })
        .collect();
    let weight = u64::from(options.diversity).min(WHOLE);
    let mut kept = Vec::new();
    while kept.len() < options.max_documents as usize {
        // Ties go to the first document.
        let next =
            left.iter().enumerate().max_by_key(|(at, candidate)| (candidate.worth(weight), Reverse(*at)));
        let Some(at) = next.map(|(at, _)| at) else { break };
        let Candidate { chosen, sketch, .. } = left.remove(at);
        kept.push(chosen);
        for other in &mut left {
            other.likeness = other.likeness.max(likeness(&sketch, &other.sketch));
        }
        left.retain(|other| other.likeness < SAME);
    }
    let room = (options.max_documents as usize).saturating_sub(kept.len());
    kept.extend(others.into_iter().take(room));
    Ok(kept)
}

/// A document that may be kept.
struct Candidate {
    chosen: Chosen,
    sketch: Vec<u64>,
    /// The likeness to the most similar document that is kept.
    likeness: u64,
}

impl Candidate {
    fn worth(&self, weight: u64) -> u64 {
        u64::from(self.chosen.relevance) * (WHOLE - weight) + (WHOLE - self.likeness) * weight
    }
}

/// The smallest hashes of the words of a text, sorted (Broder, "On the Resemblance and Containment of Documents",
/// 1997).
fn sketch(text: &str) -> Vec<u64> {
    let mut hashes: Vec<u64> = Vec::new();
    words(text, Form::Plain, |word| {
        hashes.push(word.hash.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        if hashes.len() == 64 * SKETCH {
            smallest(&mut hashes);
        }
    });
    smallest(&mut hashes);
    hashes
}

fn smallest(hashes: &mut Vec<u64>) {
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(SKETCH);
}

/// The share of the words of two texts that both have, in thousandths.
fn likeness(a: &[u64], b: &[u64]) -> u64 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let (mut all, mut both) = (0, 0);
    while all < SKETCH {
        let next = match (a.peek(), b.peek()) {
            (Some(a), Some(b)) => **a.min(b),
            (Some(one), None) | (None, Some(one)) => **one,
            (None, None) => break,
        };
        let is_in = [a.next_if(|hash| **hash == next), b.next_if(|hash| **hash == next)];
        both += u64::from(is_in.iter().all(Option::is_some));
        all += 1;
    }
    (both * WHOLE).checked_div(all as u64).unwrap_or(WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexical;

    const RATES: &str = "Exchange rates are updated every hour by the rates service of the bank.";
    const RATES_AGAIN: &str = "Exchange rates are updated every hour, by the rates service of the bank!";
    const LIMITS: &str = "The rates service limits clients to 100 requests an hour.";
    const CATS: &str = "Cats sleep most of the day.";

    fn indexes(documents: &[&str], options: DocumentOptions) -> Vec<usize> {
        let chosen = choose(
            &Lexical,
            "How often are exchange rates updated by the rates service?",
            documents,
            options,
        );
        chosen.expect("scores").iter().map(|chosen| chosen.index).collect()
    }

    #[test]
    fn relevant_documents_are_kept_and_copies_are_not() {
        let documents = [CATS, RATES_AGAIN, LIMITS, RATES];
        let options = DocumentOptions { min_relevance: 100, ..DocumentOptions::DEFAULT };
        assert_eq!(indexes(&documents, options), [1, 2]);
        assert_eq!(indexes(&documents, DocumentOptions { max_documents: 1, ..options }), [1]);
        assert_eq!(indexes(&documents, DocumentOptions { max_documents: 0, ..options }), [0; 0]);
    }

    #[test]
    fn without_a_match_the_first_documents_are_kept() {
        let documents = [CATS, "Dogs bark.", "Birds sing."];
        let chosen = choose(
            &Lexical,
            "?",
            &documents,
            DocumentOptions { max_documents: 2, ..DocumentOptions::DEFAULT },
        );
        assert_eq!(chosen.expect("scores").len(), 2);
        assert_eq!(indexes(&[], DocumentOptions::DEFAULT), [0; 0]);
    }

    #[test]
    fn of_very_many_documents_none_is_lost() {
        let documents: Vec<String> = (0..3000).map(|number| format!("Document {number} of many.")).collect();
        let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
        let all = DocumentOptions { max_documents: 3000, min_relevance: 0, diversity: 0 };
        assert_eq!(indexes(&documents, all).len(), 3000);
        assert_eq!(indexes(&documents, DocumentOptions { max_documents: 700, ..all }).len(), 700);
    }

    #[test]
    fn likeness_is_the_share_of_common_words() {
        assert_eq!(likeness(&sketch("a b c"), &sketch("c b a")), 1000);
        assert_eq!(likeness(&sketch("a b c"), &sketch("d e f")), 0);
        assert_eq!(likeness(&sketch("a b c"), &sketch("b c d")), 500);
        assert_eq!(likeness(&[], &[]), 1000);
    }
}
