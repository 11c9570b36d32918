//! Lines in a row whose words stand below each other.

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

/// The rows at the start of `text`, if there are as many as that: how they go on is seen from one line to the next.
pub(super) fn rows(text: &str, fewest: usize) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut last = Start::default();
    for (index, line) in text.split('\n').take(MOST_ROWS).enumerate() {
        let start = Start::of(line);
        if start.count < 2 || index > 0 && !last.is_above(&start) {
            break;
        }
        last = start;
        // Most lines stand below nothing: they are looked at closely once it is known that so many do.
        let new = if index + 1 < fewest { 0 } else { index + 1 - rows.len() };
        let lines = if new == 1 { line } else { text };
        rows.extend(lines.split('\n').take(new).map_while(row));
        if new > 0 && rows.len() <= index {
            break;
        }
    }
    if rows.len() < fewest { Vec::new() } else { rows }
}

/// How long the rows are, without the last line feed.
pub(super) fn length(rows: &[Row<'_>]) -> usize {
    rows.iter().map(|row| row.line.len() + 1).sum::<usize>().saturating_sub(1)
}

/// Reads a line, if it can be one of a table and looks neither like code nor like that of a log.
fn row(line: &str) -> Option<Row<'_>> {
    if line.len() > LONGEST_ROW || line.contains(['\t', '\r', '→', '│', '├']) || line.ends_with(['{', ';', ',', '(', '\\', ':', '|']) {
        return None;
    }
    let words: Vec<_> = words(line).take(MOST_WORDS).collect();
    let is_time = |word: &Word<'_>| word.text.starts_with(|c: char| c.is_ascii_digit() || c == '[') && word.text.matches(':').count() > 1;
    let is_code = |word: &Word<'_>| matches!(word.text, "=" | "=>" | ":=" | "->" | "//" | "#define" | "==" | "|");
    (!words.iter().take(LEAST_ALIGNED).any(is_time) && !words.iter().any(is_code)).then_some(Row { line, words })
}

/// The first words of a line.
#[derive(Debug, Default)]
struct Start<'a> {
    words: [Word<'a>; LEAST_ALIGNED],
    count: usize,
}

impl<'a> Start<'a> {
    fn of(line: &'a str) -> Self {
        let mut start = Self::default();
        for (place, word) in start.words.iter_mut().zip(words(line)) {
            *place = word;
            start.count += 1;
        }
        start
    }

    /// Whether the words of the line below stand below those of this one: all there are, if they are fewer.
    fn is_above(&self, below: &Self) -> bool {
        let aligned = self.words.iter().zip(&below.words).all(|(a, b)| a.start == b.start || a.end() == b.end());
        aligned && self.count == below.count
    }
}
