//! The short form of a pruned result: how it starts, how much is left out, and how to fetch it.
//!
//! ```text
//! running 212 tests
//! [340 lines left out: headroom_retrieve 7k3f9q2m4n5p6r7s]
//! ```

use headroom_core::{Cut, Elided, Stub, elide};

/// Results below this are not pruned, in tokens.
pub(crate) const MIN_TOKENS: u64 = 60;
/// The marker costs about this many tokens.
const MARKER_TOKENS: u64 = 24;
/// The start that is shown has at most this many bytes, and at most this part of the text.
const MAX_START: usize = 120;
const MIN_SHARE: usize = 16;
/// A token of plain text has about this many bytes.
const TOKEN_BYTES: usize = 4;

/// About what the short form of a text of this length costs, in tokens.
pub(crate) fn cost_of_short(length: usize) -> u64 {
    MARKER_TOKENS + (max_start(length) / TOKEN_BYTES) as u64
}

/// What is sent for a pruned result. `None`: it cannot be shortened.
pub(crate) fn shortened(text: &str) -> Option<Elided> {
    let start = start(text);
    let rest = &text[start..];
    let is_line = start == 0 || text.as_bytes()[start - 1] == b'\n';
    let lines = memchr::memchr_iter(b'\n', rest.trim_end_matches('\n').as_bytes()).count() + 1;
    let what = match lines {
        2.. if is_line => format!("{lines} lines"),
        _ => format!("{} characters", rest.chars().count()),
    };
    elide(
        text,
        vec![Cut { span: start..text.len(), stub: Stub { what: Some(what.into()), ..Stub::default() } }],
    )
}

/// The end of the first line, or of a part of it.
fn start(text: &str) -> usize {
    let most = max_start(text.len());
    match memchr::memchr(b'\n', &text.as_bytes()[..text.floor_char_boundary(most)]) {
        Some(end) => end + 1,
        None => text.floor_char_boundary(most),
    }
}

fn max_start(length: usize) -> usize {
    (length / MIN_SHARE).min(MAX_START)
}
