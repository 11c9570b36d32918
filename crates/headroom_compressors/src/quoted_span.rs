//! Quoted spans: `«var a=» … «;}»` names a span of a line by the words that it starts and ends with, so that
//! it can be found again in another line.

use std::fmt::{self, Display};
use std::ops::Range;

use headroom_core::work::step;

const BETWEEN: &str = "» … «";
/// Maximum length of each quoted part, in bytes.
const MAX_LEN: usize = 128;
const WINDOW: usize = 2 * MAX_LEN + 16;
/// A span of N bytes must start within the first `REACH × N` bytes of its line: a short span far into a line
/// is hard to find, for a reader as well as for the codec.
const REACH: usize = 64;
/// Minimum length of a span, in bytes: a shorter span is read faster than looked up.
const MIN_LEN: usize = 96;
/// Lengths of the quoted parts that are tried, in bytes.
const QUOTE: Range<usize> = 8..40;
/// A run of more letters is no word, in characters.
const MAX_WORD: usize = 48;
/// Thai, the first of the scripts that put no blanks between words.
const FIRST_WITHOUT_BLANKS: char = '\u{e00}';
/// A search scans about this many bytes in the time of one unit of work.
const SEARCHED_AT_ONCE: usize = 16;
/// Blanks, quotes, brackets and separators: fields start and end at them.
const SEPARATORS: &[u8] = b" \t,;<>\"'&|{}()[]";
/// Lengths of the words at the start of a line, in bytes.
const FIRST_WORDS: Range<usize> = 14..32;
/// Maximum number of lengths tried for each quoted part until the words identify the span.
const ATTEMPTS: usize = 6;

/// A span of a line, named by the words at its start and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct QuotedSpan<'a> {
    /// The span starts at the first occurrence of these words.
    pub(crate) from: &'a str,
    /// The span ends with the first occurrence of these words after its start.
    pub(crate) to: &'a str,
}

impl Display for QuotedSpan<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "«{}{BETWEEN}{}»", self.from, self.to)
    }
}

impl<'a> QuotedSpan<'a> {
    /// Reads the quoted span at the start of `text`, and its length.
    pub(crate) fn read(text: &'a str) -> Option<(Self, usize)> {
        // The window bounds the work: a text may be full of opening marks that nothing closes.
        let window = &text[..text.floor_char_boundary(WINDOW)];
        let (from, rest) = window.strip_prefix('«')?.split_once(BETWEEN)?;
        let (to, rest) = rest.split_once('»')?;
        let part = Self { from, to };
        part.is_quotable().then_some((part, window.len() - rest.len()))
    }

    /// Whether the words are allowed between the marks.
    fn is_quotable(&self) -> bool {
        [self.from, self.to]
            .iter()
            .all(|text| !text.is_empty() && text.len() < MAX_LEN && !text.contains(['«', '»', '\n']))
    }

    /// The words at the start of a first and a last line, so that a reader finds lines that cannot be counted.
    pub(crate) fn of_lines(first: &'a str, last: &'a str) -> Option<Self> {
        let part = Self { from: first_words(first)?, to: first_words(last)? };
        part.is_quotable().then_some(part)
    }

    /// Whether a first and a last line start with these words.
    pub(crate) fn starts(&self, first: &str, last: &str) -> bool {
        first.starts_with(self.from) && last.starts_with(self.to)
    }

    /// The quoted span for `span` of `line`, if words identify it.
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

    /// The position of the span in `line`.
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

    /// Like [`Self::find`], for a span of at most `most` bytes: it searches only the start of the line, which
    /// contains every such span in reach.
    pub(crate) fn find_short(&self, line: &str, most: usize) -> Option<Range<usize>> {
        let reach = line.floor_char_boundary((REACH + 1).saturating_mul(most));
        self.find(&line[..reach])
    }

    /// Whether a span is close enough to the start of its line.
    fn is_in_reach(span: &Range<usize>) -> bool {
        span.start <= REACH * span.len()
    }
}

/// A stretch that two lines have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Its position in the own line.
    pub(crate) own: Range<usize>,
    /// Its start in the other line.
    pub(crate) start: usize,
}

impl Stretch {
    /// The longest common stretch around `at` in `own`, which starts at or after `from`, and `their_at` in
    /// `theirs`.
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

    /// The whole fields of the stretch without the separators around them: a reader sees no part of a name or
    /// of a value. `None` if they are too short to be worth a reference.
    pub(crate) fn words(mut self, line: &str) -> Option<Self> {
        let is_between = |at: usize| matches!(line.as_bytes()[at], b' ' | b',' | b':' | b';' | b'.');
        while self.own.start < self.own.end
            && (!is_field_edge(line, self.own.start) || is_between(self.own.start))
        {
            self.own.start += 1;
            self.start += 1;
        }
        while self.own.end > self.own.start
            && (!is_field_edge(line, self.own.end) || is_between(self.own.end - 1))
        {
            self.own.end -= 1;
        }
        (self.own.len() >= MIN_LEN).then_some(self)
    }

    /// Its position in the other line.
    pub(crate) fn theirs(&self) -> Range<usize> {
        self.start..self.start + self.own.len()
    }
}

/// The words at the start of a line. `None`: it starts with none that can be quoted.
pub(crate) fn first_words(line: &str) -> Option<&str> {
    let is_end = |at: &usize| *at == line.len() || is_edge(line, *at);
    // A single long word, such as the hash of a commit, is cut.
    let end = (FIRST_WORDS.start..=line.len().min(FIRST_WORDS.end)).rev().find(is_end);
    let words = line[..end.unwrap_or_else(|| line.floor_char_boundary(FIRST_WORDS.start))].trim_end();
    (!words.is_empty() && !words.contains(['«', '»'])).then_some(words)
}

/// Whether a field may start or end at `at`: at a blank, a quote, a bracket or a separator. In scripts without blanks, and
/// within a run of letters without end, it may wherever a span may.
fn is_field_edge(line: &str, at: usize) -> bool {
    let Some((before, behind)) = line.split_at_checked(at) else { return false };
    let (Some(before), Some(behind)) = (before.chars().next_back(), behind.chars().next()) else {
        return true;
    };
    let is_separator = |c: char| u8::try_from(c).is_ok_and(|byte| SEPARATORS.contains(&byte));
    let has_no_fields = [before, behind].into_iter().any(|c| c >= FIRST_WITHOUT_BLANKS)
        || is_of_word(before) && is_of_word(behind);
    is_edge(line, at) && (is_separator(before) || is_separator(behind) || has_no_fields)
}

/// Whether a span may start or end at `at`: no word and no character continues across it. Scripts without
/// blanks have words of one character, and within a run of letters without end, such as Base64, any place is
/// as good as another.
fn is_edge(line: &str, at: usize) -> bool {
    let Some((before, behind)) = line.split_at_checked(at) else { return false };
    let ends = !before.chars().next_back().is_some_and(is_of_word);
    ends || !behind.chars().next().is_some_and(is_of_word)
        || before.chars().rev().take(MAX_WORD / 2).filter(|c| is_of_word(*c)).count() == MAX_WORD / 2
            && behind.chars().take(MAX_WORD / 2).filter(|c| is_of_word(*c)).count() == MAX_WORD / 2
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && c < FIRST_WITHOUT_BLANKS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_spans_round_trip() {
        let part = QuotedSpan { from: "var a=[", to: "];}" };
        assert_eq!(QuotedSpan::read(&format!("{part}] and more")), Some((part, part.to_string().len())));
        for text in ["", "«", "«a» … «b", "«» … «b»", "«a» «b»", "«a\nb» … «c»"] {
            assert_eq!(QuotedSpan::read(text), None, "{text}");
        }
    }

    #[test]
    fn spans_start_and_end_at_edges() {
        for (line, edges) in
            [("one two", vec![0, 3, 4, 7]), ("größe", vec![0, 7]), ("第1节", vec![0, 3, 4, 7])]
        {
            assert_eq!((0..=line.len()).filter(|at| is_edge(line, *at)).collect::<Vec<_>>(), edges, "{line}");
        }
        let digits = "0123456789abcdef".repeat(9);
        assert_eq!((0..=144).filter(|at| is_edge(&digits, *at)).count(), 2 + 144 - MAX_WORD + 1);
    }

    #[test]
    fn fields_end_at_separators_and_anywhere_in_texts_without_fields() {
        let edges = |line: &str| (0..=line.len()).filter(|at| is_field_edge(line, *at)).collect::<Vec<_>>();
        assert_eq!(edges("a.b c=d"), [0, 3, 4, 7]);
        assert_eq!(edges("接続，失敗"), [0, 3, 6, 9, 12, 15]);
        assert_eq!(edges(&"0a".repeat(MAX_WORD)).len(), 2 + 2 * MAX_WORD - MAX_WORD + 1);
    }

    #[test]
    fn a_quoted_span_is_the_first_match() {
        let line = "let x = [1]; let y = [2]; let z = [3];";
        assert_eq!(QuotedSpan { from: "let y", to: "];" }.find(line), Some(13..25));
        assert_eq!(QuotedSpan { from: "let q", to: "];" }.find(line), None);
        let far = ["-".repeat(10_000).as_str(), line].concat();
        assert_eq!(QuotedSpan { from: "let y", to: "];" }.find(&far), None);
    }
}
