//! Decides which matches are elided.

use headroom_core::{CompressError, Cut, Selectable, grouped, query};

use super::Options;
use super::parse::Places;
use crate::sampling::{Gap, Item, cuts, keep, range, room, sample};
use crate::secret;

/// At least `MIN_MATCHES` matches of each file are kept, and one part in `MIN_PART` of the budget.
const MIN_MATCHES: usize = 3;
const MIN_PART: usize = 100;
/// Matches are kept if their score is at least `NEAR` percent of the best one. They take at most one part in
/// `PART` of the budget.
const NEAR: u64 = 60;
const PART: usize = 4;

pub(super) fn plan(input: &Selectable<'_>, options: Options) -> Result<Vec<Cut>, CompressError> {
    let most = options.max_matches as usize;
    // The files, each of which is a group, and their matches.
    let (mut files, mut items): (Vec<&str>, Vec<Item>) = (Vec::new(), room(input.text));
    if u32::try_from(input.text.len()).is_err() {
        return Ok(Vec::new());
    }
    for place in Places::new(input.text, "") {
        if files.last() != Some(&place.path) {
            files.push(place.path);
        }
        items.push(Item::new(&place.span, files.len() as u32 - 1, false));
    }
    if items.len() <= most {
        return Ok(Vec::new());
    }
    if let Some(question) = input.query {
        keep(&mut items, &query::places(input.text, Some(question)));
        ask(input, question, &mut items, most / PART)?;
    }
    sample(&mut items, most, MIN_MATCHES.max(most / MIN_PART));
    Ok(cuts(input, &items, |gap| note(gap, files[gap.group])))
}

/// Keeps the best match of each file, and matches with scores close to the best of all.
fn ask(input: &Selectable<'_>, question: &str, items: &mut [Item], most: usize) -> Result<(), CompressError> {
    let texts: Vec<&str> = items.iter().map(|item| &input.text[item.span()]).collect();
    let scores = input.scorer.score(question, &texts)?;
    // A tie goes to the first.
    let mut best: Vec<(u64, usize)> = Vec::new();
    for (row, score) in scores.iter().copied().enumerate() {
        match best.last_mut().filter(|(_, other)| items[*other].group == items[row].group) {
            Some(known) if known.0 >= score => {}
            Some(known) => *known = (score, row),
            None => best.push((score, row)),
        }
    }
    let least = best.iter().map(|(score, _)| score * NEAR / 100).max().unwrap_or_default().max(1);
    for (item, _) in items.iter_mut().zip(scores).filter(|(_, score)| *score >= least).take(most) {
        item.stays = true;
    }
    for (_, row) in best.into_iter().filter(|(score, _)| *score > 0) {
        items[row].stays = true;
    }
    Ok(())
}

/// The amount `57 matches`, and the line numbers and the file: ` 9-27 in src/a.rs (its lines 44-2904)`.
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
    // The match kept before the note shows which file it is.
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
