//! Lines, words and characters.

use super::{Family, again, joined, lines, list, number, root, word};

/// Sentences of common words.
pub(super) fn plain(bytes: usize) -> Vec<String> {
    const WORDS: [&str; 16] = [
        "the", "river", "under", "a", "house", "walks", "and", "slowly", "we", "saw", "that", "nobody",
        "had", "opened", "its", "door",
    ];
    vec![lines(bytes, |line| list(12, " ", |at| WORDS[number(line * 12 + at) % 16].to_owned()) + ".")]
}

/// Lines of two kinds, in an order in which every stretch repeats at varying distances.
fn fibonacci(bytes: usize, a: &str, b: &str) -> String {
    let count = bytes / (a.len() + b.len() + 2) * 2;
    let (mut first, mut second) = (vec![a], vec![a, b]);
    while second.len() < count {
        let next = [&*second, &*first].concat();
        first = std::mem::replace(&mut second, next);
    }
    second[..count.max(1)].join("\n")
}

pub(super) const FAMILIES: &[Family] = &[
    Family {
        name: "lines all alike",
        make: |n| vec![lines(n, |_| "waiting for the other side to answer".into())],
    },
    Family {
        name: "lines that differ in a word",
        make: |n| vec![lines(n, |line| format!("waiting for {} to answer", word(line)))],
    },
    Family {
        name: "long lines that differ at their end",
        make: |n| {
            vec![lines(n, |line| format!("{}{}", "the same words in front of it ".repeat(30), word(line)))]
        },
    },
    Family { name: "Fibonacci lines", make: |n| vec![fibonacci(n, "a", "b")] },
    Family {
        name: "Fibonacci sentences",
        make: |n| {
            vec![fibonacci(n, "the first of two lines that come again", "and the second of the two lines")]
        },
    },
    Family {
        name: "lines in blocks of growing length",
        make: |n| {
            vec![joined(n, "\n", |block| {
                list(3 * (block + 1), "\n", |at| format!("line {} of block {block}", at % (block + 1)))
            })]
        },
    },
    Family {
        name: "blocks in another order",
        make: |n| {
            vec![joined(n, "\n", |at| {
                list(20, "\n", |line| format!("block {} line {line}", number(at) % 50))
            })]
        },
    },
    Family {
        name: "two lines at random",
        make: |n| {
            vec![lines(n, |line| {
                ["the first of two lines that come", "the second of two lines that come"][number(line) % 2]
                    .into()
            })]
        },
    },
    Family {
        name: "lines of one letter",
        make: |n| vec![lines(n, |line| char::from(b'a' + (number(line) % 26) as u8).into())],
    },
    Family {
        name: "lines of growing length",
        make: |n| vec![list(root(2 * n), "\n", |line| "ab".repeat(line / 2))],
    },
    Family {
        name: "numbers that count",
        make: |n| vec![lines(n, |line| format!("ok {line} of {} in {} ms", 1_000_000_000 - line, 2 * line))],
    },
    Family {
        name: "numbers that count for a while",
        make: |n| vec![lines(n, |line| format!("ok {} of {}", line % 7, number(line) % 9))],
    },
    Family {
        name: "many numbers a line",
        make: |n| vec![list(root(n / 6), "\n", |line| list(root(n / 6), " ", |at| (line + at).to_string()))],
    },
    Family { name: "empty lines", make: |n| vec![again(n, "\n")] },
    Family { name: "blanks", make: |n| vec![again(n, " ")] },
    Family { name: "tabs and blanks", make: |n| vec![lines(n, |line| "\t ".repeat(line % 150))] },
    Family { name: "one letter", make: |n| vec![again(n, "x")] },
    Family { name: "one line of words", make: |n| vec![joined(n, " ", word)] },
    Family { name: "one line that repeats itself", make: |n| vec![again(n, "abcdefghij ")] },
    Family {
        name: "one line of code",
        make: |n| vec![joined(n, "", |at| format!("function {}(a,b){{return a+b*{}}}", word(at), at % 99))],
    },
    Family {
        name: "long lines that share parts",
        make: |n| {
            vec![lines(n, |line| {
                list(30, ", ", |at| {
                    format!(
                        "Fault {{ kind: \"t{}\", says: \"the answer was not understood {}\" }}",
                        number(line * at) % 7,
                        number(line + at) % 11
                    )
                })
            })]
        },
    },
    Family { name: "quotes", make: |n| vec![again(n, "\"")] },
    Family {
        name: "quoted lines",
        make: |n| vec![lines(n, |line| format!("{}[A]", "\"".repeat(1 + line % 80)))],
    },
    Family { name: "brackets", make: |n| vec![again(n, "[")] },
    Family { name: "brackets that close", make: |n| vec![again(n, "[x] ")] },
    Family { name: "backslashes", make: |n| vec![again(n, "\\")] },
    Family { name: "less than", make: |n| vec![again(n, "<")] },
    Family { name: "colons", make: |n| vec![lines(n, |line| format!("{}{line}", "a:".repeat(100)))] },
    Family { name: "dashes", make: |n| vec![lines(n, |_| "-".repeat(80))] },
    Family { name: "equals", make: |n| vec![again(n, "a = ")] },
    Family { name: "base64", make: |n| vec![joined(n, "", |at| word(at).to_uppercase() + &word(at + 1))] },
    Family {
        name: "hexadecimal",
        make: |n| vec![lines(n, |line| list(5, "", |at| format!("{:08x}", number(line * 5 + at) as u32)))],
    },
    Family {
        name: "Chinese",
        make: |n| vec![lines(n, |line| format!("{}{}", "日本語の文章です。".repeat(6), word(line)))],
    },
    Family { name: "combining marks", make: |n| vec![format!("a{}", again(n, "\u{301}\u{302}"))] },
    Family {
        name: "emoji", make: |n| vec![lines(n, |line| format!("{}{}", "👩‍👩‍👧‍👦".repeat(9), word(line)))]
    },
    Family {
        name: "zero-width and bidirectional marks",
        make: |n| {
            vec![lines(n, |line| {
                format!("{}{}", "w\u{200b}o\u{202e}r\u{2066}d\u{2069}\u{feff} ".repeat(6), word(line))
            })]
        },
    },
    Family { name: "control characters", make: |n| vec![again(n, "\u{1}\u{2}\u{0}\u{7f}x")] },
    Family {
        name: "guillemets",
        make: |n| vec![lines(n, |line| format!("{}{}", "[A «x» … «y»] [B « ".repeat(4), word(line)))],
    },
    Family {
        name: "line ends of all sorts",
        make: |n| {
            vec![joined(n, "", |at| format!("line {}{}", word(at), ["\r\n", "\n", "\r", "\n\r"][at % 4]))]
        },
    },
    Family { name: "CRLF", make: |n| vec![joined(n, "\r\n", |at| format!("line {} of a text", word(at)))] },
    Family { name: "the same file again", make: |n| vec![plain(n / 8).concat(); 8] },
    Family {
        name: "one file, a line changed each time",
        make: |n| {
            (0..16)
                .map(|time| {
                    list(n / 16 / 40, "\n", |line| {
                        format!(
                            "line {line} of a file, {}",
                            if line % 16 == time { word(time) } else { "as before".into() }
                        )
                    })
                })
                .collect()
        },
    },
    Family {
        name: "many short results",
        make: |n| {
            (0..n / 50).map(|at| format!("done: {} files were changed, {} kept", word(at), at % 9)).collect()
        },
    },
    Family {
        name: "one long line again, shifted",
        make: |n| {
            let line = joined(n / 4, " ", word);
            (0..4).map(|time| format!("{time} {} {line}", word(time))).collect()
        },
    },
];
