//! Spans of very long lines that occur in a line further up, such as long copies of the same error.

use std::collections::{BTreeSet, HashMap};

use headroom_core::{Cost, anchors, cost};

use super::folds::Span;
use super::write::write_spans;
use super::{Fold, Folds, Kind, MAX_NAMES, Page};
use crate::quoted_span::{QuotedSpan, Stretch};
use crate::repetition::parse::{Mark, Piece, QUOTE, pieces};

/// Minimum length of a line, in bytes.
const MIN_LINE_LEN: usize = 256;
/// The first bytes of each line stay literal: time, severity, source.
const HEAD: usize = 40;
/// Minimum share of a line that occurs elsewhere, in percent of its cost: a few words are not worth a lookup.
const MIN_SHARE: u64 = 60;
/// Maximum number of spans in one line: many spans are not worth a lookup either.
const MAX_SPANS: usize = 2;

/// Finds lines of which much occurs further up.
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
    // Lines that other lines refer to must stay literal.
    for line in sources {
        folds.take(line..line + 1);
    }
}

fn pays(page: &Page<'_>, line: u32, spans: &[Span<'_>]) -> bool {
    let text = page.line(line);
    let elsewhere: Cost = spans.iter().map(|span| cost(&text[span.own.clone()])).sum();
    let mut written = String::new();
    write_spans(text, spans, |_| "AA", &mut written);
    // Text of the line itself that looks like a mark would be misread.
    let marks = pieces(&written).filter(|piece| matches!(piece, Piece::Of { .. })).count();
    let is_read = !written.starts_with(QUOTE) && Mark::read(&written).is_none() && marks == spans.len();
    is_read
        && elsewhere >= cost(text).percent(MIN_SHARE)
        && cost(&written) + Cost::tokens(super::MIN_AGAIN_SAVING) <= cost(text)
}

/// The first and the last position of each window of a long line: the line, and the offset in it.
#[derive(Default)]
struct Index(HashMap<u64, [(u32, u32); 2]>);

impl Index {
    fn insert(&mut self, page: &Page<'_>, line: u32) {
        for (at, window) in anchors(page.line(line)) {
            let place = (line, at as u32);
            self.0.entry(window).or_insert([place; 2])[1] = place;
        }
    }

    /// The longest disjoint spans of a line that are worth their marks, in order.
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
            // The stretch counts as covered even if it is not worth a mark, because searching it again and
            // again would take quadratic time.
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
