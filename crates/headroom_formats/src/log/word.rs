//! Which words, and which parts of words, are values.

use std::ops::Range;

use super::masker::{MARK, Masker};
use super::token::{DIGIT, LETTER, WORD, address, class, host, uuid};

/// In the first so many bytes of a line names of months and days belong to a date.
const DATE: usize = 40;
const NAMES: [&[u8]; 19] = [
    b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec", b"Mon",
    b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun",
];
/// Hexadecimal digits among which is a letter are a value from this length on.
const MIN_HEX_LEN: usize = 4;
/// Words that change between letters and digits so often are values.
const CHANGES: usize = 3;
/// Longer numbers behind a hyphen are not joined to what stands before it.
const MAX_PART_LEN: usize = 5;
/// What stands in front of a status, of which the first digit is not masked: it tells success from failure.
const STATUS: [&[u8]; 6] = [b"\" ", b"status=", b"status: ", b"status ", b"status\":", b"code="];

impl<V: FnMut(Range<usize>)> Masker<'_, V> {
    pub(super) fn word(&mut self, at: usize) -> usize {
        let mut found = 0;
        let mut end = at;
        while let Some(byte) = self.line.get(end) {
            let class = class(*byte) & WORD;
            if class == 0 {
                break;
            }
            found |= class;
            end += 1;
        }
        let next = self.line.get(end).copied();
        let before = at.checked_sub(1).map(|before| self.line[before]);
        if next == Some(b'.')
            && found != DIGIT
            && !matches!(before, Some(b'.' | b'-'))
            && let Some(end) = host(self.line, at, end)
        {
            return self.mark(at..end);
        }
        if next == Some(b':')
            && end - at <= 4
            && found & LETTER == 0
            && before != Some(b':')
            && let Some(end) = address(self.line, at)
        {
            return self.mark(at..end);
        }
        if found & DIGIT == 0 {
            let is_date = end - at == 3 && at < DATE && NAMES.contains(&&self.line[at..end]);
            return if is_date { self.mark(at..end) } else { end };
        }
        self.value_of(at, end, found)
    }

    /// A word that has digits.
    fn value_of(&mut self, at: usize, end: usize, found: u8) -> usize {
        let word = &self.line[at..end];
        if found == DIGIT {
            return self.number(at, end);
        }
        if found & LETTER == 0
            && let Some(end) = uuid(self.line, at, end)
        {
            return self.mark(at..end);
        }
        let is_hex = found & LETTER == 0 && word.len() >= MIN_HEX_LEN
            || word.len() > 2 && word[0] == b'0' && matches!(word[1], b'x' | b'X');
        let changes =
            word.windows(2).filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit()).count();
        if is_hex || changes >= CHANGES && word.len() > CHANGES + 2 {
            return self.mark(at..end);
        }
        let mut from = at;
        while from < end {
            let is_digit = self.line[from].is_ascii_digit();
            let to = self.line[from..end]
                .iter()
                .position(|byte| byte.is_ascii_digit() != is_digit)
                .map_or(end, |length| from + length);
            if is_digit {
                self.mark(from..to);
            }
            from = to;
        }
        end
    }

    /// `17`, `-5`, `1,204`, `10.0.0.5:22`, `2026-03-01`: digits, and digits joined to them.
    fn number(&mut self, at: usize, mut end: usize) -> usize {
        let first = end;
        while let Some(next) =
            self.line.get(end).filter(|byte| matches!(byte, b'.' | b':' | b',' | b'/' | b'-'))
        {
            let to = self.digits(end + 1);
            let word = self.end_of(to, WORD);
            let rest = &self.line[to..word];
            if to == end + 1 || *next == b'-' && to - end > MAX_PART_LEN {
                break;
            } else if rest.is_empty() {
                end = to;
            } else if rest[0] == b'T' && to - end == 3 && self.digits(to + 1) == word {
                end = word;
            } else {
                // A unit, or a zone.
                end = if rest.iter().any(u8::is_ascii_digit) { end } else { to };
                break;
            }
        }
        if end == first
            && end - at == 3
            && matches!(self.line[at], b'1'..=b'5')
            && STATUS.iter().any(|start| self.line[..at].ends_with(start))
        {
            self.literal(at + 1);
        } else if self.written < at
            && self.line[at - 1] == b'-'
            && at
                .checked_sub(2)
                .is_none_or(|before| class(self.line[before]) & WORD == 0 && self.line[before] != b'-')
        {
            self.literal(at - 1);
            self.written = at;
        }
        // The first digit of a status stands already.
        self.literal(at.max(self.written));
        self.out.push(MARK);
        self.written = end;
        (self.value)(at..end);
        end
    }
}
