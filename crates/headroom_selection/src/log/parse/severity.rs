//! The severity of a line.

/// The severity of a line, judged by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::log) enum Severity {
    /// A failure.
    Failure,
    /// Anything else.
    Plain,
}

/// Words that report failures, in lower case.
const WORDS: [&[u8]; 36] = [
    b"error",
    b"errors",
    b"err",
    b"fatal",
    b"critical",
    b"crit",
    b"severe",
    b"emerg",
    b"emergency",
    b"panic",
    b"panicked",
    b"exception",
    b"exceptions",
    b"fail",
    b"fails",
    b"failed",
    b"failure",
    b"failures",
    b"failing",
    b"abort",
    b"aborted",
    b"aborting",
    b"crash",
    b"crashed",
    b"denied",
    b"refused",
    b"unreachable",
    b"timeout",
    b"corrupt",
    b"corrupted",
    b"killed",
    b"oom",
    b"segfault",
    b"unable",
    b"cannot",
    b"traceback",
];
/// Words of other languages, matched anywhere in a word.
const ELSEWHERE: [&str; 12] = [
    "fehler",
    "Fehler",
    "fehlgeschlagen",
    "erreur",
    "échec",
    "errore",
    "fallo",
    "ошибка",
    "错误",
    "失败",
    "エラー",
    "오류",
];
/// Values that negate the word before them.
const NONE: [&[u8]; 7] = [b"0", b"none", b"null", b"nil", b"no", b"false", b"ok"];
/// Maximum length of the words.
const MAX_LEN: usize = 10;
/// A level of one letter is within the first bytes of a line.
const LEVEL: usize = 48;
/// Maximum number of bytes read of a line.
const READ: usize = 4096;

/// The severity of a line.
pub(in crate::log) fn severity(line: &str) -> Severity {
    let line = &line[..line.floor_char_boundary(READ)];
    let fails = letter(line.as_bytes())
        || status(line.as_bytes())
        || word(line.as_bytes())
        || !line.is_ascii() && ELSEWHERE.iter().any(|word| line.contains(word));
    if fails || ELSEWHERE[..3].iter().any(|word| line.contains(word)) {
        Severity::Failure
    } else {
        Severity::Plain
    }
}

/// `E0312 …`, `03-17 16:13:38.811  1702  8671 E tag: …`
fn letter(line: &[u8]) -> bool {
    let glog = matches!(line.first(), Some(b'E' | b'F'))
        && line.len() > 5
        && line[1..5].iter().all(u8::is_ascii_digit)
        && line[5] == b' ';
    let spaced = |window: &[u8]| {
        window[0].is_ascii_digit()
            && window[1] == b' '
            && matches!(window[2], b'E' | b'F')
            && matches!(window[3], b' ' | b'/')
    };
    glog || line[..line.len().min(LEVEL)].windows(4).any(spaced)
}

/// `"GET / HTTP/1.1" 503`
fn status(line: &[u8]) -> bool {
    memchr::memmem::find(line, b"\" 5").is_some_and(|at| {
        line[..at].len() > 8
            && memchr::memmem::find(&line[..at], b" HTTP/").is_some()
            && line[at + 3..].iter().take_while(|byte| byte.is_ascii_digit()).count() == 2
    })
}

fn word(line: &[u8]) -> bool {
    let mut at = 0;
    let mut before: &[u8] = b"";
    while at < line.len() {
        let length = line[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let word = &line[at..at + length];
        at += length;
        if speaks(word) && !matches!(before, b"no" | b"No" | b"0" | b"without") && !is_denied(&line[at..]) {
            return true;
        }
        before = word;
    }
    false
}

fn speaks(word: &[u8]) -> bool {
    let mut lower = [0; MAX_LEN];
    let is_one = word.len() <= MAX_LEN && {
        lower[..word.len()].copy_from_slice(word);
        lower[..word.len()].make_ascii_lowercase();
        WORDS.contains(&&lower[..word.len()])
    };
    is_one
        || word.len() > MAX_LEN - 4
            && (word.ends_with(b"Exception") || word.ends_with(b"Error") || word.ends_with(b"Failure"))
}

/// `errors: 0`, `"error": null`, `err=<nil>`
fn is_denied(rest: &[u8]) -> bool {
    let gap = rest
        .iter()
        .take(4)
        .take_while(|byte| matches!(byte, b'"' | b'\'' | b':' | b'=' | b' ' | b'<'))
        .count();
    let word = rest[gap..].iter().take(6).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    gap > 0
        && rest[..gap].iter().any(|byte| matches!(byte, b':' | b'='))
        && NONE.iter().any(|none| none.eq_ignore_ascii_case(&rest[gap..gap + word]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_recognised_by_level_and_words() {
        for line in [
            "10:00:01 ERROR a",
            "E0312 10:00:01 a",
            "03-17 16:13:38.811  1702  8671 E tag: a",
            "a java.io.IOException: b",
            "user not found: permission denied",
            "GET failed",
            "\"GET / HTTP/1.1\" 503 17",
            "level=fatal x",
            "Verbindungsfehler",
            "发生错误",
        ] {
            assert_eq!(severity(line), Severity::Failure, "{line}");
        }
        for line in [
            "10:00:01 INFO a",
            "0 errors",
            "no error",
            "errors: 0",
            "{\"error\": null}",
            "err=<nil>",
            "E 5",
            "\"GET / HTTP/1.1\" 200 503",
            "terror",
            "without failures",
        ] {
            assert_eq!(severity(line), Severity::Plain, "{line}");
        }
    }
}
