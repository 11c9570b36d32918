//! Kinds of lines: what stands behind the time, with a gap for each word that differs.

use std::ops::Range;

use headroom_formats::time::{ClockStyle, clock};

/// For what differs.
const GAP: &str = "{}";

/// What a path ends in front of.
const ENDS_PATH: &[u8] = b" \"',;:()[]{}<>|\t\r\n";

/// The words of a text that differ from line to line: those that have digits in them (numbers, addresses, identifiers, times), and
/// paths, whole where they have none or are asked for.
pub(in crate::log) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let looks = |at: usize| bytes.get(at).map_or(0, |byte| LOOKS[*byte as usize]);
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            if looks(at) == 0 {
                at += 1;
                if bytes[start] != b'/' || start == 0 || !matches!(bytes[start - 1], b' ' | b'"' | b'=') {
                    continue;
                }
                let end = at + bytes[at..].iter().take_while(|byte| !ENDS_PATH.contains(byte)).count();
                // Of other paths with digits in them only the words that have some differ, mostly.
                if is_requested(&bytes[..start]) || !bytes[at..end].iter().any(u8::is_ascii_digit) {
                    at = end;
                    return Some(start..end);
                }
                continue;
            }
            if let Some(length) = Some(&text[start..])
                .filter(|_| looks(start) & DIGIT > 0)
                .and_then(|text| clock(text.as_bytes(), ClockStyle::Exact))
            {
                at += length;
                return Some(start..at);
            }
            let mut all = 0;
            while looks(at) > 0 {
                all |= looks(at);
                at += 1;
            }
            if all & DIGIT > 0 {
                // The full stop of a sentence.
                let stops = bytes[start..at].iter().rev().take_while(|byte| **byte == b'.').count();
                return Some(start..at - stops);
            }
        }
        None
    })
}

/// Whether what stands in front of a path ends with the method of a request: `"GET `.
fn is_requested(before: &[u8]) -> bool {
    let Some((b' ', before)) = before.split_last() else { return false };
    let method = before.iter().rev().take_while(|byte| byte.is_ascii_uppercase()).count();
    method > 2 && before[..before.len() - method].last().is_none_or(|byte| matches!(byte, b' ' | b'"'))
}

/// What bytes words are made of, and which of them are digits.
const WORD: u8 = 1;
const DIGIT: u8 = 2;
const LOOKS: [u8; 256] = {
    let (mut table, mut byte) = ([0; 256], 0);
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'0'..=b'9' => WORD | DIGIT,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'-' | b'.' | b'@' | 0x80.. => WORD,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// A kind of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::log) struct Kind<'a> {
    /// What stands around the gaps.
    parts: Vec<&'a str>,
}

impl<'a> Kind<'a> {
    /// The kind of a line with gaps in place of these words.
    pub(in crate::log) fn new(rest: &'a str, gaps: impl Iterator<Item = Range<usize>>) -> Self {
        let mut parts = Vec::new();
        let mut at = 0;
        for gap in gaps {
            parts.push(&rest[at..gap.start]);
            at = gap.end;
        }
        parts.push(&rest[at..]);
        Self { parts }
    }

    pub(super) fn read(text: &'a str) -> Self {
        Self { parts: text.split(GAP).collect() }
    }

    pub(in crate::log) fn write(&self, out: &mut String) {
        for (index, part) in self.parts.iter().enumerate() {
            out.push_str(if index == 0 { "" } else { GAP });
            out.push_str(part);
        }
    }

    /// Whether it reads as what it is.
    pub(in crate::log) fn is_plain(&self) -> bool {
        !self.parts.iter().any(|part| part.contains(GAP))
    }

    /// The line with these values, each with a blank in front.
    pub(super) fn fill(&self, values: &str, limit: usize, out: &mut String) -> Option<()> {
        let mut values = if values.is_empty() { None } else { Some(values.strip_prefix(' ')?.split(' ')) };
        for (index, part) in self.parts.iter().enumerate() {
            let value =
                if index == 0 { "" } else { values.as_mut()?.next().filter(|value| !value.is_empty())? };
            if out.len() + value.len() + part.len() > limit {
                return None;
            }
            out.push_str(value);
            out.push_str(part);
        }
        values.is_none_or(|mut values| values.next().is_none()).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_digits_are_what_differs() {
        let text = " sshd[2420]: 0x1f from 10.0.0.5:22, at 12:04:33.5 in blk_-12/é7. None.";
        assert_eq!(
            words(text).map(|word| &text[word]).collect::<Vec<_>>(),
            ["2420", "0x1f", "10.0.0.5", "22", "12:04:33.5", "blk_-12", "é7"]
        );
        let text = " \"GET /a/b.css?v=2 HTTP/1.1\" and/or path=/c, /d/e /f/10.0.0.1:50";
        assert_eq!(
            words(text).map(|word| &text[word]).collect::<Vec<_>>(),
            ["/a/b.css?v=2", "1.1", "/c", "/d/e", "10.0.0.1", "50"]
        );
    }

    #[test]
    fn braces_of_the_text_are_no_gaps() {
        let text = " Token{12} of {x}";
        let kind = Kind::new(text, words(text));
        let mut out = String::new();
        kind.write(&mut out);
        assert_eq!(out, " Token{{}} of {x}");
        assert_eq!(Kind::read(&out), kind);
        assert!(kind.is_plain() && !Kind::new(" {} 1", std::iter::empty()).is_plain());
        let mut line = String::new();
        assert_eq!(kind.fill(" 34", 100, &mut line), Some(()));
        assert_eq!(line, " Token{34} of {x}");
        for values in ["", " ", " 1 2", "1", " 1 "] {
            assert_eq!(kind.fill(values, 100, &mut String::new()), None, "{values:?}");
        }
    }
}
