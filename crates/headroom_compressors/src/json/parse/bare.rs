//! Decides which strings need no quotes.

use headroom_formats::json::is_number;

/// Bytes that end a word or open a value: a word contains none of them.
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

/// Whether an unquoted string would be read as a number or a literal.
#[inline]
pub(in crate::json) fn looks_like_no_string(raw: &str) -> bool {
    match raw.as_bytes() {
        [b'-' | b'0'..=b'9', ..] => is_number(raw.as_bytes()),
        b"true" | b"false" | b"null" => true,
        _ => false,
    }
}

/// Whether an unquoted text would be read as one word, which may be a number or a literal.
#[inline]
pub(in crate::json) fn is_word(raw: &str) -> bool {
    // Marks: missing, same as above, name, reference to a name, other form, repetition. And words that would
    // make an opener out of the bracket before them.
    let is_mark = matches!(
        raw.as_bytes(),
        [] | [b'~' | b'^' | b'&' | b'*' | b'=', ..] | b"table" | [b'j', b's', b'o', b'n', ..]
    ) || raw.starts_with('×');
    !is_mark && word_end(raw.as_bytes(), 0) == raw.len()
}

/// Whether a key needs no quotes before its colon.
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
