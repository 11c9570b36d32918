//! Runs of lines that a search printed.

use std::ops::Range;

use headroom_core::work::step;
use headroom_formats::search::{ResultLine, context, matched, same_file};

use crate::search::parse::SEPARATOR;

/// So many lines of context may stand in front of the first match in a file.
const MAX_CONTEXT: usize = 32;

/// Results in a row.
#[derive(Debug)]
pub(super) struct Run<'a> {
    /// Where they stand, without the last line feed.
    pub(super) span: Range<usize>,
    /// The files, and the first line of each.
    pub(super) files: Vec<(&'a str, usize)>,
    /// What is their own of all lines, or separators.
    pub(super) lines: Vec<&'a str>,
}

/// The runs of a text, in order.
pub(super) struct Results<'a> {
    text: &'a str,
    /// Where the next line starts; behind the text, if there is none.
    next: usize,
}

impl<'a> Results<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, next: 0 }
    }

    /// The line that starts there.
    fn line(&self, start: usize) -> Option<&'a str> {
        let rest = self.text.get(start..)?;
        let line = &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())];
        step(line.len() + 1);
        Some(line)
    }

    /// What the line is, behind one about the file `path`.
    fn found(&self, start: usize, line: &'a str, path: &'a str) -> Option<ResultLine<'a>> {
        same_file(line, path)
            .or_else(|| matched(line))
            .or_else(|| context(line, self.match_behind(start, line)?.path))
    }

    /// The first match behind lines of context that end at none of them.
    fn match_behind(&self, start: usize, line: &str) -> Option<ResultLine<'a>> {
        // What has no number between dashes is no context, and most lines are none.
        if !line.as_bytes().windows(2).any(|pair| pair[0] == b'-' && pair[1].is_ascii_digit()) {
            return None;
        }
        let lines = self.text.get(start + line.len() + 1..)?.split('\n').take(MAX_CONTEXT);
        lines
            .take_while(|next| *next != SEPARATOR)
            .find_map(matched)
            .filter(|found| line.starts_with(found.path))
    }

    /// The next match, from line to line that a colon stands in, or the context in front of it: where it starts.
    fn first(&self) -> Option<(usize, ResultLine<'a>)> {
        let mut at = self.next;
        loop {
            let colon = at + memchr::memchr(b':', self.text.as_bytes().get(at..)?)?;
            let start =
                memchr::memrchr(b'\n', &self.text.as_bytes()[at..colon]).map_or(at, |feed| at + feed + 1);
            let line = self.line(start)?;
            if let Some(found) = matched(line) {
                return Some(self.context_before(start, &found).unwrap_or((start, found)));
            }
            at = start + line.len() + 1;
        }
    }

    /// The first line of context in front of a match.
    fn context_before(&self, start: usize, found: &ResultLine<'a>) -> Option<(usize, ResultLine<'a>)> {
        let (mut first, mut end) = (None, start);
        for _ in 0..MAX_CONTEXT {
            let Some(before) = self.text[self.next..end].strip_suffix('\n') else { break };
            let line = &before[memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |feed| feed + 1)..];
            if line == SEPARATOR {
                break;
            }
            end -= 1 + line.len();
            first = context(line, found.path).map(|found| (end, found)).or(first);
        }
        first
    }
}

impl<'a> Iterator for Results<'a> {
    type Item = Run<'a>;

    fn next(&mut self) -> Option<Run<'a>> {
        let (start, first) = self.first()?;
        let mut run = Run { span: start..start, files: Vec::new(), lines: Vec::new() };
        let mut path = first.path;
        self.next = start;
        let mut feeds = memchr::memchr_iter(b'\n', &self.text.as_bytes()[start..]);
        while self.next <= self.text.len() {
            let end = feeds.next().map_or(self.text.len(), |feed| start + feed);
            let line = &self.text[self.next..end];
            step(line.len() + 1);
            if let Some(found) = self.found(self.next, line, path) {
                if run.files.is_empty() || found.path != path {
                    path = found.path;
                    run.files.push((path, run.lines.len()));
                }
                run.lines.push(found.own);
            } else if line == SEPARATOR
                && self
                    .line(self.next + line.len() + 1)
                    .is_some_and(|line| self.found(self.next + SEPARATOR.len() + 1, line, path).is_some())
            {
                run.lines.push(SEPARATOR);
            } else {
                break;
            }
            run.span.end = end;
            self.next = end + 1;
        }
        Some(run)
    }
}
