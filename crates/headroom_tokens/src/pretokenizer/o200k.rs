//! The pattern of `o200k_base`:
//!
//! ```text
//! [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//! [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//! \p{N}{1,3}
//!  ?[^\s\p{L}\p{N}]+[\r\n/]*
//! \s*[\r\n]+
//! \s+(?!\S)
//! \s+
//! ```

use super::characters::{end_of_run, look};
use super::class::{CASELESS, LOWER, MARK, NUMBER, UPPER};
use super::{contraction, end_of_whitespace, may_lead, number, symbols, whitespace};

/// The end of the piece that starts at `at`, which must be before the end of the text.
#[inline]
pub(crate) fn piece(text: &str, at: usize) -> usize {
    if let Some(end) = word(text, at) {
        return contraction(text, end).unwrap_or(end);
    }
    if matches!(look(text, at), Some((NUMBER, _))) {
        return number(text, at);
    }
    symbols(text, at, b"\r\n/").unwrap_or_else(|| whitespace(text, at, end_of_whitespace(text, at)))
}

/// The first two alternatives, without the contraction.
fn word(text: &str, at: usize) -> Option<usize> {
    let (class, length) = look(text, at)?;
    if class == MARK {
        // A mark may precede a word. Otherwise it is a word by itself: marks belong to both halves of a word.
        return Some(letters(text, at + length).0.unwrap_or(at + length));
    }
    if !may_lead(class) && class & (UPPER | LOWER | CASELESS) == 0 {
        return None;
    }
    let start = if may_lead(class) { at + length } else { at };
    let (cased, upper) = letters(text, start);
    cased.or((upper > start).then_some(upper))
}

/// The end of the letters from `at` on by the first alternative, which needs a character of the second half
/// at its end, and the end of the letters of the first half.
fn letters(text: &str, at: usize) -> (Option<usize>, usize) {
    let mut end = at;
    let mut after_either = None;
    while let Some((class, length)) = look(text, end) {
        if class & (UPPER | CASELESS | MARK) == 0 {
            if class == LOWER {
                return (Some(end_of_run(text, end, LOWER | CASELESS | MARK)), end);
            }
            break;
        }
        end += length;
        if class != UPPER {
            after_either = Some(end);
        }
    }
    (after_either, end)
}
