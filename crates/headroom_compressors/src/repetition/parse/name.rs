//! The names of lines: `A`, `BC`.

/// The longest name of a line.
pub(super) const MAX_NAME_LEN: usize = 4;

/// Whether a text is the name of a line.
pub(super) fn is_name(text: &str) -> bool {
    (1..=MAX_NAME_LEN).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase())
}
