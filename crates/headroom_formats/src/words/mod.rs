//! The words of a text, for comparison.

mod building;
#[cfg(test)]
mod tests;

use headroom_core::work::step;

use self::building::Building;
use crate::swar::{Eight, before_unmarked, of_first};

/// Longer words are compared by their first bytes.
const MAX_LEN: usize = 64;

/// The notation of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text.
    Plain,
    /// JSON, with its escapes.
    Json,
}

/// A word, without its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The hash of its letters and digits.
    pub hash: u64,
    /// Whether it contains a digit, like an id, a number or a part of a time.
    pub has_digit: bool,
    /// Its length, in bytes.
    pub length: usize,
}

/// Calls `each` with every word of `text`. Words consist of letters and digits. Scripts without blanks
/// between words (Han, Kana, Hangul) give every pair of neighbouring characters, as search engines index
/// them.
pub fn words(text: &str, form: Form, mut each: impl FnMut(Word)) {
    step(text.len());
    let bytes = text.as_bytes();
    let mut word = Building::default();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            // Most words are short and stand alone.
            if word.is_empty()
                && let Some((short, length)) = short(bytes, at)
            {
                each(short);
                // The next byte ends the word.
                at += length + 1;
                continue;
            }
            let (length, has_digit) = run(bytes, at);
            let start = at;
            at += length;
            if word.is_empty()
                && length <= MAX_LEN
                && bytes.get(at).is_none_or(|&next| next < 0x80 && next != b'\\')
            {
                each(Word { hash: hash(bytes, start, length), has_digit, length });
            } else {
                word.end_of_pairs(&mut each);
                for byte in &bytes[start..at] {
                    word.push_byte(byte.to_ascii_lowercase());
                }
            }
        } else if byte == b'\\' && form == Form::Json {
            let (c, length) = escaped(&bytes[at..]);
            word.push(c, &mut each);
            at += length;
        } else if byte < 0x80 {
            word.end(&mut each);
            at += 1;
        } else {
            let c = text[at..].chars().next().unwrap_or_default();
            word.push(c, &mut each);
            at += c.len_utf8();
        }
    }
    word.end(&mut each);
}

/// The word of at most seven letters and digits that starts at `at`, and its length. `None` if the next byte
/// may belong to the word.
#[inline]
fn short(bytes: &[u8], at: usize) -> Option<(Word, usize)> {
    let eight = Eight::at(bytes, at);
    let digits = eight.digits();
    let length = before_unmarked(eight.letters() | digits);
    let is_whole = (1..8).contains(&length) && eight.byte(length) < 0x80 && eight.byte(length) != b'\\';
    is_whole.then(|| {
        (
            Word {
                hash: mix(length as u64, eight.start(length)),
                has_digit: of_first(digits, length) != 0,
                length,
            },
            length,
        )
    })
}

/// The number of letters and digits in `bytes` from `at` on, and whether one of them is a digit.
#[inline]
fn run(bytes: &[u8], at: usize) -> (usize, bool) {
    let (mut length, mut has_digit) = (0, false);
    loop {
        let eight = Eight::at(bytes, at + length);
        let digits = eight.digits();
        let count = before_unmarked(eight.letters() | digits);
        has_digit |= of_first(digits, count) != 0;
        length += count;
        if count < 8 {
            return (length, has_digit);
        }
    }
}

/// Mixes up to eight more bytes into the hash of a word. Setting the case bit of all bytes makes the hash
/// independent of case.
#[inline]
const fn mix(hash: u64, chunk: u64) -> u64 {
    const LOWER: u64 = 0x2020_2020_2020_2020;
    let mixed = (hash ^ (chunk | LOWER)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 29
}

/// The hash of the word of `length` bytes that starts at `at`.
#[inline]
fn hash(bytes: &[u8], at: usize, length: usize) -> u64 {
    let (chunks, rest) = (length / 8, length % 8);
    let hash =
        (0..chunks).fold(length as u64, |hash, chunk| mix(hash, Eight::at(bytes, at + 8 * chunk).all()));
    mix(hash, Eight::at(bytes, at + 8 * chunks).start(rest))
}

/// The character of an escape, and its length. Halves of surrogate pairs count as no letter.
fn escaped(bytes: &[u8]) -> (char, usize) {
    let digits = if bytes.get(1) == Some(&b'u') { bytes.get(2..6) } else { None };
    let unit = digits.and_then(|digits| u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
    unit.map_or((' ', 2), |unit| (char::from_u32(unit).unwrap_or(' '), 6))
}
