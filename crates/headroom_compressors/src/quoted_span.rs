//! `«var a=» … «;}»`: a span of a line, named by the words it starts and ends with; and how such spans are found again in other lines.

use std::fmt::{self, Display};
use std::ops::Range;

use headroom_core::work::step;

const BETWEEN: &str = "» … «";
/// The longest part that is looked for, in bytes.
const MAX_LEN: usize = 128;
const WINDOW: usize = 2 * MAX_LEN + 16;
/// A part may stand so many times its own length into the line: a short one far into it would be hard to find, for a
/// reader as for us.
const REACH: usize = 64;
/// Shorter stretches are read faster than looked up, in bytes.
const MIN_LEN: usize = 96;
/// The lengths of the words that say where a part starts and ends, in bytes.
const QUOTE: Range<usize> = 8..40;
/// So many bytes are searched in about the time in which one is looked at.
const SEARCHED_AT_ONCE: usize = 16;
/// How many lengths are tried until they tell.
const ATTEMPTS: usize = 6;

/// What a part of a line starts and ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct QuotedSpan<'a> {
    /// The part starts where this stands first.
    pub(crate) from: &'a str,
    /// It ends with this, the first behind its start.
    pub(crate) to: &'a str,
}

impl Display for QuotedSpan<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "«{}{BETWEEN}{}»", self.from, self.to)
    }
}

impl<'a> QuotedSpan<'a> {
    /// Reads the part at the start of `text`, and how long it is.
    pub(crate) fn read(text: &'a str) -> Option<(Self, usize)> {
        // No further than both quotes may reach: a text may be full of marks that nothing closes.
        let window = &text[..text.floor_char_boundary(WINDOW)];
        let (from, rest) = window.strip_prefix('«')?.split_once(BETWEEN)?;
        let (to, rest) = rest.split_once('»')?;
        let part = Self { from, to };
        part.is_quotable().then_some((part, window.len() - rest.len()))
    }

    /// Whether the words can stand between the marks.
    fn is_quotable(&self) -> bool {
        [self.from, self.to]
            .iter()
            .all(|text| !text.is_empty() && text.len() < MAX_LEN && !text.contains(['«', '»', '\n']))
    }

    /// The part of `line` that stands at `span`, if words tell where that is.
    pub(crate) fn of(line: &'a str, span: &Range<usize>) -> Option<Self> {
        if !Self::is_in_reach(span) {
            return None;
        }
        let is_edge = |at: &usize| is_edge(line, *at);
        // Blanks at the inner ends of the words would be hard to see.
        let starts = QUOTE
            .map(|length| span.start + length)
            .filter(is_edge)
            .map(|end| &line[span.start..end])
            .filter(|from| !from.ends_with(' '));
        let from = starts.take(ATTEMPTS).find(|from| line.find(from) == Some(span.start))?;
        let ends = QUOTE
            .map(|length| span.end - length)
            .filter(is_edge)
            .map(|start| &line[start..span.end])
            .filter(|to| !to.starts_with(' '));
        let mut ends = ends.take(ATTEMPTS).map(|to| QuotedSpan { from, to });
        ends.find(|part| part.is_quotable() && part.find(line).as_ref() == Some(span))
    }

    /// Where the part stands in `line`.
    pub(crate) fn find(&self, line: &str) -> Option<Range<usize>> {
        let find = |words: &str, from: usize| {
            let found = memchr::memmem::find(&line.as_bytes()[from..], words.as_bytes()).map(|at| from + at);
            step(found.unwrap_or(line.len()).saturating_sub(from) / SEARCHED_AT_ONCE);
            found
        };
        let start = find(self.from, 0)?;
        let end = find(self.to, start + self.from.len())? + self.to.len();
        Some(start..end).filter(Self::is_in_reach)
    }

    /// The same for a part of at most so many bytes: the line is looked at no further than such a part may stand.
    pub(crate) fn find_short(&self, line: &str, most: usize) -> Option<Range<usize>> {
        let reach = line.floor_char_boundary((REACH + 1).saturating_mul(most));
        self.find(&line[..reach])
    }

    /// Whether a part of a line is near enough to its start to be looked for.
    fn is_in_reach(span: &Range<usize>) -> bool {
        span.start <= REACH * span.len()
    }
}

/// What stands in a line and in another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Where it stands in the line.
    pub(crate) own: Range<usize>,
    /// Where it starts in the other one.
    pub(crate) start: usize,
}

impl Stretch {
    /// The longest one around `at` in `own`, not before `from`, and `their_at` in `theirs`.
    pub(crate) fn around(own: &str, at: usize, from: usize, theirs: &str, their_at: usize) -> Self {
        let same = |(a, b): &(&u8, &u8)| a == b;
        let after = own.as_bytes()[at..].iter().zip(&theirs.as_bytes()[their_at..]).take_while(same).count();
        let before = own.as_bytes()[from..at]
            .iter()
            .rev()
            .zip(theirs.as_bytes()[..their_at].iter().rev())
            .take_while(same)
            .count();
        Self { own: at - before..at + after, start: their_at - before }
    }

    /// The whole words of it, without what separates them from others, if they are long enough to be worth looking up.
    pub(crate) fn words(mut self, line: &str) -> Option<Self> {
        let is_between = |at: usize| matches!(line.as_bytes()[at], b' ' | b',' | b':' | b';' | b'.');
        while self.own.start < self.own.end && (!is_edge(line, self.own.start) || is_between(self.own.start))
        {
            self.own.start += 1;
            self.start += 1;
        }
        while self.own.end > self.own.start && (!is_edge(line, self.own.end) || is_between(self.own.end - 1))
        {
            self.own.end -= 1;
        }
        (self.own.len() >= MIN_LEN).then_some(self)
    }

    /// Where it stands in the other line.
    pub(crate) fn theirs(&self) -> Range<usize> {
        self.start..self.start + self.own.len()
    }
}

/// Whether no word and no character goes on over `at`.
fn is_edge(line: &str, at: usize) -> bool {
    let in_word =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    let bytes = line.as_bytes();
    line.is_char_boundary(at) && (at == 0 || !in_word(bytes.get(at - 1)) || !in_word(bytes.get(at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_read_as_they_are_written() {
        let part = QuotedSpan { from: "var a=[", to: "];}" };
        assert_eq!(QuotedSpan::read(&format!("{part}] and more")), Some((part, part.to_string().len())));
        for text in ["", "«", "«a» … «b", "«» … «b»", "«a» «b»", "«a\nb» … «c»"] {
            assert_eq!(QuotedSpan::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_part_is_the_first_that_fits() {
        let line = "let x = [1]; let y = [2]; let z = [3];";
        assert_eq!(QuotedSpan { from: "let y", to: "];" }.find(line), Some(13..25));
        assert_eq!(QuotedSpan { from: "let q", to: "];" }.find(line), None);
        let far = ["-".repeat(10_000).as_str(), line].concat();
        assert_eq!(QuotedSpan { from: "let y", to: "];" }.find(&far), None);
    }
}
