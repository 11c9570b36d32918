//! Rows that tell of a failure.

use headroom_compressors::json::parse::{Kind, Tape};
use xxhash_rust::xxh3::xxh3_64;

use crate::json::parse::{Rows, leaves};
use crate::statistics::{Eight, Hashed, before_unmarked};

/// A longer string is prose, in which a word may mean anything, and so much of it is read, in bytes.
const SHORT: usize = 64;
const MOST_PROSE: usize = 256;
/// Prose tells of failures where at most one row in so many has their words.
const PROSE_SHARE: usize = 20;
/// Fields that are watched.
const MOST_FIELDS: usize = 256;

/// Words of values that tell of a failure, in the order of their first letters.
const WORDS: [&str; 37] = [
    "abort", "aborted", "broken", "corrupt", "corrupted", "crash", "crashed", "crashloopbackoff", "crit", "critical", "dead", "denied", "emerg", "emergency", "err", "error", "errors", "exception", "fail", "failed", "failing",
    "failure", "failures", "fatal", "fault", "forbidden", "killed", "offline", "oom", "oomkilled", "panic", "refused", "rejected", "timeout", "unauthorized", "unavailable", "unhealthy",
];
/// Words of names of fields that hold something only after a failure.
const NAMES: [&str; 14] = ["err", "error", "errors", "exception", "exceptions", "fail", "failed", "failure", "failures", "fault", "faults", "panic", "stacktrace", "traceback"];
/// Words in front of a word that say that it did not happen.
const DENIALS: [&str; 4] = ["no", "not", "without", "zero"];
/// What a field holds where nothing happened.
const NOTHING: [&str; 9] = ["", "none", "null", "no", "false", "ok", "0", "n/a", "-"];
/// Words of names of fields that hold a status of HTTP, or what a program ended with.
const STATUS: [&str; 5] = ["status", "code", "exit", "exitcode", "returncode"];
/// Names of fields that say whether all is well.
const GOOD: [&str; 9] = ["success", "succeeded", "successful", "ok", "passed", "healthy", "available", "valid", "ready"];

/// The rows that tell of a failure, in order. A field that says so in more than half of the rows says nothing about any of them.
pub(super) fn find(rows: &Rows<'_, '_>) -> Vec<u32> {
    let mut fields = Fields::default();
    // Reading rows takes far longer than going through what was found in them.
    let mut evidence: Vec<(u32, u64)> = Vec::new();
    each(rows, |row, field| {
        fields.count(row, field);
        if evidence.last() != Some(&(row, field)) {
            evidence.push((row, field));
        }
    });
    let telling = |field: u64| {
        let share = if field & 1 == 1 { rows.count() / PROSE_SHARE } else { rows.count() / 2 };
        fields.counts.get(&field).is_some_and(|(count, _)| *count as usize <= share.max(1))
    };
    let mut found: Vec<u32> = Vec::new();
    for (row, field) in evidence {
        if found.last() != Some(&row) && telling(field) {
            found.push(row);
        }
    }
    found
}

/// In how many rows each field tells of a failure, and the last of them.
#[derive(Default)]
struct Fields {
    counts: Hashed<(u32, u32)>,
}

impl Fields {
    fn count(&mut self, row: u32, field: u64) {
        if self.counts.len() < MOST_FIELDS || self.counts.contains_key(&field) {
            let (count, last) = self.counts.entry(field).or_insert((0, u32::MAX));
            if *last != row {
                (*count, *last) = (*count + 1, row);
            }
        }
    }
}

/// Calls `told` with every row and a field in it that tells of a failure; the lowest bit of a field says that it is prose.
fn each(rows: &Rows<'_, '_>, mut told: impl FnMut(u32, u64)) {
    let tape = rows.tape;
    for (row, &value) in (0_u32..).zip(&rows.values) {
        leaves(tape, value, |key, node| {
            let name = key.map_or("", |key| tape.raw(key));
            if let Some(is_prose) = evidence(tape, name, node) {
                told(row, xxh3_64(name.as_bytes()) & !1 | u64::from(is_prose));
            }
        });
    }
}

/// Whether a value tells of a failure, and whether it is prose that does.
fn evidence(tape: &Tape<'_>, name: &str, node: u32) -> Option<bool> {
    let raw = tape.raw(node);
    let is_told = match tape.kind(node) {
        Kind::Array | Kind::Object => !tape.is_empty(node) && has_word(name, &NAMES),
        Kind::Literal => raw == "true" && has_word(name, &NAMES) || raw == "false" && has_word(name, &GOOD),
        Kind::Number => number(name, raw),
        _ if raw.len() > SHORT => return tells(&raw[..raw.floor_char_boundary(MOST_PROSE)]).then_some(true),
        _ => tells(raw) || has_word(name, &NAMES) && !NOTHING.contains(&raw.trim_matches('"').trim().to_ascii_lowercase().as_str()),
    };
    is_told.then_some(false)
}

/// Whether a number is what programs give back when they fail: a status of HTTP from 400, an exit code, a count of errors.
fn number(name: &str, raw: &str) -> bool {
    let is_zero = raw.bytes().take_while(|byte| !matches!(byte, b'e' | b'E')).all(|byte| matches!(byte, b'0' | b'.' | b'-'));
    let is_status = || raw.len() == 3 && matches!(raw.as_bytes()[0], b'4' | b'5') && raw.bytes().all(|byte| byte.is_ascii_digit());
    !is_zero && has_word(name, &NAMES) || is_status() && has_word(name, &STATUS[..2]) || !is_zero && has_word(name, &STATUS[2..])
}

/// Whether a word for a failure stands in a string and is not denied.
fn tells(raw: &str) -> bool {
    let mut denied = false;
    words(raw).any(|word| {
        // Most words are none of them.
        let is_known = may_be_known(word);
        let is_told = is_known && !denied && is_failure(word);
        denied = is_known && is_in(word, &DENIALS) || word == b"0";
        is_told
    })
}

/// Whether a word, which is not empty, is one of [`WORDS`].
fn is_failure(word: &[u8]) -> bool {
    let first = letter(word[0]);
    WORDS[STARTS[first]..STARTS[first + 1]].iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word))
}

/// Where in [`WORDS`] those with each first letter start.
const STARTS: [usize; 33] = {
    let mut starts = [0; 33];
    let mut first = 0;
    while first < 32 {
        let mut end = starts[first];
        while end < WORDS.len() && letter(WORDS[end].as_bytes()[0]) == first {
            end += 1;
        }
        starts[first + 1] = end;
        first += 1;
    }
    assert!(starts[32] == WORDS.len(), "they are not in order");
    starts
};

fn has_word(text: &str, list: &[&str]) -> bool {
    words(text).any(|word| is_in(word, list))
}

fn is_in(word: &[u8], list: &[&str]) -> bool {
    may_be_known(word) && list.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word))
}

/// Whether a word has the length of one that is known, and its first and its last letter, as far as the lowest bits of a letter tell it.
#[inline]
fn may_be_known(word: &[u8]) -> bool {
    let [lengths_of_first, lengths_of_last] = &LENGTHS;
    let (Some(first), Some(last)) = (word.first(), word.last()) else { return false };
    let lengths = lengths_of_first[letter(*first)] & lengths_of_last[letter(*last)];
    lengths >> word.len().min(31) & 1 == 1
}

/// What upper and lower letters have in common.
const fn letter(byte: u8) -> usize {
    (byte & 31) as usize
}

/// For each letter the lengths of the words above that start with it, and of those that end with it, a bit each.
const LENGTHS: [[u32; 32]; 2] = {
    let mut lengths = [[0; 32]; 2];
    let lists: [&[&str]; 5] = [&WORDS, &NAMES, &DENIALS, &GOOD, &STATUS];
    let mut list = 0;
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            let word = lists[list][at].as_bytes();
            lengths[0][letter(word[0])] |= 1 << word.len();
            lengths[1][letter(word[word.len() - 1])] |= 1 << word.len();
            at += 1;
        }
        list += 1;
    }
    lengths
};

/// The words of a text, also of one in camel case: `stackTrace`, `TimeoutError`, `HTTPError`.
fn words(text: &str) -> impl Iterator<Item = &[u8]> {
    let bytes = text.as_bytes();
    // What is not ASCII belongs to words: none of those that is looked for has it.
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80;
    let goes_on = move |at: usize| {
        let (before, next) = (bytes[at - 1], bytes.get(at + 1));
        bytes.get(at).is_some_and(u8::is_ascii_uppercase) && !before.is_ascii_lowercase() && !(before.is_ascii_uppercase() && next.is_some_and(u8::is_ascii_lowercase))
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(is_part)?;
        at = start + 1;
        loop {
            // To the next byte that is no part, or an upper letter.
            let eight = Eight::at(bytes, at);
            let count = before_unmarked((eight.letters() & !eight.uppers()) | eight.digits() | eight.others());
            at += count;
            if count < 8 {
                if !goes_on(at) {
                    return Some(&bytes[start..at]);
                }
                at += 1;
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<u32> {
        let tape = Tape::new(text).expect("JSON");
        find(&Rows::of(&tape, 0, false, 1).expect("rows"))
    }

    #[test]
    fn failures_are_found() {
        for bad in [
            r#"{"level":"ERROR"}"#, r#"{"level":"Fatal"}"#, r#"{"error":"no space"}"#, r#"{"status":503}"#, r#"{"exitCode":-1}"#, r#"{"ok":false}"#, r#"{"steps":[{"s":"failed"}]}"#, r#"{"lastError":{"a":1}}"#,
            r#"{"type":"ConnectionRefused"}"#, r#"{"kind":"HTTPError"}"#, r#"{"errors":2}"#, r#"{"failed":true}"#,
        ] {
            assert_eq!(told(&format!(r#"[{{"a":1}},{{"a":2}},{bad},{{"a":3}}]"#)), [2], "{bad}");
        }
    }

    #[test]
    fn fields_named_error_may_be_empty() {
        for good in [r#"{"error":null}"#, r#"{"error":""}"#, r#"{"errors":[]}"#, r#"{"errors":0}"#, r#"{"failed":false}"#, r#"{"note":"0 errors"}"#, r#"{"note":"no error"}"#, r#"{"status":200}"#, r#"{"size":404}"#, r#"{"error":"none"}"#, r#"{"a":"terror"}"#, r#"{"ok":true}"#] {
            assert_eq!(told(&format!(r#"[{{"a":1}},{{"a":2}},{good},{{"a":3}}]"#)), [], "{good}");
        }
    }

    #[test]
    fn what_most_rows_say_is_no_news() {
        let row = |at: usize| format!(r#"{{"error":"code {at}"}}"#);
        assert_eq!(told(&format!("[{}]", (0..9).map(row).collect::<Vec<_>>().join(","))), []);
    }

    #[test]
    fn camel_case_has_words() {
        let expected = ["stack", "Trace", "HTTP", "Error", "a", "b", "xÄÖ", "words", "Of", "Many", "Letters"];
        assert_eq!(words("stackTrace HTTPError a_b xÄÖ wordsOfManyLetters").collect::<Vec<_>>(), expected.map(str::as_bytes));
    }
}
