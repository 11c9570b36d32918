//! Writes a line without its values, byte by byte.

use std::ops::Range;

use super::token::{BLANK, PATH, WORD, class};

/// Stands for a value. Where a line has this byte itself, it gets another.
pub(super) const MARK: u8 = 0;

pub(super) struct Masker<'a, V> {
    pub(super) line: &'a [u8],
    pub(super) out: &'a mut Vec<u8>,
    pub(super) value: V,
    /// Up to here the line was taken in.
    pub(super) written: usize,
}

impl<V: FnMut(Range<usize>)> Masker<'_, V> {
    pub(super) fn literal(&mut self, end: usize) {
        self.out.extend_from_slice(&self.line[self.written..end]);
        self.written = end;
    }

    pub(super) fn mark(&mut self, span: Range<usize>) -> usize {
        self.literal(span.start);
        self.out.push(MARK);
        self.written = span.end;
        (self.value)(span.clone());
        span.end
    }

    pub(super) fn blanks(&mut self, at: usize) -> usize {
        let end = self.end_of(at, BLANK);
        if end > at + 1 || self.line[at] == b'\t' {
            self.literal(at);
            self.out.push(b' ');
            self.written = end;
        }
        end
    }

    /// `/var/log/a.log`, `://host/path`, and bytes that look like marks.
    pub(super) fn special(&mut self, at: usize) -> usize {
        if self.line[at] == MARK {
            self.literal(at);
            self.out.push(1);
            self.written = at + 1;
            return at + 1;
        }
        let before = at.checked_sub(1).map(|before| self.line[before]);
        let behind_scheme = before == Some(b':') && self.line.get(at + 1) == Some(&b'/');
        if !behind_scheme
            && before.is_some_and(|before| {
                class(before) & WORD != 0 || matches!(before, b'.' | b'-' | b'_' | b'/' | b'<')
            })
        {
            return at + 1;
        }
        let mut end = self.end_of(at, PATH);
        while end > at && matches!(self.line[end - 1], b'.' | b':' | b'?' | b'-' | b'=') {
            end -= 1;
        }
        let parts = self.line[at..end].split(|byte| *byte == b'/').filter(|part| !part.is_empty()).count();
        if behind_scheme && parts > 0 || parts > 1 { self.mark(at..end) } else { at + 1 }
    }

    pub(super) fn digits(&self, at: usize) -> usize {
        self.line[at..]
            .iter()
            .position(|byte| !byte.is_ascii_digit())
            .map_or(self.line.len(), |length| at + length)
    }

    pub(super) fn end_of(&self, at: usize, classes: u8) -> usize {
        self.line[at..]
            .iter()
            .position(|byte| class(*byte) & classes == 0)
            .map_or(self.line.len(), |length| at + length)
    }
}
