//! Consecutive progress lines of one form.

use std::ops::Range;

use headroom_core::{Cost, cost};

use super::{Fold, Folds, Kind, Mark, Page};
use crate::repetition::parse::Form;

/// Minimum number of lines.
const MIN_COUNT: u32 = 4;
/// Approximate cost of a form in addition to its text, in tokens.
const FORM_COST: u64 = 6;
/// Maximum length of a line, in bytes.
const MAX_LINE_LEN: usize = 1000;
/// Words that mark a line as a report of a failure, in lower case. Such lines stay whole.
const FAILURES: [&str; 14] = [
    "fail",
    "error",
    "exception",
    "panic",
    "fatal",
    "traceback",
    "assert",
    "critical",
    "abort",
    "warn",
    "not ok",
    "timeout",
    "✗",
    "✘",
];
/// Words at the start or end of progress lines.
const REPORTS: [&str; 22] = [
    "ok",
    "OK",
    "PASS",
    "PASS:",
    "PASSED",
    "passed",
    "SKIP",
    "SKIPPED",
    "skipped",
    "XFAIL",
    "xfail",
    "done",
    "done.",
    "finished",
    "started",
    "✓",
    "✔",
    "√",
    "Requirement",
    "remote:",
    "UP-TO-DATE",
    "Pull complete",
];

/// Finds lines that have a form in common.
pub(super) fn find<'a>(page: &Page<'a>, folds: &mut Folds<'a>) {
    let mut stretch: Vec<Alike> = Vec::new();
    for line in 0..=page.count() {
        if line < page.count() && folds.is_free(line) && reports(page.line(line)) {
            push(page, &mut stretch, line);
            continue;
        }
        for alike in stretch.drain(..).filter(|alike| alike.lines.len() as u32 >= MIN_COUNT) {
            let form = alike.form(page);
            if page.pays(&alike.lines, listed_cost(page, &alike, &form)) {
                folds.push(Fold { lines: alike.lines, kind: Kind::Formed(form.into()) });
            }
        }
    }
}

/// Lines with a common start and end.
struct Alike {
    lines: Range<u32>,
    /// The lengths of the common start and end, in bytes.
    before: usize,
    behind: usize,
    /// The length of the shortest line.
    shortest: usize,
    saving: Cost,
}

impl Alike {
    /// These lines joined with the next ones.
    fn with(&self, page: &Page<'_>, next: &Self) -> Self {
        let (first, other) = (page.line(self.lines.start), page.line(next.lines.start));
        let (first, other) = (first.as_bytes(), other.as_bytes());
        let shortest = self.shortest.min(next.shortest);
        let before = first[..self.before.min(next.before).min(shortest)]
            .iter()
            .zip(other)
            .take_while(|(a, b)| a == b && !matches!(a, b'{' | b'}'))
            .count();
        let before = first[..before].iter().rposition(|byte| is_boundary(*byte)).map_or(0, |at| at + 1);
        let most = self.behind.min(next.behind).min(shortest - before);
        let behind = first
            .iter()
            .rev()
            .zip(other.iter().rev())
            .take(most)
            .take_while(|(a, b)| a == b && !matches!(a, b'{' | b'}'))
            .count();
        let behind = first[first.len() - behind..]
            .iter()
            .position(|byte| is_boundary(*byte))
            .map_or(0, |at| behind - at);
        let lines = self.lines.start..next.lines.end;
        let text = page.line(lines.start);
        let shared = cost(&text[..before]) + cost(&text[text.len() - behind..]);
        let saving = shared.percent(100 * (lines.len() as u64 - 1)).saturating_sub(Cost::tokens(FORM_COST));
        Self { lines, before, behind, shortest, saving }
    }

    fn form<'a>(&self, page: &Page<'a>) -> Form<'a> {
        let text = page.line(self.lines.start);
        Form::Listed(&text[..self.before], &text[text.len() - self.behind..])
    }
}

/// Adds the next line. It joins the lines before it if they save more together than apart; the result is then
/// joined in the same way.
fn push(page: &Page<'_>, stretch: &mut Vec<Alike>, line: u32) {
    let length = page.line(line).len();
    let mut alike = Alike {
        lines: line..line + 1,
        before: length,
        behind: length,
        shortest: length,
        saving: Cost::default(),
    };
    while let Some(last) = stretch.pop() {
        let both = last.with(page, &alike);
        if both.saving <= last.saving + alike.saving {
            stretch.push(last);
            break;
        }
        alike = both;
    }
    stretch.push(alike);
}

fn listed_cost(page: &Page<'_>, alike: &Alike, form: &Form<'_>) -> Cost {
    let mut text = String::new();
    Mark::Formed { lines: alike.lines.len(), form: form.clone() }.write(&mut text);
    for line in alike.lines.clone() {
        let line = page.line(line);
        text.push('\n');
        text.push_str(&line[alike.before..line.len() - alike.behind]);
    }
    cost(&text)
}

/// Whether a name may be split at this byte. A name that a reader would search for as a whole is not split.
const fn is_boundary(byte: u8) -> bool {
    byte.is_ascii()
        && !byte.is_ascii_alphanumeric()
        && !matches!(byte, b'_' | b'.' | b'@' | b'-' | b'{' | b'}')
}

/// Whether a line reports a success.
fn reports(line: &str) -> bool {
    if line.len() > MAX_LINE_LEN || line.contains('\r') || line.ends_with([';', ',', '{', '(']) {
        return false;
    }
    let mut words =
        line.split_whitespace().filter(|word| word.contains(|c: char| c.is_alphabetic()) || !word.is_ascii());
    let first = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or(first);
    let is_doing = |word: &str| {
        let stem = word.trim_end_matches([':', '.']);
        stem.len() > 4
            && (stem.ends_with("ing") || stem.ends_with("ed"))
            && stem.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    if !REPORTS.contains(&first) && !REPORTS.contains(&last) && !is_doing(first) {
        return false;
    }
    let lower = line.to_lowercase();
    !FAILURES.iter().any(|word| lower.contains(word))
}
