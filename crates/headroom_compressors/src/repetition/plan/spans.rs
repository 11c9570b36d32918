//! Parts of very long lines that stand in a line further up: what failed with the same error, at length.

use std::collections::{BTreeSet, HashMap};

use headroom_core::{Cost, anchors, cost};

use super::folds::Span;
use super::write::write_spans;
use super::{Fold, Folds, Kind, MAX_NAMES, Page};
use crate::quoted_span::{QuotedSpan, Stretch};
use crate::repetition::parse::{Mark, Piece, QUOTE, pieces};

/// Lines from this length on are looked into, in bytes.
const MIN_LINE_LEN: usize = 256;
/// So much of its start stays in every line, in bytes: when it was written, how bad it is, who says so.
const HEAD: usize = 40;
/// At least so much of a line stands elsewhere, in hundredths of what it costs: for a few words nobody wants to look ...
const MIN_SHARE: u64 = 60;
/// ... nor for many parts in one line.
const MAX_SPANS: usize = 2;

/// Finds lines of which much stands further up.
pub(super) fn find<'a>(page: &Page<'a>, folds: &mut Folds<'a>) {
    let mut index = Index::default();
    let mut sources = BTreeSet::new();
    for line in (0..page.count()).filter(|line| page.line(*line).len() >= MIN_LINE_LEN) {
        if sources.len() >= MAX_NAMES {
            break;
        }
        if !folds.is_free(line) {
            continue;
        }
        let spans = index.spans(page, line);
        if pays(page, line, &spans) {
            sources.extend(spans.iter().map(|span| span.source));
            folds.push(Fold { lines: line..line + 1, kind: Kind::Spans(spans.into()) });
        } else {
            index.insert(page, line);
        }
    }
    // What is read there has to stay as it is.
    for line in sources {
        folds.take(line..line + 1);
    }
}

fn pays(page: &Page<'_>, line: u32, spans: &[Span<'_>]) -> bool {
    let text = page.line(line);
    let elsewhere: Cost = spans.iter().map(|span| cost(&text[span.own.clone()])).sum();
    let mut written = String::new();
    write_spans(text, spans, |_| "AA", &mut written);
    // What looks like a mark in the line itself would be taken for one.
    let marks = pieces(&written).filter(|piece| matches!(piece, Piece::Of { .. })).count();
    let is_read = !written.starts_with(QUOTE) && Mark::read(&written).is_none() && marks == spans.len();
    is_read
        && elsewhere >= cost(text).percent(MIN_SHARE)
        && cost(&written) + Cost::tokens(page.options.least_saving_again) <= cost(text)
}

/// The first and the last place where a window of a long line stands: the line, and where there.
#[derive(Default)]
struct Index(HashMap<u64, [(u32, u32); 2]>);

impl Index {
    fn insert(&mut self, page: &Page<'_>, line: u32) {
        for (at, window) in anchors(page.line(line)) {
            let place = (line, at as u32);
            self.0.entry(window).or_insert([place; 2])[1] = place;
        }
    }

    /// The longest disjoint parts of a line that are worth their marks, in order.
    fn spans<'a>(&self, page: &Page<'a>, line: u32) -> Vec<Span<'a>> {
        let text = page.line(line);
        let mut spans = Vec::new();
        let mut covered = text.floor_char_boundary(HEAD);
        for (at, window) in anchors(text) {
            if at < covered {
                continue;
            }
            let Some(places) = self.0.get(&window) else { continue };
            let stretches = places.iter().map(|&(source, their_at)| {
                (Stretch::around(text, at, covered, page.line(source), their_at as usize), source)
            });
            let Some((stretch, source)) = stretches.max_by_key(|(stretch, _)| stretch.own.len()) else {
                continue;
            };
            // Even where it is not worth a mark: looking at it again and again would take quadratic time.
            covered = stretch.own.end.max(covered);
            if let Some(stretch) = stretch.words(text)
                && let Some(part) = QuotedSpan::of(page.line(source), &stretch.theirs())
            {
                spans.push(Span { own: stretch.own, source, part });
            }
        }
        spans.sort_by_key(|span| std::cmp::Reverse(span.own.len()));
        spans.truncate(MAX_SPANS);
        spans.sort_by_key(|span| span.own.start);
        spans
    }
}
