//! Paths in a row, grouped by their folders.

use headroom_formats::listing::{Entry, entry, folder_of};

use super::lines;
use crate::listing::parse::{HERE, MARK, write_paths_head};

/// A longer list is cut, to bound what is remembered of it.
const MAX_PATHS: usize = 1 << 16;

/// Paths in a row.
#[derive(Debug)]
pub(super) struct Run<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    /// How long the lines are, without the last line feed.
    pub(super) length: usize,
}

/// The paths at the start of `text`, whose first line is so long, if there are as many as that.
pub(super) fn run(text: &str, first: usize, fewest: usize) -> Option<Run<'_>> {
    // Most lines are none.
    let first = entry(&text[..first]).filter(|first| first.sure)?;
    let mut run = Run { entries: vec![first], length: first.lead.len() + first.path.len() };
    let (mut sure, mut at) = (1, run.length);
    for entry in lines(text)
        .take(MAX_PATHS)
        .skip(1)
        .map_while(entry)
        .take_while(|entry| first.lead.is_empty() == entry.lead.is_empty())
    {
        run.entries.push(entry);
        at += 1 + entry.lead.len() + entry.path.len();
        if entry.sure {
            (sure, run.length) = (run.entries.len(), at);
        }
    }
    run.entries.truncate(sure);
    (sure >= fewest).then_some(run)
}

impl Run<'_> {
    /// Whether folders are what they are about.
    pub(super) fn is_of_paths(&self) -> bool {
        2 * self.entries.iter().filter(|entry| entry.has_folder()).count() >= self.entries.len()
    }

    /// The paths, those in one folder on one line.
    pub(super) fn short(&self) -> Option<String> {
        let suffix = self.common_suffix();
        let stem = |entry: &Entry<'_>| entry.path.len() - suffix.len();
        let mut root = self.common_folder(suffix);
        if suffix.is_empty() && self.entries.iter().all(|entry| folder_of(entry.path) == root) {
            root = "";
        }
        let leads = self.entries.first().is_some_and(|entry| !entry.lead.is_empty());
        let mut out = write_paths_head(self.entries.len(), leads, root, suffix)?;
        let mut rest = &self.entries[..];
        while let Some(first) = rest.first() {
            let path = &first.path[root.len()..stem(first)];
            let folder = folder_of(path);
            let is_listed = folder != HERE && !folder.contains(' ');
            let alike = |entry: &&Entry<'_>| {
                let name = entry.path[root.len()..stem(entry)].strip_prefix(folder);
                is_listed
                    && entry.lead == first.lead
                    && name.is_some_and(|name| folder_of(name).is_empty() && !name.contains(' '))
            };
            let count = rest.iter().take_while(alike).count();
            out.extend(["\n", first.lead]);
            if count > 1 {
                out.extend([if folder.is_empty() { HERE } else { folder }, MARK.trim_end()]);
                for entry in &rest[..count] {
                    out.extend([" ", &entry.path[root.len() + folder.len()..stem(entry)]]);
                }
            } else {
                out.push_str(path);
            }
            rest = &rest[count.max(1)..];
        }
        Some(out)
    }

    /// What all paths end with, from a separator on.
    fn common_suffix(&self) -> &str {
        let first = self.entries.first().map_or("", |entry| entry.path);
        let common = |length: usize, entry: &Entry<'_>| {
            let ends = first.bytes().rev().zip(entry.path.bytes().rev().take(entry.path.len() - 1));
            ends.take(length).take_while(|(a, b)| a == b).count()
        };
        let length = self.entries.iter().fold(first.len(), common);
        let start = first.len() - length;
        first.as_bytes()[start..]
            .iter()
            .position(|byte| matches!(byte, b'/' | b'\\'))
            .map_or("", |at| &first[start + at..])
    }

    /// The folder that all paths without `suffix` are in, with the separator.
    fn common_folder(&self, suffix: &str) -> &str {
        let first = self.entries.first().map_or("", |entry| entry.path);
        let common = |length: usize, entry: &Entry<'_>| {
            let stem = &entry.path.as_bytes()[..entry.path.len() - suffix.len() - 1];
            first.as_bytes()[..length].iter().zip(stem).take_while(|(a, b)| a == b).count()
        };
        let length = self.entries.iter().fold(first.len(), common);
        first.as_bytes()[..length]
            .iter()
            .rposition(|byte| matches!(byte, b'/' | b'\\'))
            .map_or("", |at| &first[..=at])
    }
}
