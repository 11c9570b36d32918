//! Writes JSON token by token, or compares it with an expected text.

use std::ops::Range;

use headroom_core::work::step;
use headroom_formats::json::{same, skip_blanks, string_end};

use super::Style;
use super::style::Gaps;

/// The destination of JSON tokens.
pub(in crate::json) trait Sink {
    /// Takes the next token. `None`: it is not the expected one, or there is no room.
    fn put(&mut self, token: &str) -> Option<()>;
    /// Takes more of the last token.
    fn put_more(&mut self, piece: &str) -> Option<()>;
    /// The number of bytes taken.
    fn position(&self) -> usize;
    /// How many more bytes fit.
    fn room(&self) -> usize;
    /// A part of the text taken so far.
    fn taken(&self, range: Range<usize>) -> &str;
}

/// A text of limited length.
pub(in crate::json) struct Limited {
    pub(in crate::json) text: String,
    pub(in crate::json) limit: usize,
}

impl Sink for Limited {
    #[inline]
    fn put(&mut self, token: &str) -> Option<()> {
        self.put_more(token)
    }

    #[inline]
    fn put_more(&mut self, piece: &str) -> Option<()> {
        step(piece.len());
        (self.text.len() + piece.len() <= self.limit).then(|| self.text.push_str(piece))
    }

    fn position(&self) -> usize {
        self.text.len()
    }

    fn room(&self) -> usize {
        self.limit.saturating_sub(self.text.len())
    }

    fn taken(&self, range: Range<usize>) -> &str {
        &self.text[range]
    }
}

/// Compares the tokens with an expected text.
pub(in crate::json) struct Compare<'a> {
    expected: &'a str,
    at: usize,
    /// Whether white space between tokens is ignored.
    loose: bool,
}

impl<'a> Compare<'a> {
    /// `loose`: white space between tokens may differ.
    pub(in crate::json) const fn new(expected: &'a str, loose: bool) -> Self {
        Self { expected, at: 0, loose }
    }

    /// Whether the expected text has been taken completely.
    pub(in crate::json) fn is_complete(&self) -> bool {
        self.expected[self.at..].bytes().all(|byte| self.loose && byte.is_ascii_whitespace())
    }

    /// Takes an array or object that was written before, perhaps with other white space: at another depth.
    fn put_container(&mut self, container: &str) -> Option<()> {
        step(container.len());
        let (own, expected) = (container.as_bytes(), self.expected.as_bytes());
        let mut at = 0;
        while at < own.len() {
            self.at = skip_blanks(expected, self.at);
            let end = if own[at] == b'"' { string_end(own, at + 1)? } else { at + 1 };
            let token = &own[at..end];
            if expected.get(self.at..self.at + token.len())? != token {
                return None;
            }
            self.at += token.len();
            at = skip_blanks(own, end);
        }
        Some(())
    }
}

impl Sink for Compare<'_> {
    #[inline]
    fn put(&mut self, token: &str) -> Option<()> {
        if self.loose {
            self.at = skip_blanks(self.expected.as_bytes(), self.at);
            if token.len() > 1 && token.starts_with(['{', '[']) {
                return self.put_container(token);
            }
        }
        self.put_more(token)
    }

    #[inline]
    fn put_more(&mut self, piece: &str) -> Option<()> {
        step(piece.len());
        let end = self.at + piece.len();
        same(self.expected.as_bytes().get(self.at..end)?, piece.as_bytes()).then(|| self.at = end)
    }

    fn position(&self) -> usize {
        self.at
    }

    fn room(&self) -> usize {
        self.expected.len() - self.at
    }

    fn taken(&self, range: Range<usize>) -> &str {
        self.expected.get(range).unwrap_or_default()
    }
}

/// Writes the gaps between tokens.
pub(in crate::json) struct Emitter<S> {
    pub(in crate::json) sink: S,
    gaps: Gaps,
    depth: usize,
    /// Whether the innermost array or object is still empty.
    first: bool,
    after_key: bool,
}

impl<S: Sink> Emitter<S> {
    pub(in crate::json) const fn new(sink: S, style: Style) -> Self {
        Self { sink, gaps: Gaps::new(style), depth: 0, first: true, after_key: false }
    }

    /// Continues an array at this depth, whose bracket is not written. The next value is its first.
    pub(in crate::json) fn resume(&mut self, depth: usize) {
        (self.depth, self.first, self.after_key) = (depth, false, true);
    }

    /// Writes `[` or `{`.
    pub(in crate::json) fn open(&mut self, bracket: &str) -> Option<()> {
        self.between()?;
        self.sink.put(bracket)?;
        self.depth += 1;
        self.first = true;
        Some(())
    }

    /// Writes `]` or `}`.
    pub(in crate::json) fn close(&mut self, bracket: &str) -> Option<()> {
        self.depth = self.depth.checked_sub(1)?;
        if !self.first {
            let line = self.gaps.line(self.depth);
            if !line.is_empty() {
                self.sink.put(line)?;
            }
        }
        self.first = false;
        self.sink.put(bracket)
    }

    /// Writes a key, given without its quotes.
    pub(in crate::json) fn key(&mut self, raw: &str) -> Option<()> {
        self.string(raw)?;
        self.after_key = true;
        self.sink.put(self.gaps.colon())
    }

    /// Writes a string, given without its quotes.
    pub(in crate::json) fn string(&mut self, raw: &str) -> Option<()> {
        self.between()?;
        self.sink.put("\"")?;
        self.sink.put_more(raw)?;
        self.sink.put_more("\"")
    }

    /// Writes a number, a literal, or a value that was written before.
    pub(in crate::json) fn value(&mut self, raw: &str) -> Option<()> {
        self.between()?;
        self.sink.put(raw)
    }

    /// Writes the gap before the next value, so that the value comes next.
    pub(in crate::json) fn prepare(&mut self) -> Option<()> {
        self.between()?;
        self.after_key = true;
        Some(())
    }

    fn between(&mut self) -> Option<()> {
        if self.after_key {
            self.after_key = false;
            return Some(());
        }
        if self.depth == 0 {
            return Some(());
        }
        if !self.first {
            self.sink.put(self.gaps.comma())?;
        }
        self.first = false;
        let line = self.gaps.line(self.depth);
        if line.is_empty() { Some(()) } else { self.sink.put(line) }
    }
}
