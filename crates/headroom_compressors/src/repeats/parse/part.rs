//! `«var a=» … «;}»`: the part of a line that starts and ends with these words.

use std::fmt::{self, Display};
use std::ops::Range;

const BETWEEN: &str = "» … «";
/// The longest part that is looked for, in bytes.
const LONGEST: usize = 128;
const WINDOW: usize = 2 * LONGEST + 16;
/// A part may stand so many times its own length into the line: a short one far into it would be hard to find, for a
/// reader as for us.
const REACH: usize = 64;

/// What a part of a line starts and ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::repeats) struct Part<'a> {
    /// The part starts where this stands first.
    pub(in crate::repeats) from: &'a str,
    /// It ends with this, the first behind its start.
    pub(in crate::repeats) to: &'a str,
}

impl Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "«{}{BETWEEN}{}»", self.from, self.to)
    }
}

impl<'a> Part<'a> {
    /// Reads the part at the start of `text`, and how long it is.
    pub(in crate::repeats) fn read(text: &'a str) -> Option<(Self, usize)> {
        // No further than both quotes may reach: a text may be full of marks that nothing closes.
        let window = &text[..text.floor_char_boundary(WINDOW)];
        let (from, rest) = window.strip_prefix('«')?.split_once(BETWEEN)?;
        let (to, rest) = rest.split_once('»')?;
        let part = Self { from, to };
        part.is_quotable().then_some((part, window.len() - rest.len()))
    }

    /// Whether the words can stand between the marks.
    pub(in crate::repeats) fn is_quotable(&self) -> bool {
        [self.from, self.to].iter().all(|text| !text.is_empty() && text.len() < LONGEST && !text.contains(['«', '»', '\n']))
    }

    /// Where the part stands in `line`.
    pub(in crate::repeats) fn find(&self, line: &str) -> Option<Range<usize>> {
        let find = |words: &str, from: usize| memchr::memmem::find(&line.as_bytes()[from..], words.as_bytes()).map(|at| from + at);
        let start = find(self.from, 0)?;
        let end = find(self.to, start + self.from.len())? + self.to.len();
        Some(start..end).filter(Self::is_in_reach)
    }

    /// Whether a part of a line is near enough to its start to be looked for.
    pub(in crate::repeats) fn is_in_reach(span: &Range<usize>) -> bool {
        span.start <= REACH * span.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_read_as_they_are_written() {
        let part = Part { from: "var a=[", to: "];}" };
        assert_eq!(Part::read(&format!("{part}] and more")), Some((part, part.to_string().len())));
        for text in ["", "«", "«a» … «b", "«» … «b»", "«a» «b»", "«a\nb» … «c»"] {
            assert_eq!(Part::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_part_is_the_first_that_fits() {
        let line = "let x = [1]; let y = [2]; let z = [3];";
        assert_eq!(Part { from: "let y", to: "];" }.find(line), Some(13..25));
        assert_eq!(Part { from: "let q", to: "];" }.find(line), None);
        let far = ["-".repeat(10_000).as_str(), line].concat();
        assert_eq!(Part { from: "let y", to: "];" }.find(&far), None);
    }
}
