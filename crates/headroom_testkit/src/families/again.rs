//! Output of a command that comes again and again, with one change each time.

use super::{Family, list, number, word};

/// How many lines or rows each output has.
const LINES: usize = 24;

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "a list that comes again",
        make: |n| outputs(n, |at| format!("pod {} is ready", word(at)), list_of),
    },
    Family {
        name: "a log that comes again",
        make: |n| {
            outputs(
                n,
                |at| format!("2026-03-01T10:00:{:02}Z INFO took order {}", at % 60, number(at)),
                list_of,
            )
        },
    },
    Family {
        name: "rows that come again",
        make: |n| {
            outputs(
                n,
                |at| format!(r#"{{"id":{},"name":"{}"}}"#, number(at), word(at)),
                |rows| format!("[{}]", rows.join(",")),
            )
        },
    },
    Family {
        name: "two forms that alternate",
        make: |n| {
            outputs(
                n,
                |at| format!(r#"{{"id":{},"name":"{}"}}"#, number(at), word(at)),
                |rows| {
                    let between =
                        if rows.iter().map(String::len).sum::<usize>() % 2 == 0 { ",\n  " } else { "," };
                    format!("[{}]", rows.join(between))
                },
            )
        },
    },
];

fn list_of(lines: &[String]) -> String {
    lines.join("\n")
}

/// Outputs of this total length. Each differs from the one before it in one line, and every line changes once
/// in a while.
fn outputs(bytes: usize, line: impl Fn(usize) -> String, text: impl Fn(&[String]) -> String) -> Vec<String> {
    let mut lines: Vec<_> = (0..LINES).map(&line).collect();
    let count = bytes / list(LINES, "\n", &line).len() + 1;
    let output = |at: usize| {
        lines[number(at) % LINES] = line(LINES + at);
        text(&lines)
    };
    (0..count).map(output).collect()
}
