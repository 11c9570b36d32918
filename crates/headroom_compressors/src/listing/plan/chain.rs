//! Which lines stand below each other.

use std::ops::Range;

use super::line_end;

/// So many words have to stand below those of the line above, or all where there are fewer.
pub(super) const MIN_ALIGNED: usize = 3;

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
    words: [(usize, usize); MIN_ALIGNED],
    count: usize,
}

impl Start {
    fn of(line: &str) -> Self {
        let bytes = line.as_bytes();
        let mut start = Self::default();
        let mut end = 0;
        while start.count < MIN_ALIGNED {
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
        self.count == below.count
            && self.words.iter().zip(&below.words).all(|(a, b)| a.0 == b.0 || a.1 == b.1)
    }
}
