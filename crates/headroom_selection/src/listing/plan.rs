//! Decides which names are elided.

use std::collections::BTreeMap;
use std::fmt::Write;

use headroom_core::{Cut, Selectable, counted, grouped, query};

use super::Options;
use super::parse::{Entries, Entry};
use crate::sampling::{Gap, Item, cuts, keep, room, sample};
use crate::secret;

/// At least `MIN_NAMES` names of each folder are kept, and one part in `MIN_PART` of the budget.
const MIN_NAMES: usize = 4;
const MIN_PART: usize = 15;
/// Maximum number of endings in a note, and the maximum length of an ending in bytes.
const MAX_ENDINGS: usize = 4;
const MAX_ENDING_LEN: usize = 10;

pub(super) fn plan(input: &Selectable<'_>, options: Options) -> Vec<Cut> {
    let most = options.max_names as usize;
    // The folders, each of which is a group, and their names.
    let (mut folders, mut items): (Vec<&str>, Vec<Item>) = (Vec::new(), room(input.text));
    if u32::try_from(input.text.len()).is_err() {
        return Vec::new();
    }
    let mut last: Option<Entry<'_>> = None;
    for entry in Entries::new(input.text) {
        let before = last.as_ref().filter(|last| last.span.end == entry.span.start);
        if !before.is_some_and(|last| last.folder == entry.folder && last.depth == entry.depth) {
            folders.push(entry.folder);
        }
        if let Some(parent) = items.last_mut().filter(|_| before.is_some_and(|last| last.depth < entry.depth))
        {
            parent.stays = true;
        }
        items.push(Item::new(&entry.span, folders.len() as u32 - 1, entry.is_folder));
        last = Some(entry);
    }
    if items.len() <= most {
        return Vec::new();
    }
    keep(&mut items, &query::places(input.text, input.query));
    sample(&mut items, most, MIN_NAMES.max(most / MIN_PART));
    cuts(input, &items, |gap| note(gap, folders[gap.group]))
}

/// The amount `57 names`, and the line numbers, the folder and the endings: ` 3-59 in src/icons/: .svg ×55,
/// .png ×2`.
fn note(gap: &Gap<'_>, folder: &str) -> (String, String) {
    let mut said = format!(" {}", gap.lines);
    if !folder.is_empty() && !secret::is_likely(folder) {
        said.extend([" in ", folder]);
    }
    let (mut counts, mut all): (BTreeMap<&str, usize>, usize) = (BTreeMap::new(), 0);
    for entry in Entries::new(gap.text) {
        *counts.entry(ending(entry.name)).or_default() += 1;
        all += 1;
    }
    let mut told: Vec<(&str, usize)> = counts.into_iter().filter(|(ending, _)| !ending.is_empty()).collect();
    told.sort_by_key(|&(ending, count)| (std::cmp::Reverse(count), ending));
    told.truncate(MAX_ENDINGS);
    let others = all - told.iter().map(|(_, count)| count).sum::<usize>();
    for (at, (ending, count)) in told.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(said, "{}.{ending} ×{}", if at == 0 { ": " } else { ", " }, grouped(*count));
    }
    if others > 0 && others < all {
        let _ = write!(said, ", others ×{}", grouped(others));
    }
    (counted(all, "name"), said)
}

/// The text after the last dot of a name, if it looks like an ending.
fn ending(name: &str) -> &str {
    let ending = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or("", |(_, ending)| ending);
    let is_plain = ending.len() <= MAX_ENDING_LEN
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.contains(|c: char| c.is_ascii_alphabetic());
    if is_plain && !secret::is_likely(ending) { ending } else { "" }
}
