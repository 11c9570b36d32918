//! Long arrays of similar rows, with some exceptions.

use crate::{Random, Value, layouts};

const NAMES: [&str; 12] =
    ["id", "at", "level", "message", "ms", "status", "error", "region", "token", "value", "naïve", "ok"];
const LEVELS: [&str; 5] = ["info", "info", "debug", "warn", "FATAL"];
const MESSAGES: [&str; 6] = [
    "request took {} ms",
    "flushed {} records",
    "Verbindung {} abgelehnt",
    "connection {} timed out while the server was reading its answer, which was long",
    "日本語 {} 完了",
    r#"user {} of ghp_x8Kq2Lm9Zt4Rw7Yv1Bn6 \"quoted\" \u00e9"#,
];
const ROWS: usize = 120;

/// The type of a field.
#[derive(Clone, Copy)]
enum Field {
    Counter,
    Clock,
    Level,
    Message,
    Measure,
    Status,
    Nothing,
    Id,
    Flag,
    Inner,
}

const FIELDS: [Field; 10] = [
    Field::Counter,
    Field::Clock,
    Field::Level,
    Field::Message,
    Field::Measure,
    Field::Status,
    Field::Nothing,
    Field::Id,
    Field::Flag,
    Field::Inner,
];

/// An array, an object whose keys are data, or an array of numbers or strings.
pub(crate) fn records(random: &mut Random) -> Value {
    let rows = rows(random);
    match random.below(6) {
        0 => {
            Value::Object((0..).zip(rows).map(|(at, row): (usize, _)| (format!("\"k-{at}\""), row)).collect())
        }
        1 => {
            let field = FIELDS[random.below(FIELDS.len())];
            Value::Array((0..rows.len()).map(|at| value(random, field, at)).collect())
        }
        2 => Value::Object(vec![
            ("\"count\"".into(), Value::Scalar(rows.len().to_string())),
            ("\"items\"".into(), Value::Array(rows)),
        ]),
        _ => Value::Array(rows),
    }
}

/// JSON lines: one row on each line.
pub(crate) fn record_lines(random: &mut Random) -> String {
    let end = if random.once_in(3) { "" } else { "\n" };
    let layout = random.below(2);
    rows(random).iter().map(|row| layouts(row).swap_remove(layout)).collect::<Vec<_>>().join("\n") + end
}

fn rows(random: &mut Random) -> Vec<Value> {
    let fields: Vec<(String, Field)> = (0..=random.below(6))
        .map(|_| (format!("\"{}\"", random.pick(&NAMES)), FIELDS[random.below(FIELDS.len())]))
        .collect();
    let lacks = random.below(ROWS);
    (0..random.below(ROWS))
        .map(|at| {
            Value::Object(
                fields
                    .iter()
                    .skip(usize::from(at == lacks))
                    .map(|(key, field)| (key.clone(), value(random, *field, at)))
                    .collect(),
            )
        })
        .collect()
}

fn value(random: &mut Random, field: Field, at: usize) -> Value {
    let quoted = |text: String| Value::Scalar(format!("\"{text}\""));
    match field {
        Field::Counter => Value::Scalar((100 + at).to_string()),
        Field::Clock => quoted(format!("2026-02-11T08:{:02}:{:02}Z", at / 60, at % 60)),
        Field::Level => {
            quoted(if random.once_in(60) { "error" } else { LEVELS[random.below(random_level(at))] }.into())
        }
        Field::Message => quoted(random.pick(&MESSAGES).replace("{}", &random.below(900).to_string())),
        Field::Measure => Value::Scalar(if random.once_in(50) {
            "1e12".into()
        } else {
            format!("{}.{}", random.below(40), random.below(10))
        }),
        Field::Status => Value::Scalar(if random.once_in(40) { "503" } else { "200" }.into()),
        Field::Nothing => Value::Scalar(if random.once_in(70) { "\"broken pipe\"" } else { "null" }.into()),
        Field::Id => quoted(format!("{:08x}", random.below(1 << 32))),
        Field::Flag => Value::Scalar((!random.once_in(30)).to_string()),
        Field::Inner => Value::Array(
            (0..random.below(4))
                .map(|_| Value::Object(vec![("\"n\"".into(), Value::Scalar(at.to_string()))]))
                .collect(),
        ),
    }
}

/// Levels after the first few appear only later.
const fn random_level(at: usize) -> usize {
    if at < 40 { 2 } else { LEVELS.len() }
}
