//! The forms in which logs write times, for telling a log from other texts. They say more and less than a [`Stamp`](super::Stamp): dates of
//! every order count, but a time behind other text does not.

use super::clock::compact;
use super::epoch::epoch;
use crate::scan::{digits, starts_like};

/// What lines of logs start with; see [`starts_like`].
const FORMS: [&str; 28] = [
    "9999-99-99T99:99:99",
    "9999-99-99 99:99:99",
    "9999/99/99 99:99:99",
    "9999-99-99 99:99",
    "AAA 99 99:99:99",
    "AAA  9 99:99:99",
    "AAA 9 99:99:99",
    "99/99/99 99:99:99",
    "99/99/9999 99:99:99",
    "99-99 99:99:99.999",
    "99/AAA/9999:99:99:99",
    "99/AAA/9999 99:99:99",
    "99-AAA-9999 99:99:99",
    "AAA AAA 99 99:99:99 9999",
    "AAA AAA  9 99:99:99 9999",
    "99999999T999999",
    "99:99:99.999",
    "99:99:99,999",
    "99:99:99 ",
    "99.99.9999 99:99:99",
    "A9999 99:99:99.999999",
    "99.99 99:99:99",
    "99/99 99:99:99",
    "99-99-99 99:99:99",
    "9999.99.99 99:99:99",
    "9999-99-99-99.99.99",
    "99999999-99:99:9",
    "99999999-9:9",
];
/// So many words may stand in front of a time, each of so many bytes.
const MAX_WORDS: usize = 2;
const MAX_LABEL_LEN: usize = 48;
/// Of a line with a number, the time is one of so many words.
const FARTHEST_WORD: usize = 6;
const BRACKETED_CLOCK: [&str; 2] = ["99:99:99", "99:99"];

/// Whether a line starts with a time, perhaps in brackets.
#[must_use]
pub fn is_timed(body: &str) -> bool {
    match body.as_bytes().first() {
        Some(b'0'..=b'9' | b'A'..=b'Z') => is_time(body) || is_epoch(body),
        Some(b'[') => {
            is_time(&body[1..])
                || BRACKETED_CLOCK.iter().any(|form| starts_like(&body[1..], form))
                || is_uptime(&body[1..])
        }
        _ => false,
    }
}

/// Whether a line has the time of an entry behind one or two words that are no words of a sentence: the name of a file or a node, an id, a `-`.
#[must_use]
pub fn is_timed_later(body: &str) -> bool {
    let mut rest = body;
    for _ in 0..MAX_WORDS {
        let Some((_, behind)) = rest.split_once(' ').filter(|(word, _)| is_label(word)) else { return false };
        rest = behind.trim_start();
        if is_time(rest) || is_epoch(rest) {
            return true;
        }
    }
    false
}

/// Whether a line starts with its number and has its time, as seconds since 1970, some words behind.
#[must_use]
pub fn is_numbered(body: &str) -> bool {
    let mut words = body.split(' ').take(FARTHEST_WORD);
    words.next().is_some_and(|number| digits(number).is_some_and(|(_, rest)| rest.is_empty()))
        && words.any(|word| word.len() == 10 && epoch(word.as_bytes()).is_some())
}

/// `-`, `ALERT`, `node-17`, `api.log.1`: what a sentence has no words like.
fn is_label(word: &str) -> bool {
    (1..=MAX_LABEL_LEN).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_graphic())
        && (word == "-"
            || word.bytes().any(|byte| byte.is_ascii_digit())
            || word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// Whether `text` starts with a time.
#[must_use]
pub fn is_time(text: &str) -> bool {
    FORMS.iter().any(|form| starts_like(text, form)) || compact(text.as_bytes()).is_some()
}

/// Seconds or milliseconds since 1970, and more text behind.
fn is_epoch(text: &str) -> bool {
    epoch(text.as_bytes()).is_some_and(|digits| digits < text.len())
}

/// Seconds since the start, as kernels write them: `[    0.004000] text`.
fn is_uptime(text: &str) -> bool {
    digits(text.trim_start())
        .and_then(|(_, rest)| digits(rest.strip_prefix('.')?))
        .is_some_and(|(fraction, rest)| fraction.len() >= 3 && rest.starts_with(']'))
}
