//! Rows that tell of a failure.

mod words;

use headroom_core::Hashed;
use headroom_formats::json::{Kind, Tape};
use xxhash_rust::xxh3::xxh3_64;

use self::words::{GOOD, NAMES, NOTHING, STATUS, has_word, tells};
use crate::json::parse::{Rows, leaves};

/// A longer string is prose, in which a word may mean anything, and so much of it is read, in bytes.
const SHORT: usize = 64;
const MAX_PROSE: usize = 256;
/// Prose tells of failures where at most one row in so many has their words.
const PROSE_SHARE: usize = 20;
/// Fields that are watched.
const MAX_FIELDS: usize = 256;

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
        if self.counts.len() < MAX_FIELDS || self.counts.contains_key(&field) {
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
        _ if raw.len() > SHORT => return tells(&raw[..raw.floor_char_boundary(MAX_PROSE)]).then_some(true),
        _ => {
            tells(raw)
                || has_word(name, &NAMES)
                    && !NOTHING.contains(&raw.trim_matches('"').trim().to_ascii_lowercase().as_str())
        }
    };
    is_told.then_some(false)
}

/// Whether a number is what programs give back when they fail: a status of HTTP from 400, an exit code, a count of errors.
fn number(name: &str, raw: &str) -> bool {
    let is_zero = raw
        .bytes()
        .take_while(|byte| !matches!(byte, b'e' | b'E'))
        .all(|byte| matches!(byte, b'0' | b'.' | b'-'));
    let is_status = || {
        raw.len() == 3
            && matches!(raw.as_bytes()[0], b'4' | b'5')
            && raw.bytes().all(|byte| byte.is_ascii_digit())
    };
    !is_zero && has_word(name, &NAMES)
        || is_status() && has_word(name, &STATUS[..2])
        || !is_zero && has_word(name, &STATUS[2..])
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
            r#"{"level":"ERROR"}"#,
            r#"{"level":"Fatal"}"#,
            r#"{"error":"no space"}"#,
            r#"{"status":503}"#,
            r#"{"exitCode":-1}"#,
            r#"{"ok":false}"#,
            r#"{"steps":[{"s":"failed"}]}"#,
            r#"{"lastError":{"a":1}}"#,
            r#"{"type":"ConnectionRefused"}"#,
            r#"{"kind":"HTTPError"}"#,
            r#"{"errors":2}"#,
            r#"{"failed":true}"#,
        ] {
            assert_eq!(told(&format!(r#"[{{"a":1}},{{"a":2}},{bad},{{"a":3}}]"#)), [2], "{bad}");
        }
    }

    #[test]
    fn fields_named_error_may_be_empty() {
        for good in [
            r#"{"error":null}"#,
            r#"{"error":""}"#,
            r#"{"errors":[]}"#,
            r#"{"errors":0}"#,
            r#"{"failed":false}"#,
            r#"{"note":"0 errors"}"#,
            r#"{"note":"no error"}"#,
            r#"{"status":200}"#,
            r#"{"size":404}"#,
            r#"{"error":"none"}"#,
            r#"{"a":"terror"}"#,
            r#"{"ok":true}"#,
        ] {
            assert_eq!(told(&format!(r#"[{{"a":1}},{{"a":2}},{good},{{"a":3}}]"#)), [], "{good}");
        }
    }

    #[test]
    fn what_most_rows_say_is_no_news() {
        let row = |at: usize| format!(r#"{{"error":"code {at}"}}"#);
        assert_eq!(told(&format!("[{}]", (0..9).map(row).collect::<Vec<_>>().join(","))), []);
    }
}
