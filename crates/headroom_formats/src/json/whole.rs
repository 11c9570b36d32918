//! Whether a whole text is JSON.

use super::gaps::each_gap;
use super::tape::Tape;

/// Whether `text` is one JSON value.
#[must_use]
pub fn is_value(text: &str) -> bool {
    each_gap(text, |_| ()).is_ok()
}

/// Whether `text` is one JSON array or object.
#[must_use]
pub fn is_json(text: &str) -> bool {
    matches!(text.trim_start().as_bytes(), [b'{' | b'[', ..]) && is_value(text)
}

/// Whether each line of `text`, of which there are several, is a JSON object, or a string between two.
#[must_use]
pub fn is_json_lines(text: &str) -> bool {
    text.starts_with('{')
        && memchr::memmem::find(text.as_bytes(), b"\n{").is_some()
        && Tape::lines(text.trim_end_matches('\n'), 0).is_ok_and(|tape| tape.elements(0).nth(1).is_some())
}
