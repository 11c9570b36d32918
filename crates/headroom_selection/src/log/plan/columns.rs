//! Summarises the values of elided entries: values with a name that are numbers, addresses or plain paths.
//!
//! Few different values are counted; many numbers are given as a range; of others it is said that they differ.
//! Names and values are restricted so that no credential can be among them.

use std::fmt::Write;
use std::ops::Range;

use headroom_formats::log::mask;
use headroom_formats::time::Stamp;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Maximum number of values of an entry that are compared, of those whose values are told, and of those told
/// as a range.
const COLUMNS: usize = 16;
const TOLD: usize = 4;
const RANGES: usize = 2;
/// Maximum number of values of which only the name is told.
const LABELS: usize = 2;
/// Maximum number of different values that are counted.
const FEW: usize = 4;
/// Maximum lengths of a name and a value in bytes, and of a number in digits: longer ones are ids.
const NAME: usize = 16;
const VALUE: usize = 21;
const DIGITS: usize = 10;
/// Maximum lengths of a path, and of a word with digits in a path, in bytes.
const PATH: usize = 40;
const WORD: usize = 8;
/// Units that follow a value after a blank.
const UNITS: [&str; 16] = [
    "ms", "s", "sec", "secs", "seconds", "us", "ns", "min", "bytes", "B", "KB", "MB", "GB", "KiB", "MiB",
    "GiB",
];
/// Values whose names contain one of these are never repeated.
const PRIVATE: [&str; 10] =
    ["pass", "pwd", "secret", "token", "key", "auth", "cred", "session", "cookie", "pin"];

/// The values of the entries of a kind.
#[derive(Debug)]
pub(super) struct Columns<'a> {
    list: Vec<Column<'a>>,
    entries: u32,
    /// The text of the example's values behind the last column, and whether that of other entries differs.
    rest: u64,
    rest_differs: bool,
}

#[derive(Debug)]
struct Column<'a> {
    /// What a note calls it; whether its values may be repeated under this name.
    label: Label<'a>,
    /// The unit directly after the value: `ms`, `%`.
    unit: &'a str,
    /// The value of the example.
    shown: &'a str,
    values: Vec<(&'a str, u32)>,
    /// Whether there are more than [`FEW`], or one that may not be repeated.
    many: bool,
    hides: bool,
    /// The minimum and the maximum, if all values are numbers.
    range: Option<(&'a str, &'a str)>,
    entries: u32,
}

/// What a note calls a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label<'a> {
    /// The name before its values, which may be repeated: `port`.
    Told(&'a str),
    /// The name before its values, which may not be repeated.
    Named(&'a str),
    /// The word of the example: `sshd[2420]`.
    Shown(&'a str),
    Nothing,
}

impl<'a> Label<'a> {
    const fn text(self) -> Option<&'a str> {
        match self {
            Self::Told(text) | Self::Named(text) | Self::Shown(text) => Some(text),
            Self::Nothing => None,
        }
    }
}

impl<'a> Columns<'a> {
    /// The values of a kept entry.
    pub(super) fn of(example: &'a str, scratch: &mut Vec<u8>) -> Self {
        let mut columns = Vec::new();
        let mut rest = 0;
        for_each(example, scratch, |line, span| {
            if columns.len() == COLUMNS {
                rest = mixed(rest, &line[span]);
                return;
            }
            columns.push(Column {
                label: label(line, &span),
                unit: unit(&line[span.end..]),
                shown: &line[span],
                values: Vec::new(),
                many: false,
                hides: false,
                range: None,
                entries: 0,
            });
        });
        Self { list: columns, entries: 0, rest, rest_differs: false }
    }

    /// Adds an elided entry.
    pub(super) fn push(&mut self, entry: &'a str, scratch: &mut Vec<u8>) {
        self.entries += 1;
        let (mut next, mut rest) = (0, 0);
        for_each(entry, scratch, |line, span| {
            match self.list.get_mut(next) {
                Some(column) => column.push(&line[span]),
                None => rest = mixed(rest, &line[span]),
            }
            next += 1;
        });
        self.rest_differs |= rest != self.rest;
    }

    /// Appends the summary: `; port 1024-60836; slot 6 ×212, 7 ×3; also differ: pid, /cart`. It names every
    /// value that differs from that of the example.
    pub(super) fn write(&self, out: &mut String, details: bool) {
        let (mut told, mut ranges) = (0, 0);
        let mut others: Vec<Option<&str>> = Vec::new();
        for column in self.list.iter().filter(|column| column.differs(self.entries)) {
            let is_told = details && !column.hides && column.entries == self.entries && told < TOLD;
            match (column.label, column.range) {
                (Label::Told(name), _) if is_told && !column.many => {
                    column.write_values(name, out);
                    told += 1;
                }
                (Label::Told(name), Some((least, greatest))) if is_told && ranges < RANGES => {
                    // Writing to a string cannot fail.
                    let to = if least.starts_with('-') { " to " } else { "-" };
                    let _ = write!(out, "; {name} {least}{to}{greatest}{}", column.unit);
                    ranges += 1;
                    told += 1;
                }
                _ if column.shown.starts_with('/') => others.push(Some("path")),
                _ => others.push(column.label.text()),
            }
        }
        let mut labels: Vec<&str> = others.iter().copied().flatten().collect();
        labels.dedup();
        labels.truncate(LABELS);
        let unnamed = others.len() > labels.len() || self.rest_differs;
        if unnamed {
            labels.push(if labels.is_empty() { "values" } else { "others" });
        }
        if !labels.is_empty() {
            let also = if told > 0 { "also " } else { "" };
            let _ = write!(out, "; {also}differ: {}", labels.join(", "));
        }
    }
}

/// Mixes a value into a hash.
fn mixed(hash: u64, value: &str) -> u64 {
    xxh3_64_with_seed(value.as_bytes(), hash)
}

impl<'a> Column<'a> {
    /// Whether an elided value is not that of the example.
    fn differs(&self, entries: u32) -> bool {
        self.many || self.entries != entries || self.values.iter().any(|(value, _)| *value != self.shown)
    }

    fn push(&mut self, value: &'a str) {
        self.entries += 1;
        self.hides |= !may_be_told(value);
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

    fn write_values(&self, name: &str, out: &mut String) {
        let mut values: Vec<_> = self.values.iter().collect();
        values.sort_by_key(|value| std::cmp::Reverse(value.1));
        for (index, (value, count)) in values.into_iter().enumerate() {
            let start = if index == 0 { format!("; {name}") } else { ",".to_owned() };
            let _ = write!(out, "{start} {value}{}", self.unit);
            if self.values.len() > 1 {
                let _ = write!(out, " ×{count}");
            }
        }
    }
}

/// A number in billionths, so that decimals of different lengths compare correctly.
fn number(value: &str) -> Option<i128> {
    let (sign, value) = value.strip_prefix('-').map_or((1, value), |value| (-1, value));
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
    Some(sign * digits.fold(0, |number, digit| number * 10 + i128::from(digit - b'0')))
}

/// Calls `each` with the first line and the position of each value outside its time. `scratch` is overwritten.
fn for_each<'a>(entry: &'a str, scratch: &mut Vec<u8>, mut each: impl FnMut(&'a str, Range<usize>)) {
    let line = &entry[..memchr::memchr(b'\n', entry.as_bytes()).unwrap_or(entry.len())];
    let time = Stamp::loose(line.as_bytes()).map_or(0..0, |(stamp, _)| stamp.whole());
    scratch.clear();
    mask(line.as_bytes(), scratch, |span| {
        // The name of a day in front of a date belongs to it.
        let is_day =
            span.end <= time.start && line[span.clone()].bytes().all(|byte| byte.is_ascii_alphabetic());
        if !is_day && (span.end <= time.start || span.start >= time.end) {
            let sign = usize::from(has_sign(&line[..span.start]));
            each(line, span.start - sign..span.end);
        }
    });
}

/// Whether the text before a number ends with its sign, and not with a hyphen: `= -5`, but not `a-5`.
fn has_sign(before: &str) -> bool {
    before.strip_suffix('-').is_some_and(|before| before.ends_with([' ', '=', ':', ',', '(', '[']))
}

/// What a note calls the value at `span`.
fn label<'a>(line: &'a str, span: &Range<usize>) -> Label<'a> {
    let value = &line[span.clone()];
    match name(&line[..span.start]) {
        Some(name) if may_be_told(value) && !is_private(name) => Label::Told(name),
        Some(name) => Label::Named(name),
        None if may_be_told(value) => {
            let is_part = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | '[' | '(');
            let before = line[..span.start].chars().rev().take_while(|c| is_part(*c)).count();
            let closes = usize::from(before > 0 && line[span.end..].starts_with([']', ')']));
            let word = &line[span.start - before..span.end + closes];
            if word.len() <= VALUE.max(value.len()) && !is_private(word) {
                Label::Shown(word)
            } else {
                Label::Nothing
            }
        }
        None => Label::Nothing,
    }
}

/// Whether a value is a number, an address or a path of plain words, and not an id.
fn may_be_told(value: &str) -> bool {
    let is_number = |value: &str| {
        value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b':' | b',' | b'-'))
    };
    let is_id = value.len() > DIGITS && value.bytes().all(|byte| byte.is_ascii_digit());
    value.len() <= VALUE && is_number(value) && !is_id || is_plain_path(value)
}

/// Whether a value is a path of plain words.
fn is_plain_path(value: &str) -> bool {
    let plain = |part: &str| part.len() <= WORD || !part.bytes().any(|byte| byte.is_ascii_digit());
    value.starts_with('/')
        && value.len() <= PATH
        && value.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'/' | b'.' | b'-' | b'_')
        })
        && value.split(['/', '.', '-', '_']).all(plain)
}

/// The unit at the start of the text after a value.
fn unit(rest: &str) -> &str {
    let blank = usize::from(rest.starts_with(' '));
    let letters =
        rest[blank..].bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'%').count();
    let unit = &rest[..blank + letters];
    if blank == 0 && letters <= 3 || UNITS.contains(&unit.trim_start()) { unit } else { "" }
}

/// The word before a value: `port 22`, `uid=0`, `size: 17`.
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
    (alone && (2..=NAME).contains(&letters)).then_some(name)
}

fn is_private(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    PRIVATE.iter().any(|word| lower.contains(word))
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
        columns.write(&mut out, true);
        out
    }

    #[test]
    fn few_values_are_counted_and_many_become_a_range() {
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
            "; port 0-72; uid 0 ×5, 1 ×4; took 0.5-8.5ms; from 10.0.0.0 ×3, 10.0.0.1 ×3, 10.0.0.2 ×3; also differ: sshd[0]"
        );
    }

    #[test]
    fn a_time_with_the_name_of_its_day_is_no_value_that_differs() {
        let example = "[Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok";
        assert_eq!(told(example, &["[Mon Dec 05 19:15:57 2005] [notice] workerEnv.init() ok"]), "");
    }

    #[test]
    fn numbers_keep_their_signs() {
        let entries = ["boot = -3", "boot = 7", "boot = -12", "boot = 0", "boot = 1", "boot = 2"];
        assert_eq!(told("boot = 7", &entries), "; boot -12 to 7");
    }

    #[test]
    fn constant_and_private_values_are_not_repeated() {
        assert_eq!(
            told(
                "pin 17 user_token=55 size 3",
                &["pin 18 user_token=56 size 3", "pin 19 user_token=57 size 3"]
            ),
            "; differ: pin, user_token"
        );
        assert_eq!(told("order 12345678901 a_5 x", &["order 12345678902 a_6 x"]), "; differ: order, a_5");
    }
}
