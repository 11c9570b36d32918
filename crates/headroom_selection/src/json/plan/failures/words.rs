//! Words for failures, and where they stand.

use headroom_formats::swar::{Eight, before_unmarked};

/// Words of values that tell of a failure, in the order of their first letters.
const WORDS: [&str; 37] = [
    "abort",
    "aborted",
    "broken",
    "corrupt",
    "corrupted",
    "crash",
    "crashed",
    "crashloopbackoff",
    "crit",
    "critical",
    "dead",
    "denied",
    "emerg",
    "emergency",
    "err",
    "error",
    "errors",
    "exception",
    "fail",
    "failed",
    "failing",
    "failure",
    "failures",
    "fatal",
    "fault",
    "forbidden",
    "killed",
    "offline",
    "oom",
    "oomkilled",
    "panic",
    "refused",
    "rejected",
    "timeout",
    "unauthorized",
    "unavailable",
    "unhealthy",
];
/// Words of names of fields that hold something only after a failure.
pub(super) const NAMES: [&str; 14] = [
    "err",
    "error",
    "errors",
    "exception",
    "exceptions",
    "fail",
    "failed",
    "failure",
    "failures",
    "fault",
    "faults",
    "panic",
    "stacktrace",
    "traceback",
];
/// Words in front of a word that say that it did not happen.
const DENIALS: [&str; 4] = ["no", "not", "without", "zero"];
/// What a field holds where nothing happened.
pub(super) const NOTHING: [&str; 9] = ["", "none", "null", "no", "false", "ok", "0", "n/a", "-"];
/// Words of names of fields that hold a status of HTTP, or what a program ended with.
pub(super) const STATUS: [&str; 5] = ["status", "code", "exit", "exitcode", "returncode"];
/// Names of fields that say whether all is well.
pub(super) const GOOD: [&str; 9] =
    ["success", "succeeded", "successful", "ok", "passed", "healthy", "available", "valid", "ready"];

/// Whether a word for a failure stands in a string and is not denied.
pub(super) fn tells(raw: &str) -> bool {
    let mut denied = false;
    any_word(raw, |word| {
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

/// Whether one of these words stands in a text.
pub(super) fn has_word(text: &str, list: &[&str]) -> bool {
    any_word(text, |word| is_in(word, list))
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

/// Whether `is_it` says so of a word of a text, also of one in camel case: `stackTrace`, `TimeoutError`, `HTTPError`.
#[inline]
fn any_word<'a>(text: &'a str, mut is_it: impl FnMut(&'a [u8]) -> bool) -> bool {
    let bytes = text.as_bytes();
    // What is not ASCII belongs to words: none of those that is looked for has it.
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80;
    let goes_on = |at: usize| {
        let (before, next) = (bytes[at - 1], bytes.get(at + 1));
        bytes.get(at).is_some_and(u8::is_ascii_uppercase)
            && !before.is_ascii_lowercase()
            && !(before.is_ascii_uppercase() && next.is_some_and(u8::is_ascii_lowercase))
    };
    let mut at = 0;
    while let Some(blanks) = bytes[at..].iter().position(is_part) {
        let start = at + blanks;
        at = start + 1;
        loop {
            // To the next byte that is no part, or an upper letter.
            let eight = Eight::at(bytes, at);
            let count =
                before_unmarked((eight.letters() & !eight.uppers()) | eight.digits() | eight.others());
            at += count;
            if count < 8 {
                if !goes_on(at) {
                    break;
                }
                at += 1;
            }
        }
        if is_it(&bytes[start..at]) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn camel_case_has_words() {
        let expected = ["stack", "Trace", "HTTP", "Error", "a", "b", "xÄÖ", "words", "Of", "Many", "Letters"];
        let mut found = Vec::new();
        assert!(!any_word("stackTrace HTTPError a_b xÄÖ wordsOfManyLetters", |word| {
            found.push(word);
            false
        }));
        assert_eq!(found, expected.map(str::as_bytes));
    }
}
