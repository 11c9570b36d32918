//! Lists of paths and tables in columns as tools print them, some of them slightly malformed.

use std::fmt::Write;

use crate::Random;

const ROOTS: [&str; 8] = ["", "", "./", "/srv/my app/", "/home/me/app/", r"C:\code\", "C:/a:b/", "*/"];
const FOLDERS: [&str; 9] =
    ["", "src/", "src/", "src/api/", "src/api/deep/er/", "docs/a b/", "naïve/", "./", "x: y/"];
const NAMES: [&str; 14] = [
    "mod.rs",
    "index.ts",
    "README.md",
    "Makefile",
    "a b.txt",
    "[id].tsx",
    "日本.py",
    "lib/",
    ".env",
    "x:",
    "v1.2",
    "*",
    "",
    "package.json",
];
const LEADS: [&str; 7] = [" M ", "?? ", "A\t", "\tmodified:   ", "\tnew file:   ", "\t", "R  "];
const CELLS: [&str; 16] = [
    "root",
    "ada",
    "-rw-r--r--",
    "drwxr-xr-x",
    "Running",
    "0",
    "4096",
    "1073741824",
    "12:57",
    "Feb",
    "3",
    "naïve",
    "<none>",
    "a>b",
    "=",
    "1/1",
];

/// The output of a tool about files or other things.
pub fn listing(random: &mut Random) -> String {
    let mut out = String::new();
    for _ in 0..=random.below(3) {
        match random.below(4) {
            0 => table(random, &mut out),
            3 => tree(random, &mut out),
            1 => paths(random, &mut out),
            _ => headings(random, &mut out),
        }
        if random.once_in(3) {
            out.push_str(random.pick(&["\n", "total 12\n", "No results.\n", "12 files\n\n", "a/b\n"]));
        }
    }
    match random.below(8) {
        0 => out.replace('\n', "\r\n"),
        1 => out.trim_end_matches('\n').to_owned(),
        2 => out.chars().take(random.below(out.len() + 1)).collect(),
        _ => out,
    }
}

fn paths(random: &mut Random, out: &mut String) {
    let root = random.pick(&ROOTS);
    let suffix = random.pick(&["", "", "", "/package.json", "/"]);
    let leads = random.once_in(3);
    let mut folder = "";
    for _ in 0..random.below(20) {
        if random.once_in(3) {
            folder = random.pick(&FOLDERS);
        }
        let lead = if leads { random.pick(&LEADS) } else { "" };
        let _ = writeln!(out, "{lead}{root}{folder}{}{suffix}", random.pick(&NAMES));
    }
}

/// The lines of drawn trees: before an entry and before the last one, and below them.
const DRAWN: [[&str; 4]; 4] = [
    ["├── ", "└── ", "│   ", "    "],
    ["├── ", "└── ", "│\u{a0}\u{a0} ", "    "],
    ["|-- ", "`-- ", "|   ", "    "],
    ["├── ", "└── ", "│ ", "  "],
];

/// A drawn tree, sometimes truncated or with a foreign line.
fn tree(random: &mut Random, out: &mut String) {
    let [more, last, bar, gap] = DRAWN[random.below(DRAWN.len())];
    let _ = writeln!(out, "{}", random.pick(&NAMES));
    let mut open: Vec<bool> = Vec::new();
    for _ in 0..random.below(20) {
        for is_open in &open {
            out.push_str(if *is_open { bar } else { gap });
        }
        let is_last = random.once_in(3);
        let _ = writeln!(out, "{}{}", if is_last { last } else { more }, random.pick(&NAMES));
        match random.below(4) {
            0 => open.push(!is_last),
            _ if is_last => while let Some(false) = open.pop() {},
            _ => {}
        }
    }
}

fn headings(random: &mut Random, out: &mut String) {
    for _ in 0..random.below(5) {
        let _ = writeln!(out, "{}{}:", random.pick(&ROOTS), random.pick(&FOLDERS).trim_end_matches('/'));
        for _ in 0..random.below(6) {
            let _ = writeln!(out, "{}", random.pick(&NAMES));
        }
        if !random.once_in(8) {
            out.push('\n');
        }
    }
}

/// Aligned cells, sometimes with a cell that is too wide, or with too few cells.
fn table(random: &mut Random, out: &mut String) {
    let columns: Vec<_> = (0..=random.below(7))
        .map(|_| {
            (random.below(8), random.once_in(2), random.below(3), random.once_in(3), random.pick(&CELLS))
        })
        .collect();
    for _ in 0..random.below(16) {
        for (index, (extra, is_right, gap, is_same, usual)) in columns.iter().enumerate() {
            let cell = if *is_same { usual } else { random.pick(&CELLS) };
            let width = if random.once_in(60) { 0 } else { 10 + extra };
            let _ = if *is_right { write!(out, "{cell:>width$}") } else { write!(out, "{cell:<width$}") };
            let gap = if index + 1 == columns.len() { 0 } else { 1 + gap };
            out.extend(std::iter::repeat_n(' ', gap));
        }
        if random.once_in(2) {
            out.push_str(random.pick(&["and more", " behind", "  ", "\t"]));
        }
        out.push('\n');
    }
}
