//! Writing JSON token by token, or comparing it with what is there.

use std::ops::Range;

use headroom_core::work::step;
use headroom_formats::json::same;

use super::Style;
use super::style::Gaps;

/// Where JSON goes.
pub(in crate::json) trait Sink {
    /// Takes the next token; `None`: it is not wanted.
    fn put(&mut self, token: &str) -> Option<()>;
    /// Takes more of a token.
    fn put_more(&mut self, piece: &str) -> Option<()>;
    /// How much was taken so far, in bytes.
    fn position(&self) -> usize;
    /// How much more may come at most, in bytes.
    fn room(&self) -> usize;
    /// What was taken.
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

/// A text that has to come out.
pub(in crate::json) struct Compare<'a> {
    expected: &'a str,
    at: usize,
    /// Whether blanks between tokens do not count.
    loose: bool,
}

impl<'a> Compare<'a> {
    /// `loose`: blanks between tokens may differ.
    pub(in crate::json) const fn new(expected: &'a str, loose: bool) -> Self {
        Self { expected, at: 0, loose }
    }

    /// Whether all of it came.
    pub(in crate::json) fn is_complete(&self) -> bool {
        self.expected[self.at..].bytes().all(|byte| self.loose && byte.is_ascii_whitespace())
    }
}

impl Sink for Compare<'_> {
    #[inline]
    fn put(&mut self, token: &str) -> Option<()> {
        if self.loose {
            while matches!(self.expected.as_bytes().get(self.at), Some(b' ' | b'\n' | b'\r' | b'\t')) {
                self.at += 1;
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

/// Puts what belongs between the tokens between them.
pub(in crate::json) struct Emitter<S> {
    pub(in crate::json) sink: S,
    gaps: Gaps,
    depth: usize,
    /// Whether nothing stands yet in the innermost array or object.
    first: bool,
    after_key: bool,
}

impl<S: Sink> Emitter<S> {
    pub(in crate::json) const fn new(sink: S, style: Style) -> Self {
        Self { sink, gaps: Gaps::new(style), depth: 0, first: true, after_key: false }
    }

    /// `[` or `{`.
    pub(in crate::json) fn open(&mut self, bracket: &str) -> Option<()> {
        self.between()?;
        self.sink.put(bracket)?;
        self.depth += 1;
        self.first = true;
        Some(())
    }

    /// `]` or `}`.
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

    /// A key as it stands between its quotes.
    pub(in crate::json) fn key(&mut self, raw: &str) -> Option<()> {
        self.string(raw)?;
        self.after_key = true;
        self.sink.put(self.gaps.colon())
    }

    /// A string as it stands between its quotes.
    pub(in crate::json) fn string(&mut self, raw: &str) -> Option<()> {
        self.between()?;
        self.sink.put("\"")?;
        self.sink.put_more(raw)?;
        self.sink.put_more("\"")
    }

    /// A number, a literal, or a value that was written before.
    pub(in crate::json) fn value(&mut self, raw: &str) -> Option<()> {
        self.between()?;
        self.sink.put(raw)
    }

    /// Puts what belongs in front of the next value, so that the value is what comes next.
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
