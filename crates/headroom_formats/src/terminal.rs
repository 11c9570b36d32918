//! Bytes with which programs control a terminal.

/// Starts every control sequence (ECMA-48, section 5.4).
pub const ESCAPE: u8 = 0x1b;
/// Moves the cursor one column to the left.
pub const BACKSPACE: u8 = 0x08;

/// Whether a text has in it what a terminal would not show as it is.
#[must_use]
pub fn is_terminal(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2(ESCAPE, BACKSPACE, bytes).is_some()
        || memchr::memchr_iter(b'\r', bytes)
            .any(|at| !matches!(bytes.get(at + 1), None | Some(b'\n' | b'\r')))
}
