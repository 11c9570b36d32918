//! The values in a log line: what differs from one line to the next.

use std::ops::Range;

use crate::time::{ClockStyle, clock};

/// What a path ends in front of.
const ENDS_PATH: &[u8] = b" \"',;:()[]{}<>|\t\r\n";

/// The words of a text that differ from line to line: those that have digits in them (numbers, addresses, identifiers, times), and
/// paths, whole where they have none or are asked for.
pub fn values(text: &str) -> impl Iterator<Item = Range<usize>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_with_digits_are_values() {
        let text = " sshd[2420]: 0x1f from 10.0.0.5:22, at 12:04:33.5 in blk_-12/é7. None.";
        assert_eq!(
            values(text).map(|word| &text[word]).collect::<Vec<_>>(),
            ["2420", "0x1f", "10.0.0.5", "22", "12:04:33.5", "blk_-12", "é7"]
        );
        let text = " \"GET /a/b.css?v=2 HTTP/1.1\" and/or path=/c, /d/e /f/10.0.0.1:50";
        assert_eq!(
            values(text).map(|word| &text[word]).collect::<Vec<_>>(),
            ["/a/b.css?v=2", "1.1", "/c", "/d/e", "10.0.0.1", "50"]
        );
    }
}
