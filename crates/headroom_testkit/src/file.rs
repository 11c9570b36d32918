//! Files that repeat themselves.

use std::fmt::Write;

use crate::Random;

pub(crate) const WORDS: [&str; 24] = [
    "fn",
    "let",
    "return",
    "self",
    "the",
    "value",
    "of",
    "request",
    "error:",
    "import",
    "config",
    "user_id",
    "0x1f",
    "42",
    "->",
    "{",
    "}",
    "(x)",
    "=",
    "\"quoted\"",
    "naïve",
    "日本語",
    "🙂",
    "path/to/file.rs",
];

/// A line of source, indented by blanks or tabs.
pub(crate) fn line(random: &mut Random) -> String {
    let mut line = if random.once_in(4) { "\t" } else { "    " }.repeat(random.below(4));
    for _ in 0..random.below(9) {
        line.push_str(random.pick(&WORDS));
        line.push(' ');
    }
    if random.once_in(3) {
        let _ = write!(line, "{}", random.below(1000));
    }
    line
}

/// Lines of a file.
pub fn file(random: &mut Random, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for _ in 0..lines {
        // Files repeat themselves.
        let again = if out.is_empty() || random.below(5) > 0 {
            None
        } else {
            Some(out[random.below(out.len())].clone())
        };
        out.push(again.unwrap_or_else(|| line(random)));
    }
    out
}
