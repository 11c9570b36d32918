//! The words of a text, as far as they are compared.

mod building;

use headroom_core::work::step;

use self::building::Building;
use super::eight::{Eight, before_unmarked, of_first};

/// A longer word is told by its start, in bytes.
const MAX_LEN: usize = 64;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As it is read.
    Plain,
    /// As JSON, with its escapes.
    Json,
}

/// A word, without its case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) hash: u64,
    /// Whether there is a digit in it: an id, a number, a part of a time.
    pub(crate) has_digit: bool,
    /// How long it is, in bytes.
    pub(crate) length: usize,
}

/// Calls `each` with every word of `text`: what stands between anything but letters and digits. Scripts that set no blanks between words (Han, Kana,
/// Hangul) give every pair of neighbouring characters, as search engines index them.
pub(crate) fn words(text: &str, form: Form, mut each: impl FnMut(Word)) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, form: Form) -> Vec<u64> {
        let mut found = Vec::new();
        words(text, form, |word| found.push(word.hash));
        found
    }

    fn hashes(words: &[&str]) -> Vec<u64> {
        words.iter().map(|word| hash(word.as_bytes(), 0, word.len())).collect()
    }

    #[test]
    fn words_are_letters_and_digits_without_case() {
        assert_eq!(
            of("GET /api/v2?q=Ärger_ß", Form::Plain),
            hashes(&["get", "api", "v2", "q", "ärger", "ß"])
        );
        assert_eq!(of("", Form::Plain), []);
        assert_eq!(of("a", Form::Plain), hashes(&["a"]));
    }

    #[test]
    fn escapes_are_what_they_stand_for() {
        assert_eq!(of(r"one\ntwo\u00e9\ud83d\ude42x\", Form::Json), hashes(&["one", "twoé", "x"]));
        assert_eq!(of(r"C:\new", Form::Plain), hashes(&["c", "new"]));
    }

    #[test]
    fn scripts_without_blanks_are_told_by_pairs() {
        assert_eq!(of("日本語 ok 好x", Form::Plain), hashes(&["日本", "本語", "ok", "好", "x"]));
    }

    #[test]
    fn long_words_are_told_by_their_start() {
        assert_eq!(of(&"a".repeat(1000), Form::Plain), hashes(&["a".repeat(MAX_LEN).as_str()]));
        let mut all = Vec::new();
        words("req-2c3c", Form::Plain, |word| all.push((word.has_digit, word.length)));
        assert_eq!(all, [(false, 3), (true, 4)]);
    }
}
