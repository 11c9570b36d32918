//! Finds lines whose words are aligned with those of the line above.

use std::ops::Range;

use super::line_end;

/// Minimum number of aligned words, or all words of a line that has fewer.
pub(super) const MIN_ALIGNED: usize = 3;

/// A run of lines whose first words are aligned from one line to the next. Most lines are aligned with
/// nothing, and only lines of a run are examined further.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// The number of remaining lines of the run.
    lines: usize,
    /// The start of the line after the run, and its first words.
    end: usize,
    next: Option<Start>,
}

impl Chain {
    /// The number of lines of the run from `line` on. `line` must be the one after the lines passed before.
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

/// The starts and ends of the first words of a line, in characters.
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

    /// Whether the words of the line below are aligned with the words of this line; all of them if there are
    /// few.
    fn is_above(&self, below: &Self) -> bool {
        self.count == below.count
            && self.words.iter().zip(&below.words).all(|(a, b)| a.0 == b.0 || a.1 == b.1)
    }
}
