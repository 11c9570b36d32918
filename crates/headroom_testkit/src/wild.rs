//! Distorted texts: other line ends, colours, blanks, marks, truncation.

use std::fmt::Write;

use crate::Random;

/// Marks and controls, which real outputs contain sometimes and forged ones often.
const BITS: [&str; 24] = [
    "[texts in JSON: from \" at the end of a line to \" at the start of one]\n",
    "\"\n",
    "[@ Bash cargo test]",
    "[@ query:1 «the» … «value»]",
    "[@ Read a.rs:1-3]",
    "[runs 3 lines]",
    "[A again, 2 lines]",
    "[table 2 rows: a b]",
    "[json][1 ×3]",
    "[crlf]\n",
    "[verbatim]\n",
    "[44 rows left out: headroom_retrieve r8rw0dgtg2tw4grj]",
    "[2 lines left out]",
    "\x1b[31m",
    "\x1b[0m",
    "\x1b[2K",
    "\r50%",
    "\x08",
    "\u{feff}",
    "\r",
    "\r\n",
    "\n",
    "\"",
    "{\"$value\":{\"a\":1}}",
];

/// `text` with a few of the changes that happen to texts on their way.
pub fn wild(random: &mut Random, text: &str) -> String {
    let mut out = text.to_owned();
    for _ in 0..=random.below(3) {
        out = bent(random, &out);
    }
    out
}

fn bent(random: &mut Random, text: &str) -> String {
    match random.below(11) {
        0 => text.replace('\n', "\r\n"),
        1 => joined(random, text, |random| random.pick(&["\n", "\r\n"])),
        2 => joined(random, text, |random| random.pick(&["\n", "\n", "\n", "\r"])),
        3 => coloured(random, text),
        4 => spaced(random, text),
        9 => in_json(random, text),
        5 | 6 => {
            let at = text.floor_char_boundary(random.below(text.len() + 1));
            [&text[..at], random.pick(&BITS), &text[at..]].concat()
        }
        7 => text[text.floor_char_boundary(random.below(text.len() + 1))..].to_owned(),
        _ => text[..text.floor_char_boundary(random.below(text.len() + 1))].to_owned(),
    }
}

fn joined<'a>(random: &mut Random, text: &str, end: impl Fn(&mut Random) -> &'a str) -> String {
    let mut lines = text.split('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push_str(end(random));
        out.push_str(line);
    }
    out
}

fn coloured(random: &mut Random, text: &str) -> String {
    let paint = |line: &str| {
        if random.once_in(3) { format!("\x1b[3{}m{line}\x1b[0m", random.below(8)) } else { line.to_owned() }
    };
    text.split('\n').map(paint).collect::<Vec<_>>().join("\n")
}

/// The answer of a tool that wraps what it prints in JSON, with the escapes of one library or another.
fn in_json(random: &mut Random, text: &str) -> String {
    let (more, other) = (random.below(3), random.below(text.len() + 1));
    let mut string = String::with_capacity(2 * text.len());
    for c in text.chars() {
        match c {
            '\n' => string.push_str("\\n"),
            '\t' => string.push_str("\\t"),
            '\r' => string.push_str("\\r"),
            '"' | '\\' => string.extend(['\\', c]),
            c if c < ' ' || more == 1 && c > '~' || more == 2 && matches!(c, '<' | '>' | '&') => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a string cannot fail.
                    let _ = write!(string, "\\u{unit:04x}");
                }
            }
            c => string.push(c),
        }
    }
    match random.below(4) {
        0 => format!("\"{string}\""),
        1 => format!("{{\n  \"stdout\": \"{string}\",\n  \"stderr\": \"\",\n  \"code\": {other}\n}}"),
        2 => format!("[{{\"type\":\"text\",\"text\":\"{string}\"}},{{\"text\":\"{string}\"}}]"),
        _ => format!("{{\"output\":\"{string}\",\"metadata\":{{\"exit_code\":{other}}}}}"),
    }
}

/// JSON with additional blanks after commas and colons, as no usual library writes it.
fn spaced(random: &mut Random, text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        out.push(c);
        if matches!(c, ',' | ':') && random.once_in(2) {
            out.push_str(random.pick(&[" ", "  ", "\n"]));
        }
    }
    out
}
