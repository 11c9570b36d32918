//! Distorted texts: other line ends, colours, blanks, marks, truncation.

use crate::Random;

/// Marks and controls, which real outputs contain sometimes and forged ones often.
const BITS: [&str; 22] = [
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
    match random.below(9) {
        0 => text.replace('\n', "\r\n"),
        1 => joined(random, text, |random| random.pick(&["\n", "\r\n"])),
        2 => joined(random, text, |random| random.pick(&["\n", "\n", "\n", "\r"])),
        3 => coloured(random, text),
        4 => spaced(random, text),
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
