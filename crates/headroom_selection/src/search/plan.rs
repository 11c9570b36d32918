//! Which matches go.

use headroom_core::{Cut, Selectable, grouped};

use super::Options;
use super::parse::{Place, places};
use crate::statistics::{Corpus, Form, words};
use crate::thin::{Item, cuts, thin};
use crate::{query, secret};

const REASON: &str = "matches in files that have many";
/// Of each file so many matches stay at least, and one part in so many of all that may stay.
const LEAST: usize = 3;
const LEAST_PART: usize = 100;
/// Matches stay that fit the question nearly as well as the best one, by this share in percent, and one part of all that may stay is theirs.
const NEAR: u64 = 60;
const PART: usize = 4;

pub(super) fn plan(input: &Selectable<'_>, options: Options) -> Vec<Cut> {
    let places = places(input.text);
    let most = options.max_matches as usize;
    if places.len() <= most {
        return Vec::new();
    }
    let mut group = 0;
    let mut items: Vec<Item> = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate() {
        group += u32::from(at > 0 && places[at - 1].path != place.path);
        items.push(Item { span: place.span.clone(), group, stays: false });
    }
    if let Some(question) = input.query {
        ask(input.text, question, &mut items, most / PART);
    }
    thin(&mut items, most, LEAST.max(most / LEAST_PART));
    cuts(input.text, &items, REASON, |gone| note(&places[gone], input.lines_before))
}

/// Has stay what the question names, the best of each file, and what fits nearly as well as the best of all.
fn ask(text: &str, question: &str, items: &mut [Item], most: usize) {
    for at in query::places(text, Some(question)) {
        let item = items.partition_point(|item| item.span.end <= at);
        if let Some(item) = items.get_mut(item).filter(|item| item.span.contains(&at)) {
            item.stays = true;
        }
    }
    let mut corpus = Corpus::new(question);
    for item in &*items {
        words(&text[item.span.clone()], Form::Plain, |word| corpus.push(word));
        corpus.end_row();
    }
    let mut scores: Vec<(u64, usize)> = Vec::new();
    corpus.scores(|row, score, _| scores.push((score, row as usize)));
    let mut best: Vec<(u64, usize)> = Vec::new();
    for file in scores.chunk_by(|a, b| items[a.1].group == items[b.1].group) {
        // Of those that fit equally the first.
        best.extend(file.iter().max_by_key(|(score, row)| (*score, std::cmp::Reverse(*row))));
    }
    scores.sort_by_key(|&(score, row)| (std::cmp::Reverse(score), row));
    let least = scores.first().map_or(0, |(score, _)| score * NEAR / 100);
    let near = scores.iter().take(most).take_while(|(score, _)| *score >= least);
    for &(score, row) in best.iter().chain(near) {
        items[row].stays |= score > 0;
    }
}

/// `57 matches`, and which lines they were, where: ` 9-27 in src/a.rs (its lines 44-2904)`.
fn note(gone: &[Place<'_>], lines_before: usize) -> (String, String) {
    let (start, end) = (&gone[0], &gone[gone.len() - 1]);
    let count = gone.iter().map(|place| place.matches).sum();
    let matches = if count == 1 { "1 match".to_owned() } else { grouped(count) + " matches" };
    let what = if gone.iter().any(|place| place.has_context) { matches + " and their context" } else { matches };
    let range = |from: &str, to: &str| if from == to { from.to_owned() } else { format!("{from}-{to}") };
    let mut said = format!(" {}", range(&(lines_before + start.lines.0 + 1).to_string(), &(lines_before + end.lines.1 + 1).to_string()));
    // What stays in front of it says which file it is.
    let is_named = !start.path.is_empty() && !secret::is_likely(start.path);
    if is_named {
        said.extend([" in ", start.path]);
    }
    if !start.numbers.0.is_empty() && !end.numbers.1.is_empty() {
        let lines = range(start.numbers.0, end.numbers.1);
        said.extend(if is_named { [" (its lines ", &lines, ")"] } else { [" (lines ", &lines, " of the file)"] });
    }
    (what, said)
}
