//! What stands in front of values and rows.

use crate::json::layout::Style;
use crate::json::parse::{TABLE_OPENER, VALUE_OPENER};

/// Reads the opener of a value at `at`: its style, and where the value starts.
pub(in crate::json::parse) fn read_opener(text: &str, at: usize) -> Option<(Style, usize)> {
    let rest = text[at..].strip_prefix(VALUE_OPENER)?;
    let end = memchr::memchr(b']', &rest.as_bytes()[..rest.len().min(16)])?;
    let style = &rest[..end];
    let style = if style.is_empty() { "" } else { style.strip_prefix(' ')? };
    Some((Style::named(style)?, at + VALUE_OPENER.len() + end + 1))
}

/// What the head of a table says.
pub(in crate::json::parse) struct Head<'a> {
    pub(super) rows: usize,
    pub(super) noun: &'a str,
    pub(in crate::json::parse) style: &'a str,
    /// Where the columns are declared.
    pub(super) at: usize,
}

impl<'a> Head<'a> {
    /// Reads the head at `at` up to its columns.
    pub(in crate::json::parse) fn read(text: &'a str, at: usize) -> Option<Self> {
        let rest = text[at..].strip_prefix(TABLE_OPENER)?;
        let colon = memchr::memchr(b':', &rest.as_bytes()[..rest.len().min(64)])?;
        let (rows, noun) = rest[..colon].split_once(' ')?;
        let (noun, style) = noun.split_once(", ").unwrap_or((noun, ""));
        let rows = rows.bytes().all(|byte| byte.is_ascii_digit()).then(|| rows.parse().ok()).flatten()?;
        Some(Self { rows, noun, style, at: at + TABLE_OPENER.len() + colon + 1 })
    }
}
