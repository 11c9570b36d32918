//! Finds repetition, and decides which of it is worth folding.

mod again;
mod counting;
mod folds;
mod listed;
mod repeated;
mod spans;
mod write;

use std::ops::Range;

use headroom_core::{Cost, Edit, IndexTable, Input, Lines, Plan, cost, is_note};
use xxhash_rust::xxh3::xxh3_64;

use super::CODECS;
use super::parse::Mark;
use folds::{Fold, Folds, Kind, groups};

/// Maximum number of names.
const MAX_NAMES: usize = 17_000;
/// Minimum saving of an edit, in tokens and in percent of the cost of its lines: a few folds far apart are not
/// worth the notation.
const MIN_SAVING: u64 = 10;
const MIN_SHARE: u64 = 8;
/// Minimum saving of a fold of consecutive lines, in tokens.
const MIN_FOLD_SAVING: u64 = 6;
/// Minimum saving of a mark that refers to lines further up, in tokens: the reader has to go there.
const MIN_AGAIN_SAVING: u64 = 12;

/// Plans the folds of a text.
pub(super) fn plan(input: &Input<'_>) -> Plan {
    let text = input.text;
    if input.source.contains(&(0..text.len())) {
        return Plan::default();
    }
    let page = Page::new(text);
    let mut folds = Folds::new(page.count());
    // Code and documents contain repetition, too, but will be quoted.
    for section in input.source {
        let lines = page.lines.within(section);
        if !lines.is_empty() {
            folds.take(lines);
        }
    }
    // Notes about elided text stay literal.
    (0..page.count()).filter(|line| is_note(page.line(*line))).for_each(|line| folds.take(line..line + 1));
    repeated::find(&page, &mut folds);
    counting::find(&page, &mut folds);
    again::find(&page, &mut folds);
    spans::find(&page, &mut folds);
    listed::find(&page, &mut folds);
    let worth = |edit: &Edit<'_>| {
        let before = cost(&text[edit.span().clone()]);
        cost(edit.text()) + Cost::tokens(MIN_SAVING).max(before.percent(MIN_SHARE)) <= before
    };
    let folds = folds.in_order();
    let edits = groups(&folds).map(|(lines, folds)| {
        let span = page.lines.whole(lines.start).start..page.lines.whole(lines.end - 1).end;
        Edit::Rewrite {
            span,
            text: write::write(&page, lines, folds).into(),
            codec: CODECS[0],
            reason: "lines that repeat themselves",
        }
    });
    Plan::new(text, edits.filter(worth))
}

/// A text as lines. Equal lines have equal ids.
struct Page<'a> {
    text: &'a str,
    lines: Lines,
    ids: Vec<u32>,
}

impl<'a> Page<'a> {
    fn new(text: &'a str) -> Self {
        let lines = Lines::new(text);
        let line = |index: u32| &text[lines.whole(index)];
        let mut known = IndexTable::default();
        let mut ids = Vec::with_capacity(lines.count() as usize);
        let mut distinct = 0;
        for index in 0..lines.count() {
            let first =
                known.enter(xxh3_64(line(index).as_bytes()), index, |other| line(other) == line(index));
            ids.push(ids.get(first as usize).copied().unwrap_or(distinct));
            distinct += u32::from(first == index);
        }
        Self { text, lines, ids }
    }

    fn count(&self) -> u32 {
        self.lines.count()
    }

    fn line(&self, index: u32) -> &'a str {
        &self.text[self.lines.whole(index)]
    }

    fn id(&self, index: u32) -> u32 {
        self.ids[index as usize]
    }

    /// The cost of the lines unchanged.
    fn cost(&self, lines: &Range<u32>) -> Cost {
        cost(&self.text[self.lines.whole(lines.start).start..self.lines.whole(lines.end - 1).end])
    }

    /// Whether replacing these consecutive lines at the cost `other` pays.
    fn pays(&self, lines: &Range<u32>, other: Cost) -> bool {
        other + Cost::tokens(MIN_FOLD_SAVING) <= self.cost(lines)
    }
}

fn mark_cost(mark: &Mark<'_>) -> Cost {
    let mut text = String::new();
    mark.write(&mut text);
    cost(&text)
}
