//! The words of a text, as far as they are compared.

mod building;
#[cfg(test)]
mod tests;

use headroom_core::work::step;

use self::building::Building;
use crate::swar::{Eight, before_unmarked, of_first};

/// A longer word is told by its start, in bytes.
const MAX_LEN: usize = 64;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As it is read.
    Plain,
    /// As JSON, with its escapes.
    Json,
}

/// A word, without its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The hash of its letters and digits.
    pub hash: u64,
    /// Whether there is a digit in it: an id, a number, a part of a time.
    pub has_digit: bool,
    /// How long it is, in bytes.
    pub length: usize,
}

/// Calls `each` with every word of `text`: what stands between anything but letters and digits. Scripts that set no blanks between words (Han, Kana,
/// Hangul) give every pair of neighbouring characters, as search engines index them.
pub fn words(text: &str, form: Form, mut each: impl FnMut(Word)) {
    step(text.len());
    let bytes = text.as_bytes();
    let mut word = Building::default();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            // Most words are short and nothing else.
            if word.is_empty()
                && let Some((short, length)) = short(bytes, at)
            {
                each(short);
                // What stands behind it ends it.
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

/// The word of less than eight letters and digits that starts at `at`, and its length, if what stands behind it cannot belong to it.
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

/// How many letters and digits stand in `bytes` from `at` on, and whether one of them is a digit.
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

/// Takes up to eight more bytes of a word into its hash. That has no case: the bit that tells upper from lower letters is set in all bytes.
#[inline]
const fn mix(hash: u64, chunk: u64) -> u64 {
    const LOWER: u64 = 0x2020_2020_2020_2020;
    let mixed = (hash ^ (chunk | LOWER)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 29
}

/// The hash of the word of so many `bytes` that starts at `at`.
#[inline]
fn hash(bytes: &[u8], at: usize, length: usize) -> u64 {
    let (chunks, rest) = (length / 8, length % 8);
    let hash =
        (0..chunks).fold(length as u64, |hash, chunk| mix(hash, Eight::at(bytes, at + 8 * chunk).all()));
    mix(hash, Eight::at(bytes, at + 8 * chunks).start(rest))
}

/// What an escape stands for, and its length. Halves of pairs stand for no letter.
fn escaped(bytes: &[u8]) -> (char, usize) {
    let digits = if bytes.get(1) == Some(&b'u') { bytes.get(2..6) } else { None };
    let unit = digits.and_then(|digits| u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
    unit.map_or((' ', 2), |unit| (char::from_u32(unit).unwrap_or(' '), 6))
}
