//! Notes in place of elided lines.

use std::fmt::Write;
use std::ops::Range;

use headroom_core::{Cost, Cut, Selectable, Stub, cost, counted, grouped};

use super::roles::{Role, line};

const PRINTED: &str = "what passed tests printed";
const WITHIN: &str = "what passed tests printed; of runs of tests that they started, results stay";
/// The cost of a note without its words.
const NOTE: Cost = Cost::tokens(4);
/// A text of this length, in bytes, costs more than any note.
const LONG: usize = 2000;
/// Maximum length of a path in a note, in bytes.
const PATH: usize = 80;

pub(super) fn cuts(
    input: &Selectable<'_>,
    starts: &[u32],
    roles: &[Role],
    mut within: bool,
    shortest: usize,
) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut index = 0;
    while index < roles.len() {
        if matches!(roles[index], Role::Kept | Role::Blank) {
            index += 1;
            continue;
        }
        let end =
            index + roles[index..].iter().position(|role| *role == Role::Kept).unwrap_or(roles.len() - index);
        let last = index
            + roles[index..end].iter().rposition(|role| *role != Role::Blank).map_or(0, |last| last + 1);
        if last - index >= shortest {
            let mut cut = cut(input, starts, roles, index..last);
            // Results of inner runs are not those of the whole run; the note says so once.
            if let Some(cut) = cut.as_mut().filter(|_| within && roles[index..last].contains(&Role::Printed))
            {
                cut.stub.after = cut.stub.after.replacen(PRINTED, WITHIN, 1).into();
                within = false;
            }
            cuts.extend(cut);
        }
        index = end;
    }
    cuts
}

fn cut(input: &Selectable<'_>, starts: &[u32], roles: &[Role], lines: Range<usize>) -> Option<Cut> {
    let end = starts.get(lines.end).map_or(input.text.len(), |start| *start as usize);
    let span = starts[lines.start] as usize..end;
    let gone = &input.text[span.clone()];
    let what = counted(lines.len(), "line");
    let first = input.lines_before + lines.start + 1;
    let mut after = format!(" {first}-{}: ", first + lines.len() - 1);
    describe(input.text, starts, roles, lines, &mut after);
    after.push_str(if gone.ends_with("\r\n") {
        "\r\n"
    } else if gone.ends_with('\n') {
        "\n"
    } else {
        ""
    });
    let is_cheaper = gone.len() > LONG || cost(gone) > cost(&what) + cost(&after) + NOTE;
    is_cheaper.then_some(Cut {
        span,
        stub: Stub { what: Some(what.into()), after: after.into(), ..Stub::default() },
    })
}

/// The description of elided lines: `34 lines of passed tests in tests/test_a.py, progress`, or `passed tests`
/// if there are no other lines.
fn describe(text: &str, starts: &[u32], roles: &[Role], lines: Range<usize>, out: &mut String) {
    let count = |role: Role| roles[lines.clone()].iter().filter(|found| **found == role).count();
    let tests = count(Role::Test);
    let mut parts: Vec<String> = Vec::new();
    if tests > 0 {
        let all = roles[lines.clone()].iter().all(|role| *role == Role::Test);
        let mut part = if all {
            "passed tests".to_owned()
        } else {
            format!("{} of passed tests", counted(tests, "line"))
        };
        if let Some(path) = path(text, starts, roles, lines.clone()) {
            // Writing to a string cannot fail.
            let _ = write!(part, " in {path}");
        }
        parts.push(part);
    } else if count(Role::Part) > 0 {
        parts.push("passing tests".to_owned());
    }
    for (role, what) in [(Role::Printed, PRINTED), (Role::Progress, "progress")] {
        if count(role) > 0 {
            parts.push(what.to_owned());
        }
    }
    for (role, what) in [
        (Role::Skipped, "lines of skipped tests, for a reason given above"),
        (Role::Warned, "lines of warnings like those above"),
    ] {
        if count(role) > 0 {
            parts.push(format!("{} {what}", grouped(count(role))));
        }
    }
    out.push_str(&parts.join(", "));
}

/// The common file of all tests of a run, if their lines name it.
fn path<'a>(text: &'a str, starts: &[u32], roles: &[Role], lines: Range<usize>) -> Option<&'a str> {
    let mut tests = lines.filter(|index| roles[*index] == Role::Test).map(|index| {
        let (path, _) = line(text, starts, index)
            .trim_start()
            .strip_prefix("PASSED ")
            .unwrap_or(line(text, starts, index))
            .split_once("::")?;
        Some(path)
    });
    let first = tests.next()??;
    let plain = first.len() <= PATH
        && first.strip_suffix(".py").is_some()
        && first
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_' | b'-'));
    (plain && tests.all(|path| path == Some(first))).then_some(first)
}
