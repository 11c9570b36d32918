//! JSON values as services return them, and worse.

use crate::Random;
use crate::records::records;
use crate::value::Value;

const STRINGS: [&str; 42] = [
    "",
    "a",
    "active",
    "two words",
    "123",
    "-1.5e3",
    "true",
    "null",
    "~",
    "^",
    "*x",
    "&x",
    "=x",
    "×3",
    "table",
    "json",
    "jsonl",
    "tables",
    "2024-05-01T06:26:00Z",
    "10:30",
    "a:b",
    "a,b",
    "(x)",
    "[y]",
    "{z}",
    r#"say \"hi\""#,
    r"C:\\dir\\file",
    r"line\nbreak",
    r"\u00e9",
    r"\ud83d",
    r"\ud83d\ude42",
    "\u{2028}",
    "日本語テキスト",
    " leading",
    "trailing ",
    "https://example.com/path/to/a/resource?with=query&and=more",
    "a longer sentence that stands here more than once, as descriptions do",
    "x.y",
    "[@ Read a:1]",
    r#"{\"a\":1,\"b\":[1,2,3],\"text\":\"inside a string\"}"#,
    "req-2c3c832594",
    "user_12345",
];
const NUMBERS: [&str; 16] = [
    "0",
    "-0",
    "-0.0",
    "1",
    "1.0",
    "1e5",
    "1E+5",
    "1e400",
    "42",
    "1000000",
    "3.14159",
    "123456789012345678901234567890",
    "0.1",
    "-7",
    "2e-9",
    "505874924095815681",
];
const KEYS: [&str; 22] = [
    "id",
    "name",
    "status",
    "value",
    "created_at",
    "a b",
    "",
    "a.b",
    "a:b",
    "x=y",
    "q?",
    "日本",
    r"k\n",
    "0",
    "2024-05-01",
    "user",
    "tags",
    "items",
    "type",
    "error",
    "~",
    "table",
];

/// A random value.
pub fn json(random: &mut Random) -> Value {
    match random.below(7) {
        0..=2 => rows(random),
        6 => records(random),
        3 => Value::Object((0..random.below(6)).map(|_| (key(random), rows(random))).collect()),
        4 => map(random),
        _ => value(random, 4),
    }
}

/// Objects of one shape, more or less.
fn rows(random: &mut Random) -> Value {
    let shape: Vec<(String, usize)> = (0..random.below(8)).map(|_| (key(random), random.below(10))).collect();
    let common = value(random, 2);
    let rows = (0..random.below(30)).map(|index| row(random, &shape, &common, index)).collect();
    Value::Array(rows)
}

fn row(random: &mut Random, shape: &[(String, usize)], common: &Value, index: usize) -> Value {
    if random.once_in(40) {
        return value(random, 2);
    }
    let mut members = Vec::new();
    for (key, kind) in shape {
        if random.once_in(12) {
            continue;
        }
        let member = match kind {
            0 => Value::Scalar(index.to_string()),
            1 => common.clone(),
            2 => Value::Scalar("\"constant\"".into()),
            3 => Value::Object(vec![("\"x\"".into(), scalar(random)), ("\"y\"".into(), scalar(random))]),
            4 => Value::Array(
                (0..random.below(4))
                    .map(|_| {
                        Value::Object(vec![
                            ("\"n\"".into(), scalar(random)),
                            ("\"m\"".into(), scalar(random)),
                        ])
                    })
                    .collect(),
            ),
            5 => map(random),
            6 => Value::Scalar(format!("\"{}\"", random.below(50))),
            _ => value(random, 2),
        };
        members.push((key.clone(), member));
    }
    if random.once_in(20) && members.len() > 1 {
        members.reverse();
    }
    if random.once_in(30) && !members.is_empty() {
        members.push(members[0].clone());
    }
    Value::Object(members)
}

/// An object whose keys are data.
fn map(random: &mut Random) -> Value {
    let fields = 1 + random.below(3);
    let entry = |random: &mut Random| {
        Value::Object((0..fields).map(|field| (format!("\"f{field}\""), scalar(random))).collect())
    };
    Value::Object(
        (0..random.below(20))
            .map(|index| {
                (format!("\"key_{index}\""), if random.once_in(15) { scalar(random) } else { entry(random) })
            })
            .collect(),
    )
}

fn value(random: &mut Random, depth: usize) -> Value {
    match random.below(if depth == 0 { 3 } else { 5 }) {
        3 => Value::Array((0..random.below(6)).map(|_| value(random, depth - 1)).collect()),
        4 => Value::Object((0..random.below(6)).map(|_| (key(random), value(random, depth - 1))).collect()),
        _ => scalar(random),
    }
}

fn scalar(random: &mut Random) -> Value {
    Value::Scalar(match random.below(5) {
        0 => random.pick(&NUMBERS).to_owned(),
        1 => random.pick(&["true", "false", "null"]).to_owned(),
        _ => format!("\"{}\"", random.pick(&STRINGS)),
    })
}

fn key(random: &mut Random) -> String {
    format!("\"{}\"", random.pick(&KEYS))
}
