//! Diffs as tools print them, some of them slightly malformed.

use std::fmt::Write;

use crate::{Random, file};

const PATHS: [&str; 9] = [
    "src/api/node.ts",
    "src/api/router.ts",
    "src/api/deep/er/trie.ts",
    "README.md",
    "naïve.txt",
    "docs/a b.md",
    "x, new",
    "lib/{a => b}/c.rs",
    "日本/語.py",
];
const CONTEXTS: [&str; 5] = ["", "fn main() {", "fn main() {", "@@ odd", "class Wörter:"];
const BETWEEN: [&str; 7] = [
    "",
    "\ncommit 0123456789abcdef0123456789abcdef01234567\nAuthor: A <a@b.c>\n\n    A message\n\n",
    " no change\n",
    "--- a/x\n+++ b/x\n",
    "-- \n2.40\n\n",
    "@@ -1 +1\n",
    "\n\n",
];

/// A diff of a few files, with the table of changed files before it.
pub fn diff(random: &mut Random) -> String {
    let mut out = String::new();
    let count = random.below(6);
    if random.once_in(2) {
        stat(random, count, &mut out);
    }
    for _ in 0..count {
        header(random, &mut out);
        for _ in 0..random.below(4) {
            hunk(random, &mut out);
        }
        if random.once_in(4) {
            out.push_str(random.pick(&BETWEEN));
        }
    }
    match random.below(8) {
        0 => out.replace('\n', "\r\n"),
        // Truncated.
        1 => out.chars().take(random.below(out.len() + 1)).collect(),
        2 => out.lines().map(|line| line.trim_end().to_owned() + "\n").collect(),
        3 => out.trim_end_matches('\n').to_owned(),
        _ => out,
    }
}

fn stat(random: &mut Random, count: usize, out: &mut String) {
    let odd = usize::from(random.once_in(6));
    let paths: Vec<_> = (0..count).map(|_| random.pick(&PATHS)).collect();
    let width = paths.iter().map(|path| path.chars().count()).max().unwrap_or(0) + odd;
    for path in paths {
        let _ = match random.below(8) {
            0 => writeln!(out, " {path:<width$} | Bin 0 -> 12 bytes"),
            1 => writeln!(out, " {path:<width$} |   0"),
            _ => writeln!(
                out,
                " {path:<width$} | {:>3} {}",
                random.below(200),
                random.pick(&["+", "++--", "-", "+-"])
            ),
        };
    }
    let _ = writeln!(out, " {count} files changed");
}

fn header(random: &mut Random, out: &mut String) {
    let path = random.pick(&PATHS);
    let tab = if path.contains(' ') { "\t" } else { "" };
    let id = |random: &mut Random| format!("{:07x}", random.below(1 << 28));
    let (before, after) = (id(random), id(random));
    let mode = random.pick(&["100644", "100644", "100755"]);
    let _ = match random.below(9) {
        0 => writeln!(
            out,
            "diff --git a/{path} b/{path}\nnew file mode {mode}\nindex 0000000..{after}\n--- /dev/null\n+++ b/{path}{tab}"
        ),
        1 => writeln!(
            out,
            "diff --git a/{path} b/{path}\ndeleted file mode {mode}\nindex {before}..0000000\n--- a/{path}{tab}\n+++ /dev/null"
        ),
        2 => writeln!(
            out,
            "diff --git a/old.rs b/{path}\nsimilarity index 9{}%\nrename from old.rs\nrename to {path}\nindex {before}..{after} {mode}\n--- a/old.rs\n+++ b/{path}{tab}",
            random.below(10)
        ),
        3 => writeln!(out, "diff --git a/{path} b/{path}\nold mode 100644\nnew mode 100755"),
        4 => writeln!(
            out,
            "diff --git a/{path} b/{path}\nindex {before}..{after} {mode}\nBinary files a/{path} and b/{path} differ"
        ),
        5 => writeln!(
            out,
            "diff --cc {path}\nindex {before},{after}..{before}\n--- a/{path}{tab}\n+++ b/{path}{tab}\n@@@ -1 -1 +1,2 @@@\n++x"
        ),
        6 => writeln!(out, "--- a/{path}{tab}\n+++ b/{path}{tab}"),
        _ => writeln!(
            out,
            "diff --git a/{path} b/{path}\nindex {before}..{after} {mode}\n--- a/{path}{tab}\n+++ b/{path}{tab}"
        ),
    };
}

fn hunk(random: &mut Random, out: &mut String) {
    let length = random.below(9);
    let lines: Vec<_> = file(random, length)
        .into_iter()
        .map(|line| format!("{}{line}", random.pick(&[" ", " ", "+", "-", "-"])))
        .collect();
    let odd = usize::from(random.once_in(12));
    let count = |sign: char| lines.iter().filter(|line| line.starts_with([' ', sign])).count() + odd;
    let part =
        |start: usize, count: usize| if count == 1 { start.to_string() } else { format!("{start},{count}") };
    let start = random.below(900);
    let context = random.pick(&CONTEXTS);
    let blank = if context.is_empty() { "" } else { " " };
    let _ = writeln!(
        out,
        "@@ -{} +{} @@{blank}{context}",
        part(start, count('-')),
        part(start + random.below(9), count('+'))
    );
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
    if random.once_in(10) {
        out.push_str("\\ No newline at end of file\n");
    }
}
