//! The pattern of `cl100k_base`:
//!
//! ```text
//! '(?i:[sdmt]|ll|ve|re)
//! [^\r\n\p{L}\p{N}]?+\p{L}++
//! \p{N}{1,3}+
//!  ?[^\s\p{L}\p{N}]++[\r\n]*+
//! \s++$
//! \s*[\r\n]
//! \s+(?!\S)
//! \s
//! ```

use super::characters::{end_of_run, look};
use super::class::{CASELESS, Class, LOWER, NUMBER, UPPER};
use super::{contraction, end_of_whitespace, may_lead, number, symbols, whitespace};

const LETTER: Class = UPPER | LOWER | CASELESS;

/// The end of the piece that starts at `at`, which must be before the end of the text.
#[inline]
pub(crate) fn piece(text: &str, at: usize) -> usize {
    if let Some(end) = contraction(text, at).or_else(|| word(text, at)) {
        return end;
    }
    if matches!(look(text, at), Some((NUMBER, _))) {
        return number(text, at);
    }
    symbols(text, at, b"\r\n").unwrap_or_else(|| {
        let end = end_of_whitespace(text, at);
        if end == text.len() { end } else { whitespace(text, at, end) }
    })
}

/// The second alternative.
fn word(text: &str, at: usize) -> Option<usize> {
    let (class, length) = look(text, at)?;
    let start = if may_lead(class) { at + length } else { at };
    let end = end_of_run(text, start, LETTER);
    (end > start).then_some(end)
}
