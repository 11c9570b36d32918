//! The form of records: lines with gaps.

use std::fmt::Write;

pub(super) const OPENER: &str = "[records ";
/// The start of a record.
pub(in crate::config) const ROW: &str = "* ";
/// The mark in front of a kept line that looks like a record or a marked line.
const MARK: char = '"';
/// Separators between values.
pub(in crate::config) const SEPARATORS: [&str; 2] = [" ", " | "];
/// Maximum number of lines and values of a record.
pub(in crate::config) const MAX_LINES: usize = 48;
pub(in crate::config) const MAX_VALUES: usize = 12;
/// Maximum length of a head, in bytes.
pub(super) const MAX_HEAD_LEN: usize = 400;

/// A part of the model of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::config) enum Part<'a> {
    /// Literal text. A line feed ends each line but the last.
    Text(&'a str),
    /// The value with this index.
    Value(usize),
}

/// The form that all records share.
#[derive(Debug)]
pub(in crate::config) struct Form<'a> {
    pub(in crate::config) parts: Vec<Part<'a>>,
    pub(in crate::config) values: usize,
    /// The number of lines of a record.
    pub(in crate::config) lines: usize,
    pub(in crate::config) separator: &'static str,
}

/// Whether a kept line needs a mark.
pub(in crate::config) fn is_marked(line: &str) -> bool {
    line.starts_with(ROW) || line.starts_with(MARK)
}

impl<'a> Form<'a> {
    /// Writes the head for `lines` lines, and the model below it. `None` if the codec could not read it back.
    pub(in crate::config) fn write(&self, lines: usize) -> Option<String> {
        let mut out = String::from(OPENER);
        let _ = write!(out, "{lines} lines: {}", self.row());
        let _ = write!(out, " for the next {}]", self.lines);
        let length = out.len();
        out.push('\n');
        for part in &self.parts {
            let _ = match part {
                Part::Text(text) => write!(out, "{text}"),
                Part::Value(value) => write!(out, "{{{}}}", value + 1),
            };
        }
        let parts = gaps(&out[length + 1..], self.values)?;
        let again: String = joined(&parts);
        (length < MAX_HEAD_LEN && again == joined(&self.parts)).then_some(out)
    }

    /// The pattern of a record: `* {1} {2}`.
    fn row(&self) -> String {
        let values: Vec<_> = (1..=self.values).map(|value| format!("{{{value}}}")).collect();
        [ROW, &values.join(self.separator)].concat()
    }

    /// Reads the head and model that [`Form::write`] writes at the start of `text`. Returns the number of
    /// lines that follow, the form, and the length of both.
    pub(super) fn read(text: &'a str) -> Option<(usize, Self, usize)> {
        let window = &text.as_bytes()[..text.len().min(MAX_HEAD_LEN)];
        let end = memchr::memchr(b'\n', window)?;
        let (lines, rest) = text[..end].strip_prefix(OPENER)?.strip_suffix(']')?.split_once(" lines: ")?;
        let (row, own) = rest.split_once(" for the next ")?;
        let values = row.matches('{').count();
        let form = |separator| Form { parts: Vec::new(), values, lines: 0, separator };
        let form = SEPARATORS
            .into_iter()
            .map(form)
            .find(|form| form.row() == row)
            .filter(|form| (1..=MAX_VALUES).contains(&form.values))?;
        let own = number(own).filter(|own| *own <= MAX_LINES)?;
        let mut at = end + 1;
        for _ in 0..own {
            at += memchr::memchr(b'\n', &text.as_bytes()[at..])? + 1;
        }
        Some((
            number(lines)?,
            Form { parts: gaps(&text[end + 1..at - 1], values)?, lines: own, ..form },
            at - 1,
        ))
    }
}

/// Splits a model at its gaps. `None` if a value has no gap.
fn gaps(text: &str, values: usize) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut seen = 0;
    let (mut start, mut at) = (0, 0);
    while let Some(open) = memchr::memchr(b'{', &text.as_bytes()[at..]).map(|offset| at + offset) {
        at = open + 1;
        let digits = text[at..].bytes().take(3).take_while(u8::is_ascii_digit).count();
        let value = number(&text[at..at + digits])
            .filter(|value| *value <= values && text[at + digits..].starts_with('}'));
        if let Some(value) = value {
            parts.extend([Part::Text(&text[start..open]), Part::Value(value - 1)]);
            at += digits + 1;
            start = at;
            // Gaps are numbered by their first occurrence.
            (value <= seen + 1).then(|| seen = seen.max(value))?;
        }
    }
    parts.push(Part::Text(&text[start..]));
    (seen == values).then_some(parts)
}

/// The parts as one string in which gaps cannot be confused with text that looks like them.
fn joined(parts: &[Part<'_>]) -> String {
    let part = |part: &Part<'_>| match part {
        Part::Text(text) => (*text).to_owned(),
        Part::Value(value) => format!("\0{value}\0"),
    };
    parts.iter().map(part).collect()
}

fn number(text: &str) -> Option<usize> {
    text.parse().ok().filter(|number| *number > 0 && !text.starts_with(['0', '+']))
}
