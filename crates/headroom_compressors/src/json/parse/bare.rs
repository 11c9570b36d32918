//! Which strings can stand without quotes.

use headroom_formats::json::is_number;

/// Bytes that end a word or open something: none may stand in one.
const BREAKS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte <= 0x20 {
        table[byte] = true;
        byte += 1;
    }
    let marks = b"\"()[]{}";
    let mut at = 0;
    while at < marks.len() {
        table[marks[at] as usize] = true;
        at += 1;
    }
    table
};

/// Whether a string would be taken for a number or a literal.
#[inline]
pub(in crate::json) fn looks_like_no_string(raw: &str) -> bool {
    match raw.as_bytes() {
        [b'-' | b'0'..=b'9', ..] => is_number(raw.as_bytes()),
        b"true" | b"false" | b"null" => true,
        _ => false,
    }
}

/// Whether a string can stand without quotes and be taken for one word, be it string or not.
#[inline]
pub(in crate::json) fn is_word(raw: &str) -> bool {
    // Marks: missing, as above, name, named, other, times. Words that would make an opener of the bracket before them.
    let is_mark = matches!(
        raw.as_bytes(),
        [] | [b'~' | b'^' | b'&' | b'*' | b'=', ..] | b"table" | [b'j', b's', b'o', b'n', ..]
    ) || raw.starts_with('×');
    !is_mark && word_end(raw.as_bytes(), 0) == raw.len()
}

/// Whether a key can stand without quotes in front of its colon.
pub(in crate::json) fn is_bare_key(raw: &str) -> bool {
    is_word(raw) && !raw.bytes().any(|byte| matches!(byte, b':' | b'=' | b'?' | b',' | b'\\'))
}

/// The end of the word at `at`.
#[inline]
pub(in crate::json) fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && !BREAKS[bytes[at] as usize] {
        at += 1;
    }
    at
}
