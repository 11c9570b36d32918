//! Logs: lines that start with a time, a level or both; commits in the output of version control.

use headroom_core::Kind;
use headroom_formats::log::short_commit;
use headroom_formats::scan::{digits, has_any, is_hex, starts_like};
use headroom_formats::time::{is_numbered, is_time, is_timed, is_timed_later};

use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, NOTHING, Recogniser, STRONG};

const LEVELS: [&str; 17] = [
    "TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "FATAL", "CRITICAL", "SEVERE", "ALERT",
    "EMERG", "info", "warn", "error", "debug", "notice",
];
/// Maximum distance of a time, an address or fields from the start of a line, in bytes.
const NEAR: usize = 120;
/// Minimum length of the name of a commit, in digits.
const MIN_COMMIT_LEN: usize = 7;
/// The length of a SHA-1, in digits.
const MAX_COMMIT_LEN: usize = 40;

/// Recognises logs.
#[derive(Default)]
pub(super) struct Log {
    /// Whether the line before was a log line.
    within: bool,
    commit: bool,
}

impl Recogniser for Log {
    fn kind(&self) -> Kind {
        Kind::Log
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        let points = self.own(line);
        let within = std::mem::replace(&mut self.within, points > FITS);
        // Continuation lines of a message are indented.
        if points == NOTHING && within && line.indent > 0 { FITS } else { points }
    }
}

impl Log {
    fn own(&mut self, line: &Line<'_>) -> i32 {
        if let Some(points) = commit(line, &mut self.commit) {
            return points + i32::from(line.text.starts_with("commit "));
        }
        let body = line.body;
        if is_timed(body) {
            return if line.words() > 1 || line.counts.letters > 2 {
                if has_level(body) { STRONG } else { GOOD + 1 }
            } else {
                HINT
            };
        }
        if is_access(body) || is_fields(body) {
            return STRONG;
        }
        if is_timed_later(body) {
            return if has_level(body) { STRONG } else { HINT + 1 };
        }
        if is_short_commit(body) || line.counts.letters > line.counts.digits && is_numbered(body) {
            return HINT + 1;
        }
        match level(body) {
            // `WARNING  root:conftest.py:8 text` and `INFO: text` occur in many kinds of output.
            Some(rest)
                if rest.starts_with(']')
                    || rest.starts_with(" [")
                    || rest.starts_with("  ")
                    || rest.starts_with('\t') =>
            {
                GOOD
            }
            Some(rest) if rest.starts_with(':') || rest.starts_with(' ') => HINT,
            _ if labelled(body) || is_npm(body) => GOOD,
            _ => NOTHING,
        }
    }
}

/// The points of a line that version control prints about a commit before its changes.
pub(super) fn commit(line: &Line<'_>, within: &mut bool) -> Option<i32> {
    let text = line.text;
    if let Some(name) = text.strip_prefix("commit ") {
        *within = is_hex(name.split([' ', '\n']).next().unwrap_or(name), MIN_COMMIT_LEN);
        return within.then_some(STRONG);
    }
    if !*within {
        return None;
    }
    let header = ["Author: ", "AuthorDate: ", "Commit: ", "CommitDate: ", "Date: ", "Merge: ", "Reflog: "]
        .iter()
        .any(|name| text.starts_with(name));
    *within = header || text.starts_with("    ");
    within.then_some(STRONG)
}

/// `1a2b3c4 text`, possibly after the branches of a graph.
fn is_short_commit(body: &str) -> bool {
    short_commit(body).is_some_and(|name| (MIN_COMMIT_LEN..=MAX_COMMIT_LEN).contains(&name.len()))
}

/// The rest after a level at the start of `body`, possibly in brackets.
fn level(body: &str) -> Option<&str> {
    let text = body.strip_prefix(['[', '<']).unwrap_or(body);
    LEVELS
        .iter()
        .filter_map(|level| text.strip_prefix(level))
        .find(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

fn has_level(body: &str) -> bool {
    let near = &body[..body.floor_char_boundary(NEAR)];
    near.split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| LEVELS.contains(&word) || matches!(word, "I" | "W" | "E" | "D" | "V" | "F"))
}

/// A line of a web server: an address, and then the time in brackets.
fn is_access(body: &str) -> bool {
    let near = &body[..body.floor_char_boundary(NEAR)];
    near.split_once(" [")
        .is_some_and(|(host, time)| host.contains(' ') && (is_time(time) || starts_like(time, "9/AAA/9999:")))
        && has_any(near, &[" - ", " -", "\""])
}

/// `time=… level=… msg=…`
fn is_fields(body: &str) -> bool {
    let near = &body[..body.floor_char_boundary(NEAR)];
    let starts = ["time=", "ts=", "t=", "level=", "lvl=", "at="].iter().any(|start| near.starts_with(start));
    starts && has_any(near, &["level=", "lvl=", "msg=", "at="]) && near.matches('=').count() > 1
}

/// `npm http fetch GET 200 https://registry.example/a 12ms`, and `12 silly placeDep ROOT a@1.0.0` in its own log.
fn is_npm(body: &str) -> bool {
    let levels = ["http ", "verb ", "verbose ", "info ", "sill ", "silly ", "timing "];
    let rest =
        body.strip_prefix("npm ").or_else(|| digits(body).and_then(|(_, rest)| rest.strip_prefix(' ')));
    rest.is_some_and(|rest| levels.iter().any(|level| rest.starts_with(level)))
}

/// `api_1  | text`, as several services on one terminal print, and `E/Tag( 123): text`.
fn labelled(body: &str) -> bool {
    let Some((name, rest)) = body.split_once(" | ") else {
        let mut bytes = body.bytes();
        return matches!(bytes.next(), Some(b'V' | b'D' | b'I' | b'W' | b'E' | b'F'))
            && bytes.next() == Some(b'/')
            && body.split_once('(').is_some_and(|(_, rest)| {
                digits(rest.trim_start()).is_some_and(|(_, rest)| rest.starts_with("):"))
            });
    };
    let name = name.trim_end();
    !name.contains(' ')
        && name
            .rsplit_once(['_', '-'])
            .is_some_and(|(_, number)| digits(number).is_some_and(|(_, rest)| rest.is_empty()))
        && !rest.is_empty()
}
