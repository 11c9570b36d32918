//! Small patterns at the start, the end or inside of a short text.

/// Whether `text` starts like `pattern`: `9` stands for a digit, `A` for a letter, anything else for itself.
#[must_use]
pub fn starts_like(text: &str, pattern: &str) -> bool {
    text.len() >= pattern.len() && text.bytes().zip(pattern.bytes()).all(|(byte, as_in)| fits(byte, as_in))
}

fn fits(byte: u8, pattern: u8) -> bool {
    match pattern {
        b'9' => byte.is_ascii_digit(),
        b'A' => byte.is_ascii_alphabetic(),
        _ => byte == pattern,
    }
}

/// The digits that `text` starts with, if there are any, and what follows.
#[must_use]
pub fn digits(text: &str) -> Option<(&str, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (length > 0).then(|| text.split_at(length))
}

/// The name that `text` starts with, letters, digits and any of `also`, and what follows.
#[must_use]
pub fn name<'a>(text: &'a str, also: &[u8]) -> Option<(&'a str, &'a str)> {
    let length = text
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_' || also.contains(byte))
        .count();
    (length > 0).then(|| text.split_at(length))
}

/// Whether `text` starts with one of `starts`.
#[must_use]
pub fn starts_with_any(text: &str, starts: &[&str]) -> bool {
    let Some(first) = text.as_bytes().first() else { return false };
    starts.iter().any(|start| start.as_bytes().first() == Some(first) && text.starts_with(start))
}

/// Whether `text` ends with one of `ends`.
#[must_use]
pub fn ends_with_any(text: &str, ends: &[&str]) -> bool {
    let Some(last) = text.as_bytes().last() else { return false };
    ends.iter().any(|end| end.as_bytes().last() == Some(last) && text.ends_with(end))
}

/// Whether `text` has one of `parts` in it.
#[must_use]
pub fn has_any(text: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| has(text, part))
}

/// Whether `text` has `part` in it. Lines are short: what a searcher has to prepare would cost more than it saves.
#[must_use]
pub fn has(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let Some(last) = text.len().checked_sub(part.len()) else { return false };
    memchr::memchr_iter(part[0], &text[..=last]).any(|at| text[at..].starts_with(part))
}

/// How many of the bytes at the start of `text` are `byte`.
#[must_use]
pub fn repeated(text: &str, byte: u8) -> usize {
    text.bytes().take_while(|own| *own == byte).count()
}

/// Whether `text` has at least `least` bytes and all are hexadecimal digits.
#[must_use]
pub fn is_hex(text: &str, least: usize) -> bool {
    text.len() >= least && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What is between `start` and `end`, if `text` starts and ends so.
#[must_use]
pub fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.strip_prefix(start)?.strip_suffix(end)
}
