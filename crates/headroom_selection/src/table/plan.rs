//! Decides which rows are elided.

use std::ops::Range;

use headroom_core::work::step;
use headroom_core::{CompressError, Cut, Kind, Selectable};

use super::parse::{Table, tables};
use crate::json::{Lines, select_lines};

/// Minimum number of rows of a table: a shorter one is read as a whole.
const MIN_ROWS: usize = 5;
/// JSON repeats the names of a table in each row: all repetitions are at most this multiple of the rows, in bytes.
const MAX_REPEATED: usize = 16;
/// The share of rows among the lines that makes Markdown a table.
const MOST: (usize, usize) = (4, 5);

pub(super) fn plan(input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
    let mut starts = Vec::new();
    let mut lines = Vec::new();
    let mut at = 0;
    for line in input.text.split_inclusive('\n') {
        starts.push(at);
        at += line.len();
        lines.push(line.trim_end_matches(['\n', '\r']));
    }
    starts.push(at);
    step(at);
    let mut cuts = Vec::new();
    for table in tables(&lines, input.kind) {
        let names: usize = table.names.iter().map(String::len).sum();
        for part in table.parts.iter().filter(|part| part.len() >= MIN_ROWS) {
            let rows = Lines {
                text: input.text,
                starts: &starts[part.start..=part.end],
                before: input.lines_before + part.start,
            };
            if names * part.len() <= MAX_REPEATED * (starts[part.end] - starts[part.start]) {
                cuts.extend(select_lines(&as_json_lines(&table, part.clone()), rows, input)?);
            }
        }
    }
    Ok(cuts)
}

/// Whether most lines of Markdown are rows of tables. The selector of prose then leaves them to this one.
pub(crate) fn is_mostly_rows(markdown: &str) -> bool {
    let lines: Vec<&str> = markdown.lines().filter(|line| !line.trim().is_empty()).collect();
    step(markdown.len());
    let rows: usize =
        tables(&lines, Kind::Markdown).iter().flat_map(|table| &table.parts).map(Range::len).sum();
    rows >= MIN_ROWS && rows * MOST.1 >= lines.len() * MOST.0
}

/// Some rows as lines of JSON.
fn as_json_lines(table: &Table<'_>, rows: Range<usize>) -> String {
    let mut json = String::new();
    let mut cells = Vec::new();
    for line in &table.lines[rows] {
        table.form.split(line, &mut cells);
        for (at, (name, value)) in table.names.iter().zip(&cells).enumerate() {
            json.push(if at == 0 { '{' } else { ',' });
            quoted(name, &mut json);
            json.push(':');
            if is_number(value) { json.push_str(value) } else { quoted(value, &mut json) }
        }
        json.push_str("}\n");
    }
    json
}

/// Whether a cell is a number as JSON writes it.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, fraction) =
        digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(is_digits)
}

/// Writes a cell as a string of JSON.
fn quoted(cell: &str, json: &mut String) {
    let inner = cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell);
    json.push('"');
    for character in inner.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            // A string cannot hold it, and no note repeats it.
            control if control < ' ' => json.push(' '),
            other => json.push(other),
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_become_objects() {
        let lines = ["id,name", "1,\"a, b\"", "007,x\ty"];
        let json = as_json_lines(&tables(&lines, Kind::Csv)[0], 1..3);
        assert_eq!(json, "{\"id\":1,\"name\":\"a, b\"}\n{\"id\":\"007\",\"name\":\"x y\"}\n");
    }
}
