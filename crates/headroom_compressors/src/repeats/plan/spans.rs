//! Finding spans of very long lines that stand earlier: minified code, JSON on one line.

use std::ops::Range;

use headroom_core::{Earlier, Shown, Spot, anchors};

use crate::repeats::parse::{Part, Target};

/// Shorter spans are read faster than looked up, in bytes.
const SHORTEST: usize = 96;
/// The lengths of the quotes that say where a span starts and ends, in bytes.
const QUOTE: Range<usize> = 8..40;
/// How many lengths are tried until a quote tells.
const ATTEMPTS: usize = 6;

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
pub(super) fn find(line: &str, earlier: &Earlier) -> Vec<Span> {
    let mut found = Vec::new();
    let mut covered = 0;
    for (at, window) in anchors(line) {
        if at < covered {
            continue;
        }
        let candidates = earlier.spots(window).map(|spot| (extend(line, at, covered, theirs(earlier, spot), spot.offset as usize), spot));
        let Some(((bytes, start), spot)) = candidates.reduce(|best, next| if next.0.0.len() > best.0.0.len() { next } else { best }) else { continue };
        // Even where it is not worth a reference: looking at it again and again would take quadratic time.
        covered = bytes.end.max(covered);
        let shown = earlier.get(spot.block);
        let (bytes, start) = words(line, bytes, start);
        if bytes.len() >= SHORTEST && let Some(reference) = reference(shown, spot.line, &(start..start + bytes.len())) {
            found.push(Span { bytes, reference });
        }
    }
    found
}

fn theirs(earlier: &Earlier, spot: Spot) -> &str {
    earlier.get(spot.block).body(spot.line)
}

/// The longest common part around `at` in `own` and `their_at` in `theirs`: where it is in `own`, not before `from`, and
/// where it starts in `theirs`.
fn extend(own: &str, at: usize, from: usize, theirs: &str, their_at: usize) -> (Range<usize>, usize) {
    let same = |(a, b): &(&u8, &u8)| a == b;
    let after = own.as_bytes()[at..].iter().zip(&theirs.as_bytes()[their_at..]).take_while(same).count();
    let before = own.as_bytes()[from..at].iter().rev().zip(theirs.as_bytes()[..their_at].iter().rev()).take_while(same).count();
    (at - before..at + after, their_at - before)
}

/// The part of a span that is whole words.
fn words(line: &str, mut bytes: Range<usize>, mut start: usize) -> (Range<usize>, usize) {
    while bytes.start < bytes.end && !is_edge(line, bytes.start) {
        bytes.start += 1;
        start += 1;
    }
    while bytes.end > bytes.start && !is_edge(line, bytes.end) {
        bytes.end -= 1;
    }
    (bytes, start)
}

/// Whether no word and no character goes on over `at`.
fn is_edge(line: &str, at: usize) -> bool {
    let in_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    let bytes = line.as_bytes();
    line.is_char_boundary(at) && (at == 0 || !in_word(bytes.get(at - 1)) || !in_word(bytes.get(at)))
}

/// The reference to a span of an earlier line, if two quotes tell where it is.
fn reference(shown: &Shown, line: u32, span: &Range<usize>) -> Option<String> {
    let number = shown.lines.name_of(line).filter(|_| Part::is_in_reach(span))?;
    let line = shown.body(line);
    let is_edge = |at: &usize| is_edge(line, *at);
    let from = QUOTE.map(|length| span.start + length).filter(is_edge).take(ATTEMPTS).map(|end| &line[span.start..end]).find(|from| line.find(from) == Some(span.start))?;
    let mut ends = QUOTE.map(|length| span.end - length).filter(is_edge).take(ATTEMPTS).map(|start| Part { from, to: &line[start..span.end] });
    let part = ends.find(|part| part.is_quotable() && part.find(line).as_ref() == Some(span))?;
    Some(Target { name: &shown.name, lines: Some((number, number)), part: Some(part) }.to_string())
}
