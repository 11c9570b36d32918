//! Points in time, as logs write them.

use crate::detect::scan::{digits, starts_like};

/// What lines of logs start with; see [`starts_like`].
const FORMS: [&str; 22] = [
    "9999-99-99T99:99:99", "9999-99-99 99:99:99", "9999/99/99 99:99:99", "9999-99-99 99:99", "AAA 99 99:99:99", "AAA  9 99:99:99", "AAA 9 99:99:99", "99/99/99 99:99:99", "99/99/9999 99:99:99", "99-99 99:99:99.999",
    "99/AAA/9999:99:99:99", "99/AAA/9999 99:99:99", "99-AAA-9999 99:99:99", "AAA AAA 99 99:99:99 9999", "AAA AAA  9 99:99:99 9999", "999999 999999 ", "99999999T999999", "99:99:99.999", "99:99:99,999", "99:99:99 ", "99.99.9999 99:99:99",
    "A9999 99:99:99.999999",
];
const BRACKETED_CLOCK: [&str; 2] = ["99:99:99", "99:99"];

/// Whether a line starts with a time, perhaps in brackets.
pub(super) fn is_timed(body: &str) -> bool {
    match body.as_bytes().first() {
        Some(b'0'..=b'9' | b'A'..=b'Z') => is_time(body) || is_epoch(body),
        Some(b'[') => is_time(&body[1..]) || BRACKETED_CLOCK.iter().any(|form| starts_like(&body[1..], form)) || is_uptime(&body[1..]),
        _ => false,
    }
}

/// Whether `text` starts with a time.
pub(super) fn is_time(text: &str) -> bool {
    FORMS.iter().any(|form| starts_like(text, form))
}

/// Seconds or milliseconds since 1970, of this century.
fn is_epoch(text: &str) -> bool {
    digits(text).is_some_and(|(digits, rest)| digits.starts_with('1') && matches!(digits.len(), 10 | 13) && rest.starts_with([' ', '.']))
}

/// Seconds since the start, as kernels write them: `[    0.004000] text`.
fn is_uptime(text: &str) -> bool {
    digits(text.trim_start()).and_then(|(_, rest)| digits(rest.strip_prefix('.')?)).is_some_and(|(fraction, rest)| fraction.len() >= 3 && rest.starts_with(']'))
}
