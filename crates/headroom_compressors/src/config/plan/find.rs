//! Finds records: lines whose kinds recur in the same order.

use std::collections::HashMap;

use headroom_core::Lines;

use super::line::{Line, line};
use crate::config::parse::MAX_LINES;

/// Maximum distance between the starts of two consecutive records, in lines.
const FARTHEST: usize = 64;
/// Maximum number of records in one edit. It bounds the lines that are tried again after the edit.
const MAX_RECORDS: usize = 4096;
/// Maximum number of records tried as the model of the others: the first record may be unusual.
const TRIED: usize = 4;

/// The lines of a text and their kinds.
#[derive(Debug)]
pub(super) struct Source<'a> {
    text: &'a str,
    lines: Lines,
    kinds: Vec<u64>,
    /// The next line of the same kind; 0 if there is none.
    next: Vec<u32>,
}

/// Records of one length.
#[derive(Debug, Default)]
pub(super) struct Repetition {
    /// The first line of each record.
    pub(super) starts: Vec<usize>,
    /// The number of lines of each record.
    pub(super) length: usize,
}

impl Repetition {
    /// The number of lines that are not written, except for their values.
    pub(super) fn saved(&self) -> usize {
        self.starts.len().saturating_sub(1) * self.length
    }
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let lines = Lines::new(text);
        let kinds: Vec<_> = (0..lines.count()).map(|index| line(&text[lines.whole(index)]).kind).collect();
        let mut next = vec![0; kinds.len()];
        let mut last = HashMap::new();
        for (index, kind) in kinds.iter().enumerate().rev().filter(|(_, kind)| **kind != 0) {
            next[index] = last.insert(*kind, index as u32).unwrap_or_default();
        }
        Self { text, lines, kinds, next }
    }

    pub(super) fn count(&self) -> usize {
        self.kinds.len()
    }

    pub(super) fn kind(&self, index: usize) -> u64 {
        self.kinds[index]
    }

    pub(super) fn line(&self, index: usize) -> Line<'a> {
        line(self.text(index))
    }

    pub(super) fn text(&self, index: usize) -> &'a str {
        &self.text[self.span(index)]
    }

    /// The bytes of a line without its line feed.
    pub(super) fn span(&self, index: usize) -> std::ops::Range<usize> {
        self.lines.whole(index as u32)
    }

    /// The lines of the same kind from `first` on, as long as they are close to each other.
    pub(super) fn alike(&self, first: usize) -> Vec<usize> {
        let next =
            |at: &usize| Some(self.next[*at] as usize).filter(|next| *next > *at && next - at <= FARTHEST);
        std::iter::successors(Some(first), next).take(MAX_RECORDS).collect()
    }

    /// The records that start at some of the lines `starts`; `None` if there are fewer than `fewest`.
    pub(super) fn records(&self, starts: &[usize], fewest: usize) -> Option<Repetition> {
        let is_first = starts.len() >= fewest && !self.line(starts[0]).ends;
        let found = starts
            .iter()
            .take(if is_first { TRIED } else { 0 })
            .filter_map(|model| self.like(*model, starts, fewest));
        // A tie goes to the first.
        found.fold(None, |best: Option<Repetition>, next| {
            Some(best.filter(|best| best.saved() >= next.saved()).unwrap_or(next))
        })
    }

    /// The records that match the one that starts at `model`, in the length that saves the most lines.
    fn like(&self, model: usize, starts: &[usize], fewest: usize) -> Option<Repetition> {
        let alike: Vec<_> = starts.iter().map(|start| self.shared(model, *start)).collect();
        let least = if self.line(model).whole { 1 } else { 2 };
        let lengths = least
            ..=alike
                .iter()
                .enumerate()
                .filter(|(index, _)| starts[*index] != model)
                .map(|(_, length)| *length)
                .max()?;
        let found = lengths.map(|length| {
            let mut found = Repetition { starts: Vec::new(), length };
            for (start, alike) in starts.iter().zip(&alike) {
                if *alike >= length && found.starts.last().is_none_or(|last| last + length <= *start) {
                    found.starts.push(*start);
                }
            }
            found
        });
        // A tie goes to the longer records.
        found.filter(|found| found.starts.len() >= fewest).max_by_key(Repetition::saved)
    }

    /// The number of lines whose kinds are the same from both places on.
    fn shared(&self, a: usize, b: usize) -> usize {
        let kinds = self.kinds[a..].iter().zip(&self.kinds[b..]).take(MAX_LINES);
        kinds.take_while(|(a, b)| a == b && **a != 0).count()
    }
}
