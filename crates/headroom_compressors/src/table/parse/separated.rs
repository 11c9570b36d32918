//! Cells of separated values, according to RFC 4180.

/// Maximum length of a quoted cell in bytes, which bounds the search for a missing closing quote.
const MAX_QUOTED_LEN: usize = 1 << 14;

/// Which cells of a table have quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::table) enum Quotes {
    /// Quotes are kept as they are written.
    Shown,
    /// All cells have quotes.
    All,
    /// All cells but numbers have quotes.
    Text,
}

impl Quotes {
    /// A cell without redundant quotes. `None` if it lacks expected quotes or has unexpected ones.
    pub(super) fn bare(self, raw: &str, separator: u8) -> Option<&str> {
        let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match (self, inner) {
            (Self::Shown, _) => Some(raw),
            (_, Some(inner)) => {
                let is_needed =
                    inner.bytes().any(|byte| byte == separator || matches!(byte, b'"' | b'\n' | b'\r'));
                Some(if is_needed || !self.has_quotes(inner) { raw } else { inner })
            }
            (Self::Text, None) => Some(raw).filter(|raw| is_number(raw)),
            (Self::All, None) => None,
        }
    }

    /// Whether a cell that is shown without quotes had quotes.
    pub(super) fn has_quotes(self, bare: &str) -> bool {
        match self {
            Self::Shown => false,
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

/// The end of the cell at the start of `text`, including its quotes. A separator, the end of the line or the
/// end of the text follows.
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
