//! What a line shares with its like: the line without its values.
//!
//! Numbers with what joins their digits (dates, times, addresses, versions), hexadecimal and mixed identifiers, UUIDs, hosts with ports, and paths become one
//! mark each; runs of blanks become one blank. Two lines are of one kind when nothing else differs: Drain (He et al. 2017) with a threshold of one, where its
//! tree of fixed depth is one look into a table. Merging less alike lines loses facts.

use std::ops::Range;

use headroom_core::work::step;

use super::token::{BLANK, DIGIT, LETTER, PATH, SPECIAL, WORD, address, class, host, uuid};

/// Stands for a value. Where a line has this byte itself, it gets another.
const MARK: u8 = 0;
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

/// Appends `line` without its values to `out`; each value is passed to `value`, in order.
pub(in crate::log) fn mask(line: &[u8], out: &mut Vec<u8>, value: impl FnMut(Range<usize>)) {
    step(line.len());
    Masker { line, out, value, written: 0 }.run();
}

struct Masker<'a, V> {
    line: &'a [u8],
    out: &'a mut Vec<u8>,
    value: V,
    /// Up to here the line was taken in.
    written: usize,
}

impl<V: FnMut(Range<usize>)> Masker<'_, V> {
    fn run(mut self) {
        let mut at = 0;
        while let Some(byte) = self.line.get(at) {
            let class = class(*byte);
            at = if class & WORD != 0 {
                self.word(at)
            } else if class & BLANK != 0 {
                self.blanks(at)
            } else if class & SPECIAL != 0 {
                self.special(at)
            } else {
                at + 1
            };
        }
        self.literal(at);
    }

    fn literal(&mut self, end: usize) {
        self.out.extend_from_slice(&self.line[self.written..end]);
        self.written = end;
    }

    fn mark(&mut self, span: Range<usize>) -> usize {
        self.literal(span.start);
        self.out.push(MARK);
        self.written = span.end;
        (self.value)(span.clone());
        span.end
    }

    fn blanks(&mut self, at: usize) -> usize {
        let end = self.end_of(at, BLANK);
        if end > at + 1 || self.line[at] == b'\t' {
            self.literal(at);
            self.out.push(b' ');
            self.written = end;
        }
        end
    }

    /// `/var/log/a.log`, `://host/path`, and bytes that look like marks.
    fn special(&mut self, at: usize) -> usize {
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

    fn digits(&self, at: usize) -> usize {
        self.line[at..]
            .iter()
            .position(|byte| !byte.is_ascii_digit())
            .map_or(self.line.len(), |length| at + length)
    }

    fn end_of(&self, at: usize, classes: u8) -> usize {
        self.line[at..]
            .iter()
            .position(|byte| class(*byte) & classes == 0)
            .map_or(self.line.len(), |length| at + length)
    }

    fn word(&mut self, at: usize) -> usize {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(line: &str) -> (String, Vec<&str>) {
        let (mut out, mut values) = (Vec::new(), Vec::new());
        mask(line.as_bytes(), &mut out, |span| values.push(&line[span]));
        (String::from_utf8(out).expect("text").replace('\0', "#"), values)
    }

    #[test]
    fn values_become_marks() {
        for (line, shape) in [
            ("Mar  4 06:55:46 web1 sshd[2420]: port 3891 ssh2", "# # # web# sshd[#]: port # ssh#"),
            ("2026-03-01T10:15:02.114Z took 12ms, 3.5ms 3.5 MB", "#Z took #ms, #ms # MB"),
            (
                "added block_-90 block_17 to 10.0.0.5:22 at -3, a-3, a - 3",
                "added block_# block_# to # at #, a-#, a - #",
            ),
            ("id 550e8400-e29b-41d4-a716-446655440000 de9231d cafe x9Y8z7 0x1F v2", "id # # cafe # # v#"),
            ("fe80::1ff:fe23:67 aa:bb:cc:11:22:33 add:bad: 10:15", "# # add:bad: #"),
            (
                "open /var/log/a.log: no; </div> a/b/c 1/2 http://example.com/a?b=1 /",
                "open #: no; </div> a/b/c # http:# /",
            ),
            ("db1.example.com:5432 Rates.java:88 main.go:7] a.b.C$d", "# Rates.java:# main.go:#] a.b.C$d"),
            ("\"GET / HTTP/1.1\" 503 17 status=404", "\"GET / HTTP/#\" 5# # status=4#"),
            ("a\t b   c", "a b c"),
            ("naïve\0é1", "naïve\u{1}é#"),
        ] {
            assert_eq!(masked(line).0, shape, "{line}");
        }
        assert_eq!(masked("a -3 b 10.0.0.5:22 x=\"7\"").1, ["3", "10.0.0.5:22", "7"]);
    }
}
