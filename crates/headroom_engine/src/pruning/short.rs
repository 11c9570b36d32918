//! The short form of a pruned result.

use headroom_core::{Cut, Elided, Stub, cost, elide, marker};

/// Results below this are not pruned, in tokens.
pub(crate) const MIN_TOKENS: u64 = 150;
/// A short form costs at most about this many tokens.
pub(crate) const MAX_TOKENS: u64 = 60;
/// Maximum length of the start that is shown, in bytes.
const START: usize = 120;

/// What is sent for a pruned result: its start, and how to fetch it.
pub(crate) fn shortened(text: &str) -> Option<Elided> {
    let start = start(text);
    let rest = &text[start..];
    let what = match memchr::memchr_iter(b'\n', rest.trim_end_matches('\n').as_bytes()).count() + 1 {
        1 => format!("{} characters", rest.chars().count()),
        lines => format!("{lines} lines"),
    };
    let cut = Cut { span: start..text.len(), stub: Stub { what: Some(what.into()), ..Stub::default() } };
    elide(text, vec![cut]).filter(|elided| !marker::stands_in(text) && cost(&elided.text) < cost(text))
}

/// The end of the first line, or a part of it.
fn start(text: &str) -> usize {
    let line = memchr::memchr(b'\n', text.as_bytes()).map_or(text.len(), |end| end + 1);
    if line <= START { line } else { text.floor_char_boundary(START) }
}
