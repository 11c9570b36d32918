//! Cells of separated values, as RFC 4180 has them.

/// Longer quoted cells are not looked for, in bytes: a quote that none ends must not be costly.
const MAX_QUOTED_LEN: usize = 1 << 14;

/// Which cells of a table have quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::table) enum Quotes {
    /// As they stand.
    VisibleText,
    /// All.
    All,
    /// All but numbers.
    Text,
}

impl Quotes {
    /// What a cell is without quotes that need not be said; `None` where it has none and should, or the other way round.
    pub(super) fn bare(self, raw: &str, separator: u8) -> Option<&str> {
        let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match (self, inner) {
            (Self::VisibleText, _) => Some(raw),
            (_, Some(inner)) => {
                let is_needed =
                    inner.bytes().any(|byte| byte == separator || matches!(byte, b'"' | b'\n' | b'\r'));
                Some(if is_needed || !self.has_quotes(inner) { raw } else { inner })
            }
            (Self::Text, None) => Some(raw).filter(|raw| is_number(raw)),
            (Self::All, None) => None,
        }
    }

    /// Whether a cell that is shown without quotes had some.
    pub(super) fn has_quotes(self, bare: &str) -> bool {
        match self {
            Self::VisibleText => false,
            Self::All => true,
            Self::Text => !is_number(bare),
        }
    }
}

fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// The end of the cell at the start of `text`, quotes included. What follows it is a separator, a line's end, or nothing.
pub(super) fn cell_end(text: &str, separator: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let plain_end = || memchr::memchr2(separator, b'\n', bytes).unwrap_or(bytes.len());
    if bytes.first() != Some(&b'"') {
        return Some(plain_end());
    }
    let mut at = 1;
    loop {
        let window = &bytes[at..bytes.len().min(MAX_QUOTED_LEN).max(at)];
        at += memchr::memchr(b'"', window)? + 1;
        if bytes.get(at) != Some(&b'"') {
            break;
        }
        at += 1;
    }
    let ends = match bytes.get(at) {
        None | Some(b'\n') => true,
        Some(b'\r') => bytes.get(at + 1) == Some(&b'\n'),
        Some(byte) => *byte == separator,
    };
    ends.then_some(at)
}
