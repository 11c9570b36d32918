//! Which names go.

use std::collections::BTreeMap;
use std::fmt::Write;

use headroom_core::{Cut, Selectable, counted, grouped};

use super::Options;
use super::parse::{Entries, Entry};
use crate::sampling::{Gap, Item, cuts, keep, room, sample};
use crate::{query, secret};

/// Of each folder so many names stay at least, and one part in so many of all that may stay.
const MIN: usize = 4;
const MIN_PART: usize = 15;
/// Endings that are counted, and how long each may be, in bytes.
const MAX_ENDINGS: usize = 4;
const MAX_ENDING_LEN: usize = 10;

pub(super) fn plan(input: &Selectable<'_>, options: Options) -> Vec<Cut> {
    let most = options.max_names as usize;
    // The folders, of which each is a group, and the names in them.
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
    sample(&mut items, most, MIN.max(most / MIN_PART));
    cuts(input, &items, |gap| note(gap, folders[gap.group]))
}

/// `57 names`, and which lines they were, where, and how they end: ` 3-59 in src/icons/: .svg ×55, .png ×2`.
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

/// What stands behind the last dot of a name, where that tells its kind.
fn ending(name: &str) -> &str {
    let ending = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or("", |(_, ending)| ending);
    let is_plain = ending.len() <= MAX_ENDING_LEN
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.contains(|c: char| c.is_ascii_alphabetic());
    if is_plain && !secret::is_likely(ending) { ending } else { "" }
}
