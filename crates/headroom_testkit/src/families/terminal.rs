//! Terminal output.

use super::{Family, again, joined, lines, list, root, word};

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "terminal: moves in a wide line",
        make: |n| vec![format!("{}\r{}", "x".repeat(n / 2), again(n / 2, "\x1b[9Cx\r"))],
    },
    Family {
        name: "terminal: moves to columns of a wide line",
        make: |n| {
            vec![format!(
                "{}\r{}",
                "x".repeat(n / 2),
                joined(n / 2, "", |at| format!("\x1b[{}Gx", 1 + super::number(at) % 60_000))
            )]
        },
    },
    Family {
        name: "terminal: a wide line erased to its start",
        make: |n| vec![format!("{}{}", "x".repeat(n / 2), again(n / 2, "\x1b[1K"))],
    },
    Family {
        name: "terminal: a wide line erased and written",
        make: |n| vec![format!("{}{}", "x".repeat(n / 2), again(n / 2, "\rx\x1b[60000C\x1b[1K"))],
    },
    Family {
        name: "terminal: lines erased to their end",
        make: |n| vec![again(n, &format!("{}\r\x1b[K", "x".repeat(50)))],
    },
    Family {
        name: "terminal: up and down",
        make: |n| vec![format!("{}{}", again(n / 2, "a\n"), again(n / 2, "\x1b[1A\x1b[1B"))],
    },
    Family {
        name: "terminal: up over many lines",
        make: |n| {
            vec![format!("{}\n{}", list(200, "\n", |row| format!("row {row}")), again(n, "\x1b[150Ax\n"))]
        },
    },
    Family { name: "terminal: everything below erased", make: |n| vec![again(n, "a\nb\nc\x1b[2A\r\x1b[J")] },
    Family { name: "terminal: far moves", make: |n| vec![again(n, "\x1b[4000Gx\n")] },
    Family { name: "terminal: backspaces", make: |n| vec!["x".repeat(n / 2) + &"\x08".repeat(n / 2)] },
    Family { name: "terminal: wide characters", make: |n| vec![again(n, "日本\x08\x08")] },
    Family {
        name: "terminal: wide characters and moves",
        make: |n| vec![lines(n, |at| format!("日本{}\r\x1b[K\x1b[3Gx", word(at)))],
    },
    Family {
        name: "terminal: progress",
        make: |n| vec![joined(n, "", |at| format!("\r{}% [{}]", at % 101, "#".repeat(at % 50)))],
    },
    Family {
        name: "terminal: colours",
        make: |n| vec![lines(n, |at| format!("\x1b[1;31m✗\x1b[0m {} \x1b[2mfailed\x1b[22m", word(at)))],
    },
    Family { name: "terminal: one colour after another", make: |n| vec![again(n, "\x1b[1;31;4m")] },
    Family { name: "terminal: titles", make: |n| vec![again(n, "\x1b]0;x\x07")] },
    Family { name: "terminal: titles that do not end", make: |n| vec![again(n, "\x1b]0;")] },
    Family { name: "terminal: escapes that do not end", make: |n| vec![again(n, "\x1b[1;")] },
    Family {
        name: "terminal: carriage returns over long lines",
        make: |n| vec![list(root(n), "\r", |at| format!("{}{at}", "x".repeat(root(n))))],
    },
    Family {
        name: "terminal: a log with colours",
        make: |n| {
            vec![lines(n, |at| {
                format!("\x1b[32m{}\x1b[0m INFO took order {at} of {}", super::time(at), word(at % 40))
            })]
        },
    },
];
