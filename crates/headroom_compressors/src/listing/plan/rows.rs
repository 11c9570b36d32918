//! Consecutive lines that may be rows of a table.

use super::chain::MIN_ALIGNED;
use super::lines;
use crate::listing::parse::{MAX_ROWS, Word, words};

/// Maximum number of words read in a line.
const MAX_WORDS: usize = 24;
/// Maximum length of a row, in bytes.
const MAX_ROW_LEN: usize = 2000;
/// Usual numbers of rows and of words in a row, for which memory is reserved.
const USUAL: (usize, usize) = (64, 8);

/// Lines and their words.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    /// Each line, and the end of its words in `words`.
    lines: Vec<(&'a str, usize)>,
    words: Vec<Word>,
}

/// A line and its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a, 'r> {
    pub(super) line: &'a str,
    pub(super) words: &'r [Word],
}

impl<'a> Row<'a, '_> {
    /// The word at this index.
    pub(super) fn text(&self, index: usize) -> &'a str {
        &self.line[self.words[index].range()]
    }
}

impl<'a> Rows<'a> {
    /// The rows at the start of `text`, at most `most`. `None` if there are fewer than `fewest`.
    pub(super) fn read(text: &'a str, most: usize, fewest: usize) -> Option<Self> {
        if most < fewest {
            return None;
        }
        let room = most.min(USUAL.0);
        let mut rows = Self { lines: Vec::with_capacity(room), words: Vec::with_capacity(room * USUAL.1) };
        lines(text).take(most.min(MAX_ROWS)).try_for_each(|line| rows.push(line));
        (rows.len() >= fewest).then_some(rows)
    }

    /// Adds a line that may be a row and looks neither like code nor like a log line.
    fn push(&mut self, line: &'a str) -> Option<()> {
        let is_drawn = memchr::memchr2(b'\t', b'\r', line.as_bytes()).is_some()
            || !line.is_ascii() && line.contains(['→', '│', '├']);
        if line.len() > MAX_ROW_LEN
            || is_drawn
            || matches!(line.bytes().last(), Some(b'{' | b';' | b',' | b'(' | b'\\' | b':' | b'|'))
        {
            return None;
        }
        let is_time = |text: &str| {
            matches!(text.as_bytes(), [b'0'..=b'9' | b'[', ..])
                && memchr::memchr_iter(b':', text.as_bytes()).count() > 1
        };
        let before = self.words.len();
        for word in words(line).take(MAX_WORDS) {
            let text = &line[word.range()];
            if self.words.len() < before + MIN_ALIGNED && is_time(text)
                || matches!(text.as_bytes(), b"=" | b"=>" | b":=" | b"->" | b"//" | b"#define" | b"==" | b"|")
            {
                return None;
            }
            self.words.push(word);
        }
        self.lines.push((line, self.words.len()));
        Some(())
    }

    pub(super) const fn len(&self) -> usize {
        self.lines.len()
    }

    /// The length of the lines without the last line feed.
    pub(super) fn length(&self) -> usize {
        self.lines.iter().map(|(line, _)| line.len() + 1).sum::<usize>().saturating_sub(1)
    }

    /// The rows from `first` on.
    pub(super) fn from(&self, first: usize) -> impl Iterator<Item = Row<'a, '_>> {
        let before = first.checked_sub(1).map_or(0, |above| self.lines[above].1);
        self.lines[first..].iter().scan(before, |before, (line, end)| {
            let start = std::mem::replace(before, *end);
            Some(Row { line, words: &self.words[start..*end] })
        })
    }
}
