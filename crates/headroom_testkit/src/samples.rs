//! JSON of about any size, the same each time, for benchmarks.

use std::fmt::Write;

use crate::{Random, Value, layouts};

/// The type of a JSON text.
#[derive(Clone, Copy, Debug)]
pub enum Sample {
    /// Rows of many short fields.
    Wide,
    /// Nested objects, to depth 24.
    Deep,
    /// Rows of long texts.
    Strings,
    /// Rows of numbers.
    Numbers,
}

const DEPTH: usize = 24;
const WORDS: [&str; 16] = [
    "request",
    "the",
    "connection",
    "was",
    "closed",
    "by",
    "peer",
    "while",
    "reading",
    "response",
    "from",
    "upstream",
    "server",
    "at",
    "address",
    "10.0.0.1",
];
const STATES: [&str; 5] = ["active", "pending", "failed", "archived", "in review"];

impl Sample {
    /// All types.
    pub const ALL: [Self; 4] = [Self::Wide, Self::Deep, Self::Strings, Self::Numbers];

    /// The name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Deep => "deep",
            Self::Strings => "strings",
            Self::Numbers => "numbers",
        }
    }

    /// An array of at least this length, and not much more, with a blank after commas and colons as Python
    /// writes.
    #[must_use]
    pub fn json(self, bytes: usize) -> String {
        let mut random = Random::new(1);
        let mut out = String::from("[");
        for row in 0.. {
            out.push_str(if row > 0 { ", " } else { "" });
            out.push_str(&layouts(&self.row(&mut random, row)).swap_remove(1));
            if out.len() >= bytes {
                break;
            }
        }
        out.push(']');
        out
    }

    fn row(self, random: &mut Random, row: usize) -> Value {
        match self {
            Self::Wide => wide(random, row),
            Self::Deep => deep(random, DEPTH),
            Self::Strings => object([
                ("id", row.to_string()),
                ("title", text(random, 6)),
                ("body", text(random, 80)),
                ("note", text(random, 25)),
            ]),
            Self::Numbers => {
                let values = (0..24)
                    .map(|_| Value::Scalar(format!("{}.{}", random.below(2000), random.below(1_000_000))))
                    .collect();
                let Value::Object(mut members) = object([
                    ("t", (1_700_000_000 + 60 * row).to_string()),
                    ("n", random.below(50).to_string()),
                ]) else {
                    unreachable!("an object")
                };
                members.push(("\"values\"".into(), Value::Array(values)));
                Value::Object(members)
            }
        }
    }
}

fn object<const N: usize>(members: [(&str, String); N]) -> Value {
    Value::Object(
        members.into_iter().map(|(key, token)| (format!("\"{key}\""), Value::Scalar(token))).collect(),
    )
}

fn wide(random: &mut Random, row: usize) -> Value {
    let flag = |random: &mut Random| random.once_in(3).to_string();
    let hash =
        |random: &mut Random| format!("\"{:08x}{:08x}\"", random.below(1 << 32), random.below(1 << 32));
    object([
        ("id", row.to_string()),
        ("uuid", hash(random)),
        ("name", text(random, 2)),
        ("status", format!("\"{}\"", random.pick(&STATES))),
        ("owner", format!("\"user_{}\"", random.below(40))),
        ("created_at", format!("\"2024-05-{:02}T10:{:02}:00Z\"", 1 + random.below(28), random.below(60))),
        ("size", random.below(100_000).to_string()),
        ("score", format!("0.{:04}", random.below(10_000))),
        ("enabled", flag(random)),
        ("public", flag(random)),
        ("parent", if random.once_in(2) { "null".into() } else { random.below(row + 1).to_string() }),
        ("region", format!("\"eu-{}\"", random.below(3))),
        ("url", format!("\"https://example.com/items/{row}\"")),
        ("version", "\"1.4.2\"".into()),
        ("kind", "\"item\"".into()),
        ("retries", random.below(3).to_string()),
    ])
}

fn deep(random: &mut Random, depth: usize) -> Value {
    let mut members = vec![
        ("\"id\"".into(), Value::Scalar(random.below(1000).to_string())),
        ("\"name\"".into(), Value::Scalar(text(random, 1))),
    ];
    if depth > 0 {
        members.push(("\"child\"".into(), deep(random, depth - 1)));
    }
    if random.once_in(4) {
        members.push((
            "\"tags\"".into(),
            Value::Array((0..random.below(4)).map(|_| Value::Scalar(text(random, 1))).collect()),
        ));
    }
    Value::Object(members)
}

/// A quoted string of this number of words, with some escapes and other scripts.
fn text(random: &mut Random, words: usize) -> String {
    let mut out = String::from("\"");
    for word in 0..words {
        out.push_str(if word > 0 { " " } else { "" });
        match random.below(40) {
            0 => out.push_str("line\\nbreak"),
            1 => out.push_str("\\\"quoted\\\""),
            2 => out.push_str("naïve 日本"),
            3 => drop(write!(out, "{}", random.below(10_000))),
            _ => out.push_str(random.pick(&WORDS)),
        }
    }
    out.push('"');
    out
}
