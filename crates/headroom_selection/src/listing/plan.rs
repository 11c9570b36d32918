//! Which names go.

use std::collections::BTreeMap;
use std::fmt::Write;

use headroom_core::{Cut, Selectable, counted, grouped};

use super::Options;
use super::parse::{Entry, entries};
use crate::thin::{Item, cuts, thin};
use crate::{query, secret};

const REASON: &str = "names in folders that have many";
/// Of each folder so many names stay at least, and one part in so many of all that may stay.
const LEAST: usize = 4;
const LEAST_PART: usize = 15;
/// Endings that are counted, and how long each may be, in bytes.
const MOST_ENDINGS: usize = 4;
const LONGEST_ENDING: usize = 10;

pub(super) fn plan(input: &Selectable<'_>, options: Options) -> Vec<Cut> {
    let entries = entries(input.text);
    let most = options.max_names as usize;
    if entries.len() <= most {
        return Vec::new();
    }
    let mut group = 0;
    let mut items: Vec<Item> = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let is_same = |last: &Entry<'_>| last.folder == entry.folder && last.depth == entry.depth && last.span.end == entry.span.start;
        group += u32::from(at > 0 && !is_same(&entries[at - 1]));
        items.push(Item { span: entry.span.clone(), group, stays: entry.is_folder });
    }
    for at in query::places(input.text, input.query) {
        let item = items.partition_point(|item| item.span.end <= at);
        if let Some(item) = items.get_mut(item).filter(|item| item.span.contains(&at)) {
            item.stays = true;
        }
    }
    thin(&mut items, most, LEAST.max(most / LEAST_PART));
    cuts(input.text, &items, REASON, |gone| note(&entries[gone], input.lines_before))
}

/// `57 names`, and which lines they were, where, and how they end: ` 3-59 in src/icons/: .svg ×55, .png ×2`.
fn note(gone: &[Entry<'_>], lines_before: usize) -> (String, String) {
    let (first, last) = (lines_before + gone[0].line + 1, lines_before + gone[gone.len() - 1].line + 1);
    let mut said = if first == last { format!(" {first}") } else { format!(" {first}-{last}") };
    let folder = gone[0].folder;
    if !folder.is_empty() && !secret::is_likely(folder) {
        said.extend([" in ", folder]);
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in gone {
        *counts.entry(ending(entry.name)).or_default() += 1;
    }
    let mut told: Vec<(&str, usize)> = counts.into_iter().filter(|(ending, _)| !ending.is_empty()).collect();
    told.sort_by_key(|&(ending, count)| (std::cmp::Reverse(count), ending));
    told.truncate(MOST_ENDINGS);
    let others = gone.len() - told.iter().map(|(_, count)| count).sum::<usize>();
    for (at, (ending, count)) in told.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(said, "{}.{ending} ×{}", if at == 0 { ": " } else { ", " }, grouped(*count));
    }
    if others > 0 && others < gone.len() {
        let _ = write!(said, ", others ×{}", grouped(others));
    }
    (counted(gone.len(), "name"), said)
}

/// What stands behind the last dot of a name, where that tells its kind.
fn ending(name: &str) -> &str {
    let ending = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or("", |(_, ending)| ending);
    let is_plain = ending.len() <= LONGEST_ENDING && ending.bytes().all(|byte| byte.is_ascii_alphanumeric()) && ending.contains(|c: char| c.is_ascii_alphabetic());
    if is_plain && !secret::is_likely(ending) { ending } else { "" }
}
