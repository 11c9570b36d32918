//! Lines in a row whose words stand below each other.

use std::ops::Range;

use super::line_end;
use crate::listing::parse::{MOST_ROWS, Word, words};

/// So many words have to stand below those of the line above, or all where there are fewer.
const LEAST_ALIGNED: usize = 3;
/// So many words of a line are looked at.
const MOST_WORDS: usize = 24;
/// Lines that are longer are no rows, in bytes.
const LONGEST_ROW: usize = 2000;

/// A line of a table.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) line: &'a str,
    pub(super) words: Vec<Word<'a>>,
}

/// The rows at the start of `text`, of at most so many lines, if there are as many as that.
pub(super) fn rows(text: &str, most: usize, fewest: usize) -> Option<Vec<Row<'_>>> {
    if most < fewest {
        return None;
    }
    let mut rows: Vec<Row<'_>> = Vec::new();
    for line in text.split('\n').take(most.min(MOST_ROWS)) {
        // Rows have about as many words as the one above.
        let Some(row) = row(line, rows.last().map_or(0, |last| last.words.len())) else { break };
        rows.push(row);
    }
    (rows.len() >= fewest).then_some(rows)
}

/// How long the rows are, without the last line feed.
pub(super) fn length(rows: &[Row<'_>]) -> usize {
    rows.iter().map(|row| row.line.len() + 1).sum::<usize>().saturating_sub(1)
}

/// Reads a line, if it can be one of a table and looks neither like code nor like that of a log.
fn row(line: &str, words_above: usize) -> Option<Row<'_>> {
    let is_drawn = memchr::memchr2(b'\t', b'\r', line.as_bytes()).is_some() || !line.is_ascii() && line.contains(['→', '│', '├']);
    if line.len() > LONGEST_ROW || is_drawn || matches!(line.bytes().last(), Some(b'{' | b';' | b',' | b'(' | b'\\' | b':' | b'|')) {
        return None;
    }
    let is_time = |word: &Word<'_>| matches!(word.text.as_bytes(), [b'0'..=b'9' | b'[', ..]) && memchr::memchr_iter(b':', word.text.as_bytes()).count() > 1;
    let mut row = Row { line, words: Vec::with_capacity(words_above) };
    for word in words(line).take(MOST_WORDS) {
        if row.words.len() < LEAST_ALIGNED && is_time(&word) || matches!(word.text, "=" | "=>" | ":=" | "->" | "//" | "#define" | "==" | "|") {
            return None;
        }
        row.words.push(word);
    }
    Some(row)
}

/// Lines whose first words stand below each other, from one line to the next. Most lines stand below nothing: only those that do are
/// looked at closely.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// How many of them there still are.
    lines: usize,
    /// Where the line behind them starts, and its first words.
    end: usize,
    next: Option<Start>,
}

impl Chain {
    /// How many lines there are from this one on, which is the one behind those that were passed.
    pub(super) fn from(&mut self, text: &str, line: Range<usize>) -> usize {
        if self.lines == 0 {
            self.find(text, line);
        }
        self.lines
    }

    pub(super) fn pass(&mut self, lines: usize) {
        self.lines = self.lines.saturating_sub(lines);
    }

    fn find(&mut self, text: &str, line: Range<usize>) {
        let known = self.next.take().filter(|_| self.end == line.start);
        let mut last = known.unwrap_or_else(|| Start::of(&text[line.clone()]));
        (self.lines, self.end) = (usize::from(last.count > 1), line.end + 1);
        while last.count > 1 && self.end <= text.len() {
            let end = line_end(text, self.end);
            let next = Start::of(&text[self.end..end]);
            if !last.is_above(&next) {
                self.next = Some(next);
                break;
            }
            last = next;
            self.lines += 1;
            self.end = end + 1;
        }
    }
}

/// Where the first words of a line start and end, in characters.
#[derive(Debug, Default)]
struct Start {
    words: [(usize, usize); LEAST_ALIGNED],
    count: usize,
}

impl Start {
    fn of(line: &str) -> Self {
        let bytes = line.as_bytes();
        let mut start = Self::default();
        let mut end = 0;
        while start.count < LEAST_ALIGNED {
            let Some(blanks) = bytes[end..].iter().position(|byte| *byte != b' ') else { break };
            let at = end + blanks;
            end = bytes[at..].iter().position(|byte| *byte == b' ').map_or(bytes.len(), |length| at + length);
            start.words[start.count] = (at, end);
            start.count += 1;
        }
        if !bytes[..end].is_ascii() {
            let characters = |end: usize| line[..end].chars().count();
            start.words = start.words.map(|(at, end)| (characters(at), characters(end)));
        }
        start
    }

    /// Whether the words of the line below stand below those of this one: all there are, if they are fewer.
    fn is_above(&self, below: &Self) -> bool {
        self.count == below.count && self.words.iter().zip(&below.words).all(|(a, b)| a.0 == b.0 || a.1 == b.1)
    }
}
