//! Kinds of lines: what stands behind the time, with a gap for each word that differs.

use std::ops::Range;

/// For what differs.
const GAP: &str = "{}";

/// What a path ends in front of.
const ENDS_PATH: &[u8] = b" \"',;:()[]{}<>|\t\r\n";

/// The words of a text that differ from line to line: those that have digits in them (numbers, addresses, identifiers, times), and
/// paths, whole where they have none or are asked for.
pub(in crate::log) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            if bytes[at] == b'/' && at > 0 && matches!(bytes[at - 1], b' ' | b'"' | b'=') {
                let length = bytes[at..].iter().take_while(|byte| !ENDS_PATH.contains(byte)).count();
                // Of other paths with digits in them only the words that have some differ, mostly.
                if is_requested(&bytes[..at]) || !bytes[at..at + length].iter().any(u8::is_ascii_digit) {
                    at += length;
                    return Some(start..at);
                }
            }
            if !is_word(bytes[at]) {
                at += 1;
                continue;
            }
            if let Some(length) = super::stamp::clock(&text[start..]) {
                at += length;
                return Some(start..at);
            }
            let mut has_digit = false;
            while at < bytes.len() && is_word(bytes[at]) {
                has_digit |= bytes[at].is_ascii_digit();
                at += 1;
            }
            // The full stop of a sentence.
            let end = start + text[start..at].trim_end_matches('.').len();
            if has_digit {
                return Some(start..end);
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

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || !byte.is_ascii() || matches!(byte, b'_' | b'-' | b'.' | b'@')
}

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
            let value = if index == 0 { "" } else { values.as_mut()?.next().filter(|value| !value.is_empty())? };
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
        assert_eq!(words(text).map(|word| &text[word]).collect::<Vec<_>>(), ["2420", "0x1f", "10.0.0.5", "22", "12:04:33.5", "blk_-12", "é7"]);
        let text = " \"GET /a/b.css?v=2 HTTP/1.1\" and/or path=/c, /d/e /f/10.0.0.1:50";
        assert_eq!(words(text).map(|word| &text[word]).collect::<Vec<_>>(), ["/a/b.css?v=2", "1.1", "/c", "/d/e", "10.0.0.1", "50"]);
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
