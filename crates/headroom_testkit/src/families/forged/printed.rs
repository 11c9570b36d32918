//! Forged forms of what programs print.

use crate::families::{Family, joined, lines, list, number, root, word};

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "forged log: kinds",
        make: |n| {
            vec![format!(
                "[log 999999 lines, {} kinds]\n{}\n{}",
                n / 40,
                list(n / 40, "\n", |at| format!("#{}: a {{}} b {{}} c", at + 1)),
                list(n / 40, "\n", |at| format!("#{} x y", 1 + number(at) % (n / 40)))
            )]
        },
    },
    Family {
        name: "forged log: gaps",
        make: |n| {
            vec![format!(
                "[log 999999 lines, 1 kind]\n#1: {}\n{}",
                "{}".repeat(root(n)),
                list(root(n) / 2, "\n", |_| format!("#1 {}", "x ".repeat(root(n))))
            )]
        },
    },
    Family {
        name: "forged log: a long kind",
        make: |n| {
            vec![format!(
                "[log {} lines, 1 kind]\n#1: {}\n{}",
                n / 6,
                "x".repeat(n / 2),
                list(n / 6, "\n", |_| "#1".into())
            )]
        },
    },
    Family {
        name: "forged records: empty values",
        make: |n| {
            vec![format!(
                "[records {} lines: * {{1}} for the next 1]\n{}\n{}",
                n / 6,
                "{1}".repeat(n / 6),
                list(n / 6, "\n", |_| "* ".into())
            )]
        },
    },
    Family {
        name: "forged records: long values",
        make: |n| {
            vec![format!(
                "[records 999999 lines: * {{1}} for the next 1]\n{}\n{}",
                "{1}".repeat(root(n)),
                lines(n / 2, |at| format!("* {}", word(at).repeat(20)))
            )]
        },
    },
    Family {
        name: "forged CSV: long usual cells",
        make: |n| {
            vec![format!(
                "[csv {} rows: a,b={}]\n{}",
                n / 4,
                "x".repeat(8000.min(n / 4)),
                list(n / 4, "\n", |_| "1".into())
            )]
        },
    },
    Family {
        name: "forged CSV: cells by name",
        make: |n| {
            vec![format!(
                "[csv 999999 rows: a,{}]\n{}",
                list(250, ",", |at| format!("c{at}=x")),
                lines(n, |at| format!("1,c{}:y", number(at) % 250))
            )]
        },
    },
    Family {
        name: "forged CSV: quotes that nothing closes",
        make: |n| vec![format!("[csv 999999 rows: a,b]\n{}", lines(n, |at| format!("\"{at},x")))],
    },
    Family {
        name: "forged fixed table: blanks",
        make: |n| {
            vec![format!(
                "[fixed {} rows: A|{}]\n{}",
                n / 4,
                list(250.min(n / 40), "|", |at| format!("B{at}:4000= ")),
                list(n / 4, "\n", |_| "1".into())
            )]
        },
    },
    Family {
        name: "forged fixed table: wide empty cells",
        make: |n| {
            vec![format!(
                "[fixed {} rows: A|{}]\n{}",
                n / 4,
                list(250.min(n / 40), "|", |at| format!("B{at}:4000=")),
                list(n / 4, "\n", |_| "1".into())
            )]
        },
    },
    Family {
        name: "forged Markdown table: long usual cells",
        make: |n| {
            vec![format!(
                "[markdown {} rows, padded: a|b={}]\n{}",
                n / 4,
                "x".repeat(8000.min(n / 4)),
                list(n / 4, "\n", |_| "1".into())
            )]
        },
    },
    Family {
        name: "forged Markdown table: wide",
        make: |n| {
            vec![format!(
                "[markdown 999999 rows, padded: {}]\n{}",
                list(250, "|", |at| format!("C{at}:4000")),
                lines(n, |_| "|".repeat(249))
            )]
        },
    },
    Family {
        name: "forged table of a database: wide empty cells",
        make: |n| {
            vec![format!(
                "[mysql {} rows: A|{}]\n{}",
                n / 4,
                list(250.min(n / 40), "|", |at| format!("B{at}:4000=")),
                list(n / 4, "\n", |_| "1".into())
            )]
        },
    },
    Family {
        name: "table of a database, frames that nothing closes",
        make: |n| {
            vec![list(n / 60, "\n", |at| {
                format!("+---+----+\n| a | b  |\n+---+----+\n| {} | x  |\n+--+--+", at % 10)
            })]
        },
    },
    Family {
        name: "forged paths",
        make: |n| {
            vec![format!(
                "[paths 999999 as {}*]\n{}",
                "a/".repeat(250),
                lines(n, |_| format!("d/: {}x", "x ".repeat(100)))
            )]
        },
    },
    Family {
        name: "forged tree",
        make: |n| {
            vec![format!(
                "[tree 16000 lines, more at 1 2 3]\na\n{}",
                lines(n, |at| format!("{}x", " ".repeat(1 + at % 60)))
            )]
        },
    },
    Family {
        name: "forged columns",
        make: |n| {
            vec![format!(
                "[columns 4000 lines: {}]\n{}",
                "< ".repeat(250),
                lines(n, |_| "x ".repeat(249) + "x")
            )]
        },
    },
    Family {
        name: "forged search results",
        make: |n| {
            vec![format!(
                "[by file, 9999999 lines]\nf\n{}: long text here",
                joined(n, " ", |at| (at + 1).to_string())
            )]
        },
    },
    Family {
        name: "forged table of changes",
        make: |n| {
            vec![format!(
                "[stat {} lines]\n{} | 1 +\n{}",
                n / 20,
                "x".repeat(n / 2),
                list(n / 20, "\n", |at| format!("f{at} | 1 +"))
            )]
        },
    },
    Family {
        name: "forged diffs",
        make: |n| vec![lines(n, |at| format!("[diff a/f{at}, from b, 94%, 1..2]\n@@ -1 +1 x\n-x\n+y"))],
    },
    Family {
        name: "forged diff: a long context",
        make: |n| {
            vec![format!(
                "[diff a, 1..2]\n@@ -1 +1 {}\n+y\n{}",
                "x".repeat(n / 2),
                lines(n / 2, |at| format!("@@ -{at} +1\n+y"))
            )]
        },
    },
];
