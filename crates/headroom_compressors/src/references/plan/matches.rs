//! Finds lines that occur earlier.

use std::ops::Range;

use headroom_core::{Input, Lines, Spot, VisibleText, Windows};

use crate::quoted_span::first_words;

/// Consecutive lines that are also consecutive in an earlier text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    /// The lines of the text.
    pub(super) lines: Range<u32>,
    /// The earlier text.
    pub(super) block: u32,
    /// The first of its lines.
    pub(super) first: u32,
}

impl Match {
    /// Removes lines at both ends, and then those that a reader could not find.
    pub(super) fn shrink(&mut self, before: u32, after: u32, shown: &VisibleText) {
        let before = before.min(self.lines.end - self.lines.start);
        self.lines.start += before;
        self.first += before;
        self.lines.end = self.lines.end.saturating_sub(after).max(self.lines.start);
        while !self.lines.is_empty() && !is_found(shown, self.first) {
            self.lines.start += 1;
            self.first += 1;
        }
        while !self.lines.is_empty() && !is_found(shown, self.last()) {
            self.lines.end -= 1;
        }
    }

    /// The last line of the earlier text; the match is not empty.
    pub(super) const fn last(&self) -> u32 {
        self.first + (self.lines.end - self.lines.start) - 1
    }
}

/// Finds disjoint matches in the order of the lines: at each position the longest match that `pays`, extended
/// as far as possible in both directions.
///
/// Takes time linear in the text: each position has a few candidates, and lines covered by a match are not
/// searched again.
pub(super) fn find(input: &Input<'_>, lines: &Lines, pays: impl Fn(u32, &Match) -> bool) -> Vec<Match> {
    let mut found: Vec<Match> = Vec::new();
    if !input.history.has_places() {
        return found;
    }
    let windows = Windows::new(input.text, lines);
    let mut covered = 0;
    let mut line = 0;
    while line < lines.count() {
        let segment = segment_of(lines, line);
        let from = covered.max(segment.start);
        let preferred = found.last().map(|last| last.block);
        let best = windows.at(line, segment.end).and_then(|window| {
            let candidates = input
                .history
                .spots(window)
                .map(|spot| Candidate::extend(input, lines, line, &(from..segment.end), spot));
            // A tie goes to the text of the previous reference, then to the latest text.
            candidates.reduce(|best, next| {
                if (next.bytes, Some(next.matched.block) == preferred)
                    > (best.bytes, Some(best.matched.block) == preferred)
                {
                    next
                } else {
                    best
                }
            })
        });
        match best
            .map(|best| best.matched)
            .filter(|matched| matched.lines.contains(&line) && pays(matched.block, matched))
        {
            Some(matched) => {
                line = matched.lines.end;
                covered = line;
                found.push(matched);
            }
            None => line += 1,
        }
    }
    found
}

struct Candidate {
    matched: Match,
    bytes: usize,
}

impl Candidate {
    /// The longest match around `line` and `spot`, within the lines `within`.
    fn extend(input: &Input<'_>, lines: &Lines, line: u32, within: &Range<u32>, spot: Spot) -> Self {
        let shown = input.history.get(spot.block);
        let same = |own: u32, theirs: u32| {
            shown.shows(theirs) && input.text[lines.line(own).body] == *shown.body(theirs)
        };
        let mut bytes = 0;
        let mut length = 0;
        while line + length < within.end
            && spot.line + length < shown.lines.count()
            && (length == 0 || shown.goes_on(spot.line + length))
            && same(line + length, spot.line + length)
        {
            bytes += lines.line(line + length).body.len() + 1;
            length += 1;
        }
        let mut back = 0;
        while length > 0
            && line - back > within.start
            && spot.line > back
            && shown.goes_on(spot.line - back)
            && same(line - back - 1, spot.line - back - 1)
        {
            bytes += lines.line(line - back - 1).body.len() + 1;
            back += 1;
        }
        let mut matched =
            Match { lines: line - back..line + length, block: spot.block, first: spot.line - back };
        matched.shrink(0, 0, shown);
        Self { matched, bytes }
    }
}

/// Whether a reference may start or end with the line: it has a number, and, if lines cannot be counted, words
/// to look for.
fn is_found(shown: &VisibleText, line: u32) -> bool {
    shown.numbers_of(line).is_some() && (shown.counts(line) || first_words(shown.body(line)).is_some())
}

/// The run of numbered lines that contains a line, or the unnumbered lines around it.
fn segment_of(lines: &Lines, line: u32) -> Range<u32> {
    if let Some(run) = lines.run_of(line) {
        return run.lines.clone();
    }
    let next = lines.runs().partition_point(|run| run.lines.start <= line);
    let start = next.checked_sub(1).map_or(0, |last| lines.runs()[last].lines.end);
    start..lines.runs().get(next).map_or(lines.count(), |run| run.lines.start)
}
