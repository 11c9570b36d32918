//! Chooses the sentences that go.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use headroom_core::{CompressError, Selectable, cost, query};

use super::super::Options;
use super::super::parse::{Role, Unit};
use super::earlier::{EarlierSentences, keys};
use super::facts::Facts;
use super::salience::{Salience, salience};
use crate::statistics::is_near;

/// Maximum length of a sentence, in bytes. A longer text without an end of a sentence is kept.
pub(super) const MAX_SENTENCE_LEN: usize = 2000;
/// The points of the sentence that matches a query best, and of each fact.
const MATCH: u64 = 1000;
const FACT: u64 = 20;
const MAX_FACTS: usize = 5;

/// For each unit, whether it goes.
pub(super) fn goes(
    input: &Selectable<'_>,
    units: &[Unit],
    options: Options,
) -> Result<Vec<bool>, CompressError> {
    let text = input.text;
    let mut facts = Facts::new(text, units);
    let salience = salience(text, units);
    let scores = scores(input, units)?;
    let near = near(units, &scores);
    let best = near.iter().copied().max().unwrap_or_default();
    let repeats = repeats(&salience);
    let asked = asked(input, units, &scores, options.relevance_threshold);
    let points = |at: usize| {
        let matches = near[at].saturating_mul(MATCH).checked_div(best).unwrap_or_default();
        let own = salience[at].points + FACT * facts.count(at).min(MAX_FACTS) as u64 + matches;
        if repeats[at] { 0 } else { own }
    };
    let may_go = |at: &usize| {
        let unit = &units[*at];
        unit.role == Role::Sentence && !asked[*at] && unit.span.len() <= MAX_SENTENCE_LEN
    };
    let mut order: Vec<(u64, Reverse<usize>)> =
        (0..units.len()).filter(may_go).map(|at| (points(at), Reverse(at))).collect();
    order.sort_unstable();
    let (mut rest, target) = (cost(text), cost(text).thousandths(options.target_rate));
    // One long sentence may be most of a text.
    let least = target.thousandths(500);
    let earlier = EarlierSentences::new(input.earlier);
    let mut goes: Vec<bool> = units
        .iter()
        .map(|unit| unit.role == Role::Sentence && earlier.repeats(&text[unit.span.clone()]))
        .collect();
    for at in (0..units.len()).filter(|at| goes[*at]) {
        facts.remove(at);
        rest = rest.saturating_sub(cost(&text[units[at].span.clone()]));
    }
    for (_, Reverse(at)) in order {
        if rest <= target {
            break;
        }
        let left = rest.saturating_sub(cost(&text[units[at].span.clone()]));
        if goes[at] || left < least {
            continue;
        }
        if !options.keep_facts || facts.is_told_elsewhere(at) {
            facts.remove(at);
            goes[at] = true;
            rest = left;
        }
    }
    Ok(goes)
}

/// How well each unit matches the query.
fn scores(input: &Selectable<'_>, units: &[Unit]) -> Result<Vec<u64>, CompressError> {
    let Some(question) = input.query else { return Ok(vec![0; units.len()]) };
    let texts: Vec<&str> = units.iter().map(|unit| &input.text[unit.span.clone()]).collect();
    input.scorer.score(question, &texts)
}

/// The scores, where a sentence has at least half of that of its neighbour in the paragraph: the answer often stands
/// beside the sentence that has the words of the question.
fn near(units: &[Unit], scores: &[u64]) -> Vec<u64> {
    let half_of = |at: usize, other: usize| {
        let is_near = units.get(other).is_some_and(|other| other.paragraph == units[at].paragraph);
        if is_near { scores[other] / 2 } else { 0 }
    };
    let of = |at: usize| scores[at].max(half_of(at, at.wrapping_sub(1))).max(half_of(at, at + 1));
    (0..units.len()).map(of).collect()
}

/// The units that the query asks for: those that score near the best, and those with a rare word of it.
pub(super) fn asked(input: &Selectable<'_>, units: &[Unit], scores: &[u64], threshold: u32) -> Vec<bool> {
    let least = least_score(scores, threshold);
    let mut asked: Vec<bool> = scores.iter().map(|score| *score >= least).collect();
    for place in query::places(input.text, input.query) {
        let is_before = |unit: &Range<usize>| unit.end <= place;
        let at = units.partition_point(|unit| is_before(&unit.span));
        if let Some(asked) = asked.get_mut(at) {
            *asked = true;
        }
    }
    asked
}

/// The score from which on a unit is asked for. If that were most units, such as for "Look into it", it is a higher one:
/// then the query tells nothing by the words that they share.
fn least_score(scores: &[u64], threshold: u32) -> u64 {
    let best = scores.iter().copied().max().unwrap_or_default();
    let least = (best.saturating_mul(u64::from(threshold)) / 1000).max(1);
    let mut matching: Vec<u64> = scores.iter().copied().filter(|score| *score >= least).collect();
    let most = scores.len() / 2;
    if matching.len() <= most {
        return least;
    }
    let (_, first_too_many, _) = matching.select_nth_unstable_by_key(most, |score| Reverse(*score));
    first_too_many.saturating_add(1)
}

/// The units that nearly repeat an earlier one.
fn repeats(salience: &[Salience]) -> Vec<bool> {
    let mut known: HashMap<(u32, u16), u64> = HashMap::new();
    let mut repeats = vec![false; salience.len()];
    for (at, print) in salience.iter().enumerate().filter_map(|(at, own)| Some((at, own.fingerprint?))) {
        let keys = keys(print);
        repeats[at] = keys.clone().any(|key| known.get(&key).is_some_and(|other| is_near(*other, print)));
        if !repeats[at] {
            known.extend(keys.map(|key| (key, print)));
        }
    }
    repeats
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_half_of_the_score_of_its_neighbour_in_the_paragraph() {
        let unit =
            |paragraph: usize| Unit { span: 0..1, role: Role::Sentence, paragraph: paragraph..paragraph };
        let units = [unit(0), unit(0), unit(0), unit(1), unit(1)];
        assert_eq!(near(&units, &[0, 80, 50, 0, 10]), [40, 80, 50, 5, 10]);
        assert!(near(&[], &[]).is_empty());
    }

    #[test]
    fn a_query_that_matches_most_sentences_asks_only_for_the_best() {
        assert_eq!(least_score(&[100, 40, 20, 0, 0, 0], 300), 30);
        assert_eq!(least_score(&[100, 90, 40, 40, 40, 0], 300), 41);
        assert_eq!(least_score(&[7; 6], 300), 8);
        assert_eq!(least_score(&[0; 6], 300), 1);
        assert_eq!(least_score(&[], 300), 1);
    }
}
