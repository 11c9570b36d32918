//! Program output.

use super::{Family, letters, lines, list, number, root, time, word};

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "log",
        make: |n| {
            vec![lines(n, |at| {
                format!(
                    "2026-03-01T{}Z INFO svc: took order {at} of tenant {} in {} ms",
                    time(at),
                    word(at % 33),
                    at % 70
                )
            })]
        },
    },
    Family {
        name: "log, every line another",
        make: |n| {
            vec![lines(n, |at| {
                format!("2026-03-01T{}Z INFO {} {} {}", time(at), word(at), word(at + 1), word(at * 5))
            })]
        },
    },
    Family {
        name: "log, thousands of kinds",
        make: |n| {
            vec![lines(n, |at| {
                format!(
                    "2026-03-01T{}Z WARN kind{} of {} in {}",
                    time(at),
                    number(at) % 3000,
                    letters(number(at) % 3000),
                    word(at)
                )
            })]
        },
    },
    Family {
        name: "log, long lines",
        make: |n| {
            vec![lines(n, |at| {
                format!(
                    "2026-03-01T{}Z ERROR svc: {}",
                    time(at),
                    list(400, " ", |word| format!("w{}", number(at * 400 + word) % 90))
                )
            })]
        },
    },
    Family {
        name: "log, lines of any length",
        make: |n| {
            vec![lines(n, |at| {
                format!(
                    "2026-03-01T{}Z INFO svc: {}",
                    time(at),
                    list(1 + number(at) % 60, " ", |word| ["alpha", "beta", "gamma", "7"]
                        [number(at * word) % 4]
                        .into())
                )
            })]
        },
    },
    Family {
        name: "log, all failures",
        make: |n| {
            vec![lines(n, |at| {
                format!("2026-03-01T{}Z ERROR svc-{}: failed to open {}", time(at), word(at), word(at + 1))
            })]
        },
    },
    Family {
        name: "log, traces between",
        make: |n| {
            vec![lines(n, |at| {
                format!(
                    "2026-03-01T{}Z ERROR x{}\n{}",
                    time(at),
                    word(at),
                    list(30, "\n", |frame| format!("    at f{} (x.js:{frame})", number(at * frame) % 99))
                )
            })]
        },
    },
    Family { name: "times", make: |n| vec![lines(n, |at| format!("{} {}", time(at), time(at * 7)))] },
    Family {
        name: "tests",
        make: |n| {
            vec![format!(
                "=== test session starts ===\n{}",
                lines(n, |at| format!(
                    "{} tests/t{}.py::test_{}",
                    ["PASSED", "FAILED"][usize::from(at % 9 == 0)],
                    at % 50,
                    word(at)
                ))
            )]
        },
    },
    Family {
        name: "tests that failed",
        make: |n| {
            vec![format!(
                "=== FAILURES ===\n{}",
                lines(n, |at| format!(
                    "____ test_{} ____\n\n    def t():\n>       assert x == {at}\nE       assert {} == {at}\n\na/b.py:{at}: AssertionError",
                    word(at),
                    word(at + 1)
                ))
            )]
        },
    },
    Family {
        name: "builds",
        make: |n| {
            vec![lines(n, |at| {
                if at % 4 == 0 {
                    format!(
                        "warning: unused `{}`\n  --> src/{}.rs:{at}:5\n   |\n{at} |     let x;\n   |         ^",
                        word(at),
                        word(at)
                    )
                } else {
                    format!("   Compiling {} v0.{}.0", word(at), at % 9)
                }
            })]
        },
    },
    Family {
        name: "headings of tests",
        make: |n| vec![lines(n, |_| format!("{} FAILURES {}", "=".repeat(30), "=".repeat(30)))],
    },
    Family {
        name: "traces",
        make: |n| {
            vec![lines(n, |at| {
                format!(
                    "java.lang.E{at}: msg {}\n{}",
                    word(at),
                    list(9, "\n", |frame| format!(
                        "    at a.b.C{}.m(C.java:{frame})",
                        number(at + frame) % 90
                    ))
                )
            })]
        },
    },
    Family {
        name: "diffs of many files",
        make: |n| {
            vec![lines(n, |at| {
                format!(
                    "diff --git a/s/{0}.c b/s/{0}.c\nindex 1234567..89abcde 100644\n--- a/s/{0}.c\n+++ b/s/{0}.c\n@@ -1,2 +1,2 @@\n same\n-old {at}\n+new {at}",
                    word(at)
                )
            })]
        },
    },
    Family {
        name: "diffs with wrong counts",
        make: |n| vec![lines(n, |at| format!("@@ -1,999999 +1,999999 @@ f{at}\n same\n-old\n+new"))],
    },
    Family {
        name: "diffs, headers only",
        make: |n| vec![lines(n, |at| format!("--- a/f{at}\n+++ b/f{at}"))],
    },
    Family {
        name: "diffs, lines taken away that look like headers",
        make: |n| {
            vec![format!(
                "--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n{}",
                lines(n, |at| format!("--- a/{}\n\n+++ b/x", word(at)))
            )]
        },
    },
    Family {
        name: "diffs, one long change",
        make: |n| {
            vec![format!(
                "diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n@@ -1,100 +1,100 @@\n{}",
                lines(n, |at| format!("{} line {}", [" ", "-", "+"][at % 3], word(at)))
            )]
        },
    },
    Family {
        name: "tables of changed files",
        make: |n| {
            vec![lines(n, |at| {
                format!(" s/{}.c | {} {}{}", word(at), at % 90, "+".repeat(at % 40), "-".repeat(at % 17))
            })]
        },
    },
    Family {
        name: "search results, each in a file",
        make: |n| {
            vec![lines(n, |at| {
                format!("src/{}/{}.ts:{}:  const x{at} = call({at});", word(at), word(at + 1), 1 + at % 900)
            })]
        },
    },
    Family {
        name: "search results, the same text",
        make: |n| vec![lines(n, |at| format!("src/a{}.ts:{}:  return null;", at / 1000, 1 + at % 1000))],
    },
    Family {
        name: "search results with context",
        make: |n| {
            vec![lines(n, |at| {
                if at % 5 == 4 {
                    "--".into()
                } else {
                    format!(
                        "src/f{}.rs{1}{at}{1}  let a = {2};",
                        at / 25,
                        if at % 3 == 0 { ":" } else { "-" },
                        word(at)
                    )
                }
            })]
        },
    },
    Family {
        name: "context without results",
        make: |n| vec![lines(n, |at| format!("src/f{}.rs-{at}-  let a = {};", at / 25, word(at)))],
    },
    Family {
        name: "search results in deep folders",
        make: |n| {
            let folder = list(root(n) / 3, "/", |at| format!("d{}", at % 9));
            vec![list(root(n), "\n", |at| format!("{folder}/f{at}.ts:{at}: x"))]
        },
    },
    Family {
        name: "a numbered file",
        make: |n| vec![lines(n, |at| format!("{:>6}→{} code line", at + 1, word(at)))],
    },
    Family {
        name: "a numbered file that starts over",
        make: |n| vec![lines(n, |at| format!("{:>6}→{} code line", at % 40 + 1, word(at)))],
    },
    Family {
        name: "source",
        make: |n| {
            vec![lines(n, |at| {
                format!("fn f{}(a: u32) -> u32 {{\n    let x = a + {at};\n    x * 2\n}}", word(at))
            })]
        },
    },
    Family {
        name: "Markdown",
        make: |n| {
            vec![lines(n, |at| {
                format!(
                    "## {}\n\nSome text with `code` and [a link](https://example.org/{}).\n\n- one\n- two\n",
                    word(at),
                    word(at + 1)
                )
            })]
        },
    },
    Family { name: "fences", make: |n| vec![lines(n, |_| "```".into())] },
    Family {
        name: "a line of each sort",
        make: |n| {
            vec![lines(n, |at| {
                [
                    "src/a.ts:1: x",
                    "{\"a\":1}",
                    "2026-03-01T00:00:00Z INFO x",
                    "- a: 1",
                    "| a | b |",
                    "@@ -1 +1 @@",
                    "PASSED tests/a",
                    "a,b,c",
                    "  1→x",
                    "<a>",
                    "def f():",
                    "Error: x",
                    "prose is here.",
                ][number(at) % 13]
                    .into()
            })]
        },
    },
];
