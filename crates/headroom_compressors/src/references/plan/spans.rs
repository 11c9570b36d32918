//! Finds spans of very long lines that occur earlier: minified code, JSON on one line.

use std::ops::Range;

use headroom_core::{History, Spot, VisibleText, anchors};

use crate::quoted_span::{QuotedSpan, Stretch};
use crate::references::parse::Target;

/// A span of a line that occurs in an earlier line.
#[derive(Debug)]
pub(super) struct Span {
    /// The bytes of the span in the line.
    pub(super) bytes: Range<usize>,
    /// The reference to the span.
    pub(super) reference: String,
}

/// Finds disjoint spans of `line`, from first to last.
///
/// Takes linear time: an anchor has a few candidates, and the bytes covered by the best of them are not
/// searched again.
pub(super) fn find(line: &str, history: &History) -> Vec<Span> {
    let mut found = Vec::new();
    let mut covered = 0;
    for (at, window) in anchors(line) {
        if at < covered {
            continue;
        }
        let candidates = history.spots(window).flat_map(|spot| {
            let theirs = theirs(history, spot);
            places(line, at, theirs, spot.offset as usize)
                .map(move |their_at| (Stretch::around(line, at, covered, theirs, their_at), spot))
        });
        let Some((stretch, spot)) =
            candidates.reduce(|best, next| if next.0.own.len() > best.0.own.len() { next } else { best })
        else {
            continue;
        };
        // The stretch counts as covered even if it is not worth a reference, because searching it again and
        // again would take quadratic time.
        covered = stretch.own.end.max(covered);
        if let Some(stretch) = stretch.words(line)
            && let Some(reference) = reference(history.get(spot.block), spot.line, &stretch.theirs())
        {
            found.push(Span { bytes: stretch.own, reference });
        }
    }
    found
}

/// Where `at` of `line` may be in `theirs`: where its anchor was found, and as far from the start or the end as it is
/// here. In a text that repeats itself, the same anchor stands in many places, and only a few of them are known.
fn places(line: &str, at: usize, theirs: &str, found: usize) -> impl Iterator<Item = usize> + use<> {
    let from_end = (theirs.len() + at).checked_sub(line.len());
    let most = theirs.len();
    [Some(found), Some(at), from_end].into_iter().flatten().filter(move |their_at| *their_at <= most)
}

fn theirs(history: &History, spot: Spot) -> &str {
    history.get(spot.block).body(spot.line)
}

/// The reference to a span of an earlier line. `None` if no words identify the span.
fn reference(shown: &VisibleText, line: u32, span: &Range<usize>) -> Option<String> {
    let number = *shown.numbers_of(line)?.start();
    let part = QuotedSpan::of(shown.body(line), span)?;
    Some(
        Target { name: &shown.name, lines: Some((number, number)), counts_rows: false, part: Some(part) }
            .to_string(),
    )
}
