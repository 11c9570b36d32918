//! The head of a listing: `[NAME 12…]`.

/// Maximum length of a head, in bytes.
pub(super) const MAX_HEAD_LEN: usize = 600;

/// The parts of a head.
pub(super) struct Head<'a> {
    pub(super) count: usize,
    /// The text after the number.
    pub(super) rest: &'a str,
    /// Its length without the line feed.
    pub(super) length: usize,
}

/// Reads the head that starts with `opener`.
pub(super) fn read_head<'a>(text: &'a str, opener: &str) -> Option<Head<'a>> {
    let window = &text.as_bytes()[..text.len().min(MAX_HEAD_LEN)];
    let length = memchr::memchr(b'\n', window)?;
    let inner = text[..length].strip_prefix(opener)?.strip_suffix(']')?;
    let (count, rest) = inner.split_at(inner.bytes().take_while(u8::is_ascii_digit).count());
    let count = count.parse().ok().filter(|count| *count > 0)?;
    Some(Head { count, rest, length })
}
