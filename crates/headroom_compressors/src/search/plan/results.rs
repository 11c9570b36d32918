//! Runs of lines that a search printed.

use std::ops::Range;

use headroom_core::Lines;

use crate::search::parse::{Found, SEPARATOR, context, matched};

/// So many lines of context may stand in front of the first match in a file.
const MOST_CONTEXT: u32 = 32;

/// A line of a run.
#[derive(Clone, Copy, Debug)]
pub(super) enum Line<'a> {
    Found(Found<'a>),
    Separator,
}

impl<'a> Line<'a> {
    pub(super) fn found(&self) -> Option<&Found<'a>> {
        match self {
            Self::Found(found) => Some(found),
            Self::Separator => None,
        }
    }
}

/// Results in a row.
#[derive(Debug)]
pub(super) struct Run<'a> {
    /// Where they stand, without the last line feed.
    pub(super) span: Range<usize>,
    pub(super) lines: Vec<Line<'a>>,
}

/// The runs of a text, in order.
pub(super) struct Results<'a> {
    text: &'a str,
    lines: Lines,
    next: u32,
}

impl<'a> Results<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, lines: Lines::new(text), next: 0 }
    }

    fn line(&self, index: u32) -> &'a str {
        &self.text[self.lines.line(index).whole]
    }

    /// What the line is, after one about the file `path`.
    fn found(&self, index: u32, path: &str) -> Option<Found<'a>> {
        let line = self.line(index);
        context(line, path).or_else(|| matched(line)).or_else(|| context(line, self.match_behind(index)?.path))
    }

    /// The first match behind lines of context that end at none of them.
    fn match_behind(&self, index: u32) -> Option<Found<'a>> {
        let line = self.line(index);
        // What has no number between dashes is no context, and most lines are none.
        if !line.as_bytes().windows(2).any(|pair| pair[0] == b'-' && pair[1].is_ascii_digit()) {
            return None;
        }
        let lines = index + 1..self.lines.count().min(index + 1 + MOST_CONTEXT);
        lines.map(|index| self.line(index)).take_while(|next| *next != SEPARATOR).find_map(matched).filter(|found| line.starts_with(found.path))
    }
}

impl<'a> Iterator for Results<'a> {
    type Item = Run<'a>;

    fn next(&mut self) -> Option<Run<'a>> {
        let count = self.lines.count();
        let first = loop {
            if self.next >= count {
                return None;
            }
            if let Some(found) = self.found(self.next, "") {
                break found;
            }
            self.next += 1;
        };
        let start = self.next;
        let mut lines = vec![Line::Found(first)];
        let mut path = first.path;
        self.next += 1;
        while self.next < count {
            if let Some(found) = self.found(self.next, path) {
                path = found.path;
                lines.push(Line::Found(found));
            } else if self.line(self.next) == SEPARATOR && self.next + 1 < count && self.found(self.next + 1, path).is_some() {
                lines.push(Line::Separator);
            } else {
                break;
            }
            self.next += 1;
        }
        let span = self.lines.line(start).whole.start..self.lines.line(self.next - 1).whole.end;
        Some(Run { span, lines })
    }
}
