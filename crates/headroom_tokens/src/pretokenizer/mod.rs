//! Splits a text before BPE: finds the matches of tiktoken's patterns while it reads each character at most a
//! few times, whatever the text.
//!
//! Source: `tiktoken_ext/openai_public.py` of tiktoken 0.12, October 2025. As in its regex engine, `\s`
//! includes U+0085, and `s` in contractions may be U+017F, its other lower case.

mod characters;
mod cl100k;
mod class;
mod o200k;

use characters::{end_of_run, look};
use class::{BLANK, Class, MARK, NEWLINE, NUMBER, SYMBOL};

pub(crate) use cl100k::piece as cl100k;
pub(crate) use o200k::piece as o200k;

/// Maximum number of digits in a piece.
const DIGITS: usize = 3;

/// `\p{N}{1,3}`, given a number at `at`.
fn number(text: &str, at: usize) -> usize {
    let mut end = at;
    for _ in 0..DIGITS {
        match look(text, end) {
            Some((NUMBER, length)) => end += length,
            _ => break,
        }
    }
    end
}

/// ` ?[^\s\p{L}\p{N}]+`, and any number of the characters in `tail`.
fn symbols(text: &str, at: usize, tail: &[u8]) -> Option<usize> {
    let bytes = text.as_bytes();
    let start = at + usize::from(bytes[at] == b' ');
    let end = end_of_run(text, start, SYMBOL | MARK);
    (end > start).then(|| end + bytes[end..].iter().take_while(|byte| tail.contains(byte)).count())
}

/// The end of a piece of the white space at `at..end`: the last line break in it. Without a line break, the
/// last character belongs to the next piece, if there is one.
fn whitespace(text: &str, at: usize, end: usize) -> usize {
    let run = &text[at..end];
    if let Some(last) = run.rfind(['\r', '\n']) {
        return at + last + 1;
    }
    let last = run.chars().next_back().map_or(0, char::len_utf8);
    if end == text.len() || last == run.len() { end } else { end - last }
}

/// The end of the white space at `at`.
fn end_of_whitespace(text: &str, at: usize) -> usize {
    end_of_run(text, at, BLANK | NEWLINE)
}

/// `'(?i:s|t|re|ve|m|ll|d)`: the end of the contraction at `at`, if there is one.
fn contraction(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let &[b'\'', first, ref rest @ ..] = rest else { return None };
    match (first.to_ascii_lowercase(), rest.first().map(u8::to_ascii_lowercase)) {
        (b's' | b't' | b'm' | b'd', _) => Some(at + 2),
        (b'r' | b'v', Some(b'e')) | (b'l', Some(b'l')) | (0xc5, Some(0xbf)) => Some(at + 3),
        _ => None,
    }
}

/// Whether a character may precede the letters of a word: `[^\r\n\p{L}\p{N}]`.
const fn may_lead(class: Class) -> bool {
    class & (SYMBOL | MARK | BLANK) != 0
}
