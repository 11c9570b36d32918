//! Lines that differ only in words with digits.

use std::ops::Range;

use headroom_core::{Cost, IndexTable, cost};
use headroom_formats::log::values;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::Entry;
use crate::log::parse::Kind;

/// A kind is worth naming for so many lines.
const MIN_COUNT: usize = 4;
/// What a kind has to save at least, in tokens.
const MIN_SAVING: u64 = 15;
/// Longer lines are left as they are, in bytes.
const MAX_LINE_LEN: usize = 4096;

/// Lines alike.
pub(super) struct Group<'a> {
    /// What the first of them says behind the time.
    first: &'a str,
    words: Vec<Range<usize>>,
    /// Which words are not the same in all of them.
    differs: Vec<bool>,
    members: usize,
    /// What the lines but the first cost as they are, and in the short form.
    before: Cost,
    after: Cost,
}

impl<'a> Group<'a> {
    fn new(rest: &'a str, words: Vec<Range<usize>>) -> Self {
        Self {
            first: rest,
            differs: vec![false; words.len()],
            words,
            members: 1,
            before: Cost::default(),
            after: Cost::default(),
        }
    }

    /// Whether a line has the same text around its words.
    fn fits(&self, rest: &str, words: &[Range<usize>]) -> bool {
        self.words.len() == words.len() && around(self.first, &self.words).eq(around(rest, words))
    }

    fn take(&mut self, rest: &str, words: &[Range<usize>]) {
        self.members += 1;
        for ((own, other), differs) in self.words.iter().zip(words).zip(&mut self.differs) {
            *differs |= self.first[own.clone()] != rest[other.clone()];
        }
    }

    pub(super) fn kind(&self) -> Kind<'a> {
        Kind::new(
            self.first,
            self.words
                .iter()
                .zip(&self.differs)
                .filter(|(_, differs)| **differs)
                .map(|(word, _)| word.clone()),
        )
    }

    /// Writes what is a line's own.
    pub(super) fn write_values(&self, rest: &str, out: &mut String) {
        for (word, _) in values(rest).zip(&self.differs).filter(|(_, differs)| **differs) {
            out.push(' ');
            out.push_str(&rest[word]);
        }
    }

    fn pays(&self) -> bool {
        let mut kind = String::from("\n#10:");
        self.kind().write(&mut kind);
        self.members >= MIN_COUNT && self.after + cost(&kind) + Cost::tokens(MIN_SAVING) <= self.before
    }
}

/// The text in front of each word, and behind the last.
fn around<'a>(rest: &'a str, words: &[Range<usize>]) -> impl Iterator<Item = &'a str> {
    let starts = std::iter::once(0).chain(words.iter().map(|word| word.end));
    let ends = words.iter().map(|word| word.start).chain([rest.len()]);
    starts.zip(ends).map(|(start, end)| &rest[start..end])
}

/// The groups that pay, in the order of their first lines, and that of each line.
pub(super) fn find<'a>(entries: &[Entry<'a>]) -> (Vec<Group<'a>>, Vec<Option<u32>>) {
    let mut groups: Vec<Group<'a>> = Vec::new();
    let mut known = IndexTable::default();
    let mut of_lines = Vec::with_capacity(entries.len());
    let mut own = Vec::new();
    for entry in entries {
        let Some(rest) = entry.rest().filter(|rest| rest.len() <= MAX_LINE_LEN) else {
            of_lines.push(None);
            continue;
        };
        own.clear();
        own.extend(values(rest));
        let index = known
            .enter(hash(rest, &own), groups.len() as u32, |other| groups[other as usize].fits(rest, &own));
        match groups.get_mut(index as usize) {
            Some(group) => group.take(rest, &own),
            None => groups.push(Group::new(rest, own.clone())),
        }
        of_lines.push(Some(index));
    }
    weigh(entries, &mut groups, &of_lines);
    keep_those_that_pay(groups, of_lines)
}

fn hash(rest: &str, words: &[Range<usize>]) -> u64 {
    around(rest, words).fold(words.len() as u64, |hash, part| xxh3_64_with_seed(part.as_bytes(), hash))
}

/// Adds up what the lines of each group cost.
fn weigh(entries: &[Entry<'_>], groups: &mut [Group<'_>], of_lines: &[Option<u32>]) {
    let mut seen = vec![false; groups.len()];
    let mut values = String::new();
    for (entry, group) in entries.iter().zip(of_lines) {
        let (Some(rest), Some(index)) = (entry.rest(), group.map(|group| group as usize)) else { continue };
        // The first line stands as it was.
        if std::mem::replace(&mut seen[index], true) {
            values.clear();
            values.push_str(" #10");
            groups[index].write_values(rest, &mut values);
            groups[index].before += cost(rest);
            groups[index].after += cost(&values);
        }
    }
}

fn keep_those_that_pay(
    groups: Vec<Group<'_>>,
    of_lines: Vec<Option<u32>>,
) -> (Vec<Group<'_>>, Vec<Option<u32>>) {
    let mut numbers = Vec::with_capacity(groups.len());
    let mut kept = Vec::new();
    for group in groups {
        let pays = group.kind().is_plain() && group.pays();
        numbers.push(pays.then_some(kept.len() as u32));
        if pays {
            kept.push(group);
        }
    }
    let of_lines =
        of_lines.into_iter().map(|group| group.and_then(|group| numbers[group as usize])).collect();
    (kept, of_lines)
}
