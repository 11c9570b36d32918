//! Which matches go.

use headroom_core::{Cut, Selectable, grouped};
use headroom_formats::words::{Form, words};

use super::Options;
use super::parse::Places;
use crate::sampling::{Gap, Item, cuts, keep, range, room, sample};
use crate::statistics::Corpus;
use crate::{query, secret};

/// Of each file so many matches stay at least, and one part in so many of all that may stay.
const MIN: usize = 3;
const MIN_PART: usize = 100;
/// Matches stay that fit the question nearly as well as the best one, by this share in percent, and one part of all that may stay is theirs.
const NEAR: u64 = 60;
const PART: usize = 4;

pub(super) fn plan(input: &Selectable<'_>, options: Options) -> Vec<Cut> {
    let most = options.max_matches as usize;
    // The files, of which each is a group, and the matches in them.
    let (mut files, mut items): (Vec<&str>, Vec<Item>) = (Vec::new(), room(input.text));
    if u32::try_from(input.text.len()).is_err() {
        return Vec::new();
    }
    for place in Places::new(input.text, "") {
        if files.last() != Some(&place.path) {
            files.push(place.path);
        }
        items.push(Item::new(&place.span, files.len() as u32 - 1, false));
    }
    if items.len() <= most {
        return Vec::new();
    }
    if let Some(question) = input.query {
        keep(&mut items, &query::places(input.text, Some(question)));
        ask(input.text, question, &mut items, most / PART);
    }
    sample(&mut items, most, MIN.max(most / MIN_PART));
    cuts(input, &items, |gap| note(gap, files[gap.group]))
}

/// Has the best match of each file stay, and so many that fit nearly as well as the best of all.
fn ask(text: &str, question: &str, items: &mut [Item], most: usize) {
    let mut corpus = Corpus::new(question);
    for item in &*items {
        words(&text[item.span()], Form::Plain, |word| corpus.push(word));
        corpus.end_row();
    }
    // Of those that fit equally the first.
    let mut best: Vec<(u64, usize)> = Vec::new();
    corpus.scores(|row, score, _| {
        let row = row as usize;
        match best.last_mut().filter(|(_, other)| items[*other].group == items[row].group) {
            Some(known) if known.0 >= score => {}
            Some(known) => *known = (score, row),
            None => best.push((score, row)),
        }
    });
    let least = best.iter().map(|(score, _)| score * NEAR / 100).max().unwrap_or_default().max(1);
    let mut left = most;
    corpus.scores(|row, score, _| {
        if left > 0 && score >= least {
            left -= 1;
            items[row as usize].stays = true;
        }
    });
    for (_, row) in best.into_iter().filter(|(score, _)| *score > 0) {
        items[row].stays = true;
    }
}

/// `57 matches`, and which lines they were, where: ` 9-27 in src/a.rs (its lines 44-2904)`.
fn note(gap: &Gap<'_>, path: &str) -> (String, String) {
    let (mut count, mut has_context, mut numbers) = (0, false, None);
    for place in Places::new(gap.text, path) {
        count += place.matches;
        has_context |= place.has_context;
        let (first, _) = numbers.unwrap_or(place.numbers);
        numbers = Some((first, place.numbers.1));
    }
    let matches = if count == 1 { "1 match".to_owned() } else { grouped(count) + " matches" };
    let what = if has_context { matches + " and their context" } else { matches };
    let mut said = format!(" {}", gap.lines);
    // What stays in front of it says which file it is.
    let is_named = !path.is_empty() && !secret::is_likely(path);
    if is_named {
        said.extend([" in ", path]);
    }
    if let Some((first, last)) = numbers.filter(|(first, last)| !first.is_empty() && !last.is_empty()) {
        let lines = range(first, last);
        said.extend(if is_named {
            [" (its lines ", &lines, ")"]
        } else {
            [" (lines ", &lines, " of the file)"]
        });
    }
    (what, said)
}
