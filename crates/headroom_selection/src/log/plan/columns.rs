//! What the values are of the entries that go: those that have a name, and are numbers, addresses or plain paths.
//!
//! Few different ones are counted; of many numbers the least and the greatest are told. Names and values are such that no credential can be among them.

use std::fmt::Write;

use headroom_formats::log::mask;
use headroom_formats::time::Stamp;

/// So many values of an entry are told at most, and so many of those as the least and the greatest.
const COLUMNS: usize = 4;
const RANGES: usize = 2;
/// So many different values are few.
const FEW: usize = 4;
/// The longest name and value, in bytes, and the most digits of a number: longer ones are ids.
const NAME: usize = 16;
const VALUE: usize = 21;
const DIGITS: usize = 10;
/// The longest path, and the longest word with digits in one, in bytes.
const PATH: usize = 40;
const WORD: usize = 8;
/// What stands behind a value and a blank, and belongs to it.
const UNITS: [&str; 16] = [
    "ms", "s", "sec", "secs", "seconds", "us", "ns", "min", "bytes", "B", "KB", "MB", "GB", "KiB", "MiB",
    "GiB",
];
/// Values behind names that have these in them are never told.
const PRIVATE: [&str; 10] =
    ["pass", "pwd", "secret", "token", "key", "auth", "cred", "session", "cookie", "pin"];

/// The values of the entries of a kind.
#[derive(Debug)]
pub(super) struct Columns<'a> {
    columns: Vec<Column<'a>>,
    entries: u32,
}

#[derive(Debug)]
struct Column<'a> {
    name: &'a str,
    /// What stands directly behind the value: `ms`, `%`.
    unit: &'a str,
    /// The value of the example.
    shown: &'a str,
    values: Vec<(&'a str, u32)>,
    /// Whether there are more than [`FEW`].
    many: bool,
    /// The least and the greatest, if all are numbers.
    range: Option<(&'a str, &'a str)>,
    entries: u32,
}

impl<'a> Columns<'a> {
    /// Those of an entry that stays.
    pub(super) fn of(example: &'a str, scratch: &mut Vec<u8>) -> Self {
        let mut columns = Vec::new();
        for_each(example, scratch, |name, value, unit| {
            if columns.len() < COLUMNS {
                columns.push(Column {
                    name,
                    unit,
                    shown: value,
                    values: Vec::new(),
                    many: false,
                    range: Some((value, value)),
                    entries: 0,
                });
            }
        });
        for column in &mut columns {
            column.range = None;
        }
        Self { columns, entries: 0 }
    }

    /// Takes in an entry that goes.
    pub(super) fn push(&mut self, entry: &'a str, scratch: &mut Vec<u8>) {
        self.entries += 1;
        let columns = &mut self.columns;
        let mut next = 0;
        for_each(entry, scratch, |name, value, _| {
            if let Some(at) = columns[next..].iter().position(|column| column.name == name) {
                columns[next + at].push(value);
                next += at + 1;
            }
        });
    }

    /// Appends what is to be told: `; port 1024-60836; slot 6 ×212, 7 ×3`.
    pub(super) fn write(&self, out: &mut String) {
        let mut ranges = 0;
        for column in self.columns.iter().filter(|column| column.entries == self.entries) {
            if !column.many {
                column.write_values(out);
            } else if let Some((least, greatest)) = column.range.filter(|_| ranges < RANGES) {
                ranges += 1;
                // Writing to a string cannot fail.
                let _ = write!(out, "; {} {least}-{greatest}{}", column.name, column.unit);
            }
        }
    }
}

impl<'a> Column<'a> {
    fn push(&mut self, value: &'a str) {
        self.entries += 1;
        if let Some(known) = self.values.iter_mut().find(|known| known.0 == value) {
            known.1 += 1;
        } else if self.values.len() < FEW {
            self.values.push((value, 1));
        } else {
            self.many = true;
        }
        let least = |one: &'a str, other: &'a str| {
            if number(one) <= number(other) { (one, other) } else { (other, one) }
        };
        self.range = match self.range {
            _ if number(value).is_none() => None,
            None if self.entries == 1 => Some((value, value)),
            range => range.map(|(low, high)| (least(low, value).0, least(high, value).1)),
        };
    }

    fn write_values(&self, out: &mut String) {
        if self.values.iter().all(|(value, _)| *value == self.shown) {
            return;
        }
        let mut values: Vec<_> = self.values.iter().collect();
        values.sort_by_key(|value| std::cmp::Reverse(value.1));
        for (index, (value, count)) in values.into_iter().enumerate() {
            let start = if index == 0 { format!("; {}", self.name) } else { ",".to_owned() };
            let _ = write!(out, "{start} {value}{}", self.unit);
            if self.values.len() > 1 {
                let _ = write!(out, " ×{count}");
            }
        }
    }
}

/// A number, in billionths: decimals of different lengths compare as they are written.
fn number(value: &str) -> Option<u128> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty()
        || whole.len() > DIGITS
        || fraction.len() > 9
        || !is_number(whole)
        || !is_number(fraction)
    {
        return None;
    }
    let digits = whole.bytes().chain(fraction.bytes()).chain(std::iter::repeat_n(b'0', 9 - fraction.len()));
    Some(digits.fold(0, |number, digit| number * 10 + u128::from(digit - b'0')))
}

/// Calls `told` with each value behind the time that may be told: its name, itself, and its unit. `scratch` is overwritten.
fn for_each<'a>(entry: &'a str, scratch: &mut Vec<u8>, mut told: impl FnMut(&'a str, &'a str, &'a str)) {
    let line = &entry[..memchr::memchr(b'\n', entry.as_bytes()).unwrap_or(entry.len())];
    let from = Stamp::loose(line.as_bytes()).map_or(0, |(stamp, _)| stamp.clock.end);
    scratch.clear();
    mask(line.as_bytes(), scratch, |span| {
        let value = &line[span.clone()];
        if span.start < from || !may_be_told(value) {
            return;
        }
        if let Some(name) = name(&line[..span.start]) {
            told(name, value, unit(&line[span.end..]));
        }
    });
}

/// Whether a value is a number, an address, or a path of plain words, and no id.
fn may_be_told(value: &str) -> bool {
    let is_number = |value: &str| {
        value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b':' | b',' | b'-'))
    };
    let is_id = value.len() > DIGITS && value.bytes().all(|byte| byte.is_ascii_digit());
    value.len() <= VALUE && is_number(value) && !is_id || is_path(value)
}

/// A path of plain words.
fn is_path(value: &str) -> bool {
    let plain = |part: &str| part.len() <= WORD || !part.bytes().any(|byte| byte.is_ascii_digit());
    value.starts_with('/')
        && value.len() <= PATH
        && value.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'/' | b'.' | b'-' | b'_')
        })
        && value.split(['/', '.', '-', '_']).all(plain)
}

/// What the text behind a value counts it in.
fn unit(rest: &str) -> &str {
    let blank = usize::from(rest.starts_with(' '));
    let letters =
        rest[blank..].bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'%').count();
    let unit = &rest[..blank + letters];
    if blank == 0 && letters <= 3 || UNITS.contains(&unit.trim_start()) { unit } else { "" }
}

/// The word in front of a value: `port 22`, `uid=0`, `size: 17`.
fn name(before: &str) -> Option<&str> {
    let rest = before
        .strip_suffix("=\"")
        .or_else(|| before.strip_suffix(": "))
        .or_else(|| before.strip_suffix(" = "))
        .or_else(|| before.strip_suffix(['=', ':', ' ']))?;
    let letters = rest.bytes().rev().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'_').count();
    let name = &rest[rest.len() - letters..];
    let alone = rest[..rest.len() - letters]
        .bytes()
        .next_back()
        .is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'-');
    let is_private = || {
        let lower = name.to_ascii_lowercase();
        PRIVATE.iter().any(|word| lower.contains(word))
    };
    (alone && (2..=NAME).contains(&letters) && !is_private()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(example: &str, entries: &[&str]) -> String {
        let mut columns = Columns::of(example, &mut Vec::new());
        for entry in entries {
            columns.push(entry, &mut Vec::new());
        }
        let mut out = String::new();
        columns.write(&mut out);
        out
    }

    #[test]
    fn few_are_counted_and_many_span_a_range() {
        let entries: Vec<String> = (0..9)
            .map(|index| {
                format!(
                    "10:00:0{index} sshd[{index}]: port {} uid={} took {}.5ms from 10.0.0.{}",
                    9 * index,
                    index % 2,
                    index,
                    index % 3
                )
            })
            .collect();
        let entries: Vec<&str> = entries.iter().map(String::as_str).collect();
        assert_eq!(
            told(entries[0], &entries),
            "; port 0-72; uid 0 ×5, 1 ×4; took 0.5-8.5ms; from 10.0.0.0 ×3, 10.0.0.1 ×3, 10.0.0.2 ×3"
        );
    }

    #[test]
    fn what_is_the_same_or_private_is_not_told() {
        assert_eq!(
            told(
                "pin 17 user_token=55 size 3",
                &["pin 18 user_token=56 size 3", "pin 19 user_token=57 size 3"]
            ),
            ""
        );
        assert_eq!(told("order 12345678901 a_5 x", &["order 12345678902 a_6 x"]), "");
    }
}
