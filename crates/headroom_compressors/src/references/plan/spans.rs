//! Finding spans of very long lines that stand earlier: minified code, JSON on one line.

use std::ops::Range;

use headroom_core::{History, Spot, VisibleText, anchors};

use crate::quoted_span::{QuotedSpan, Stretch};
use crate::references::parse::Target;

/// A span of a line that stands in a line earlier.
#[derive(Debug)]
pub(super) struct Span {
    /// The bytes of the line.
    pub(super) bytes: Range<usize>,
    /// What says so.
    pub(super) reference: String,
}

/// Finds disjoint spans of `line`, from the first to the last.
///
/// Takes linear time: an anchor offers a few candidates, and what the best of them covers is not looked at again.
pub(super) fn find(line: &str, history: &History) -> Vec<Span> {
    let mut found = Vec::new();
    let mut covered = 0;
    for (at, window) in anchors(line) {
        if at < covered {
            continue;
        }
        let candidates = history.spots(window).map(|spot| {
            (Stretch::around(line, at, covered, theirs(history, spot), spot.offset as usize), spot)
        });
        let Some((stretch, spot)) =
            candidates.reduce(|best, next| if next.0.own.len() > best.0.own.len() { next } else { best })
        else {
            continue;
        };
        // Even where it is not worth a reference: looking at it again and again would take quadratic time.
        covered = stretch.own.end.max(covered);
        if let Some(stretch) = stretch.words(line)
            && let Some(reference) = reference(history.get(spot.block), spot.line, &stretch.theirs())
        {
            found.push(Span { bytes: stretch.own, reference });
        }
    }
    found
}

fn theirs(history: &History, spot: Spot) -> &str {
    history.get(spot.block).body(spot.line)
}

/// The reference to a span of an earlier line, if words tell where it is.
fn reference(shown: &VisibleText, line: u32, span: &Range<usize>) -> Option<String> {
    let number = shown.lines.name_of(line)?;
    let part = QuotedSpan::of(shown.body(line), span)?;
    Some(Target { name: &shown.name, lines: Some((number, number)), part: Some(part) }.to_string())
}
