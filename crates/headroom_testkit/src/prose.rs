//! Prose, logs, search results, and bundles in one line.

use std::fmt::Write;

use crate::{Random, json, layouts};

const SENTENCES: [&str; 10] = [
    "The request failed because the configuration was read before the cache was warm.",
    "I looked at the module and it seems fine, but the tests do not cover the error path.",
    "See `src/handlers/session.ts:42` for where the token is refreshed.",
    "Note: 3 of 17 checks were skipped [flaky], e.g. `it(\"retries [twice]\")`.",
    "Ensuite, la mémoire est libérée ; l'opération précédente a échoué.",
    "これは設定ファイルの問題です。",
    "Done ✅ – 0 errors, 2 warnings…",
    "Let me check the other file first.",
    "* item one\n* item two\n  * nested: `[@ b]`",
    "> quoted text, which is long enough to wrap and therefore to be found again when it stands here twice",
];
const SOURCES: [&str; 6] = ["api.server", "worker-3", "db.pool", "http", "scheduler::cron", "auth"];
const EVENTS: [&str; 7] = [
    "request completed",
    "connection reset by peer",
    "cache miss for key user:",
    "retrying in 250ms (attempt ",
    "slow query: SELECT * FROM orders WHERE id = ",
    "{\"event\":\"login\",\"ok\":true,\"user\":",
    "[table 2 rows: a] is what it printed ",
];

/// Sentences, some with JSON between them: inline, in a fence, after a label.
pub fn prose(random: &mut Random, sentences: usize) -> String {
    let mut out = String::new();
    for _ in 0..sentences {
        out.push_str(random.pick(&SENTENCES));
        let value = |random: &mut Random| layouts(&json(random)).swap_remove(random.below(5));
        match random.below(12) {
            0 => drop(write!(out, " It answered {} and then stopped.", value(random))),
            1 => drop(write!(out, "\n\n```json\n{}\n```\n", value(random))),
            2 => drop(write!(out, "\nresponse: {}\n", value(random))),
            3 | 4 => out.push_str("\n\n"),
            5 => out.push_str("\r\n"),
            _ => out.push(' '),
        }
    }
    out
}

/// Lines of a log: the times ascend, and the events repeat.
pub fn log(random: &mut Random, lines: usize) -> String {
    let mut out = String::new();
    let mut seconds = random.below(3600);
    let end = if random.once_in(6) { "\r\n" } else { "\n" };
    for _ in 0..lines {
        seconds += random.below(4);
        let (minute, second) = (seconds / 60 % 60, seconds % 60);
        let _ = write!(
            out,
            "2024-05-01T10:{minute:02}:{second:02}.{:03}Z {:<5} [{}] {}{}{end}",
            random.below(1000),
            random.pick(&["INFO", "WARN", "ERROR", "DEBUG"]),
            random.pick(&SOURCES),
            random.pick(&EVENTS),
            random.below(40)
        );
        if random.once_in(25) {
            let _ = write!(
                out,
                "Traceback (most recent call last):{end}\tFile \"/srv/app/{}.py\", line {}, in run{end}\t\traise ValueError(x){end}",
                random.pick(&SOURCES),
                random.below(9)
            );
        }
    }
    out
}

/// Search results: lines of the files after paths and line numbers.
pub fn matches(random: &mut Random, path: &str, lines: &[String]) -> String {
    let mut out = String::new();
    for (index, line) in lines.iter().enumerate() {
        if random.once_in(4) {
            let _ = writeln!(out, "{path}:{}:{line}", index + 1);
        }
    }
    out
}

/// Minified code: one line of about this length, in which long parts repeat.
pub fn minified(random: &mut Random, bytes: usize) -> String {
    let mut out = String::from("!function(e,t){\"use strict\";");
    while out.len() < bytes {
        if random.once_in(6) && out.len() > 200 {
            let (start, end) = part(random, &out);
            let again = out[start..end].to_owned();
            out.push_str(&again);
        } else {
            let _ = write!(
                out,
                "var {}{}=function(e){{return e.{}?{}:\"{}\"}};",
                random.pick(&["a", "t", "n", "naïve"]),
                random.below(900),
                random.pick(&["id", "props", "state"]),
                random.below(100_000),
                random.pick(&SOURCES)
            );
        }
    }
    out.push_str("}(window);");
    out
}

/// Changes a text in a few places, like an edit or a new build.
pub fn changed(random: &mut Random, text: &str) -> String {
    let mut out = text.to_owned();
    for _ in 0..=random.below(3) {
        let (start, end) = part(random, &out);
        let end = (start..=end.min(start + 40)).rev().find(|&at| out.is_char_boundary(at)).unwrap_or(start);
        let new = if random.once_in(3) { String::new() } else { format!("/*{}*/", random.below(1000)) };
        out.replace_range(start..end, &new);
    }
    out
}

/// The bytes of a random part of the text.
fn part(random: &mut Random, text: &str) -> (usize, usize) {
    let boundary = |at: usize| (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let start = boundary(random.below(text.len() + 1));
    (start, boundary(start + random.below(text.len() - start + 1)).max(start))
}
