//! Texts as tools print them, and texts made to confuse.

use std::fmt::Write;

use crate::file::{WORDS, file, line};
use crate::logs::logs;
use crate::output::output;
use crate::records::record_lines;
use crate::{
    Random, config, diff, json, layouts, listing, log, long_table, minified, prose, table, templated,
};

/// A text of any type: lines, JSON, both, blanks, marks, logs, prose, output of tests and builds, long lines.
pub fn text(random: &mut Random) -> String {
    match random.below(28) {
        0 => String::new(),
        13 => terminal(random),
        1 => {
            let length = random.below(40);
            file(random, length).join("\r\n")
        }
        2 => layouts(&json(random)).swap_remove(random.below(5)),
        3 => {
            let value = json(random);
            format!("{}\n```json\n{}\n```\n{}", line(random), layouts(&value).swap_remove(2), line(random))
        }
        4 if random.once_in(2) => record_lines(random),
        4 => (0..random.below(12))
            .map(|_| layouts(&json(random)).swap_remove(random.below(2)))
            .collect::<Vec<_>>()
            .join("\n"),
        5 => {
            let length = random.below(400);
            (0..length).map(|_| random.pick(&WORDS)).collect::<Vec<_>>().join(" ")
        }
        6 => look_alike(random),
        7 => {
            let length = random.below(60);
            numbered(random, length)
        }
        8 => {
            let length = random.below(40);
            log(random, length)
        }
        9 => {
            let length = random.below(16);
            prose(random, length)
        }
        10 => {
            let length = random.below(4000);
            minified(random, length)
        }
        11 => diff(random),
        12 => listing(random),
        14 | 15 => {
            let length = random.below(60);
            logs(random, length)
        }
        24 => same_errors(random),
        25 | 26 => {
            let count = random.below(60);
            templated(random, count)
        }
        27 => long_table(random),
        18 | 19 => table(random),
        20 | 21 => config(random),
        16 | 17 => {
            let parts = random.below(24);
            output(random, parts)
        }
        _ => {
            let length = random.below(60);
            file(random, length).join("\n")
        }
    }
}

/// Long lines that repeat the same text, each slightly changed.
fn same_errors(random: &mut Random) -> String {
    let said = (0..30 + random.below(200)).map(|_| random.pick(&WORDS)).collect::<Vec<_>>();
    let lines = (0..=random.below(8)).map(|_| {
        let mut own = said.clone();
        for _ in 0..random.below(4) {
            let at = random.below(own.len());
            own[at] = random.pick(&["«a» … «b»", "[A «error:» … «the»]", "7f3a91", "日本"]);
        }
        let cut = if random.once_in(3) { random.below(own.len()) } else { 0 };
        [line(random), own[cut..].join(" "), line(random)].concat()
    });
    lines.collect::<Vec<_>>().join(if random.once_in(4) { "\n\n" } else { "\n" })
}

/// Terminal output: colours, progress, moves of the cursor, and look-alikes.
fn terminal(random: &mut Random) -> String {
    let controls = [
        "\x1b[31m",
        "\x1b[0m",
        "\x1b[1;32m",
        "\r",
        "\r\n",
        "\n",
        "\x1b[K",
        "\x1b[2K\r",
        "\x1b[1A",
        "\x1b[2B",
        "\x1b[5D",
        "\x1b[3C",
        "\x1b[9G",
        "\x1b[J",
        "\x08\x08",
        "\x07",
        "\x1b]0;title\x07",
        "\x1b[?25l",
        "\x1b(B",
        "   ",
        "\t",
    ];
    let rare = ["\x1b[2J", "\x1b[1;1H", "\x1b", "\x1b[", "\x1b]8;;", "\x0c", "\x1b[?1049h"];
    let mut out = String::new();
    for _ in 0..random.below(80) {
        match random.below(40) {
            0 => out.push_str(random.pick(&rare)),
            1..=20 => out.push_str(random.pick(&WORDS)),
            21..=24 => out.push_str("progress  42%"),
            _ => out.push_str(random.pick(&controls)),
        }
    }
    out
}

/// Lines with line numbers, most of them correct.
fn numbered(random: &mut Random, lines: usize) -> String {
    let separator = random.pick(&["→", "\t", ":", "|", " | "]);
    let width = random.pick(&[&0_usize, &4, &6]);
    let mut number = 1 + random.below(200);
    let mut out = String::new();
    for body in file(random, lines) {
        if random.once_in(40) {
            number += random.below(3);
        }
        let _ = writeln!(out, "{number:>width$}{separator}{body}");
        number += 1;
    }
    out
}

/// Text full of look-alikes of our own notation.
pub fn look_alike(random: &mut Random) -> String {
    let marks = [
        "[@ Read a.rs]",
        "[@ Read a.rs:1-3]",
        "[@ Read b.rs #2:7]",
        "[@ 2-4]",
        "[@ ",
        "[lines 1→9]",
        "[lines 1:3, width 4]",
        "[table 2 rows: a b]",
        "[table 2 rows: a=1]\n\n×1",
        "[json]",
        "[json spaced]{a:1}",
        "[json]{a:[table 2 rows: b]\n1\n2\n}",
        "[diff src/a.rs]",
        "[diff src/a.rs, new, 1234567]",
        "@@ -1 +1",
        "@@ -1 +1 x",
        "+x",
        "-x",
        "[stat 2 lines in src/]",
        "a.rs | 2 +-",
        "[paths 2]",
        "[paths 3 as a/*/b]",
        "[status 1]",
        "src/: a b",
        "./: x",
        "[columns 2 lines: < >]",
        "[columns 1 lines: a > b <]",
        "[csv 2 rows: a,b=x]\n1\n2,b:y",
        "[csv 3 rows, quoted, by ;: a;b/*]",
        "[tsv 2 rows: a\tb]\n^\t1",
        "[markdown 2 rows, padded: a:>|b:<9]",
        "[psql 2 rows: a:>|b=x]\n1\n2|b:y",
        "[coverage 2 rows: a|b:>]\n x|1\n^|2",
        "=1,2",
        "1|2",
        "[records 2 lines: * {1} for the next 1]\na: {1}\n* x\n* y",
        "[records 4 lines: * {1} | {2} for the next 2]",
        "a: {1}",
        "* x | y",
        "\"* z",
        "a,b,c",
        "| a | b |\n| - | - |",
        "[verbatim]\n",
        "[crlf]\n",
        "[log 2 lines, 1 kind]\n#1:a{}b\n12:00:00 x\n#1 5",
        "#1 5",
        "#1:a{}",
        ":05 x",
        "[runs 3 lines]",
        "[runs 3 lines]\na\n[previous line repeated 2 more times]",
        "[A]",
        "[A again, 2 lines]",
        "[A «plain» … «words»]",
        "x [A «1» … «2»] y",
        "[3 lines: a {1..3} b]",
        "[3 lines: a {} b]",
        "1 2",
        "&name v",
        "*name",
        "×4",
        "^ ^",
        "~",
        "10→x",
        "[[[[",
        "{\"a\":1}",
        "\n",
        " ",
        "plain words",
    ];
    let mut out = String::new();
    for _ in 0..random.below(30) {
        out.push_str(random.pick(&marks));
        if random.once_in(2) {
            out.push('\n');
        }
    }
    out
}
