//! Summarises the distribution of the fields of elided rows in a few words.

use std::fmt::Write;

use headroom_core::{Decimal, grouped};
use headroom_formats::json::{Kind, Tape};

use super::choose::Chosen;
use super::columns::{Column, Columns};
use crate::json::parse::Rows;
use crate::secret;

/// Maximum number of fields in a summary, and its maximum length in bytes.
const MAX_FIELDS: usize = 6;
const MAX_LEN: usize = 280;
/// Maximum number of values of a field in a summary, and the maximum length of a value in bytes.
const MAX_VALUES: usize = 4;
const MAX_VALUE_LEN: usize = 28;
/// Maximum number of groups of rows in a summary.
const MAX_KINDS: usize = 4;

/// The summary of the rows in `gaps`.
pub(super) fn summary(
    rows: &Rows<'_, '_>,
    all: &Columns,
    chosen: &Chosen,
    gaps: &[(usize, usize)],
) -> String {
    let tape = rows.tape;
    let missing = || gaps.iter().flat_map(|&(from, to)| from..=to);
    let columns = Columns::of(tape, missing().map(|row| (row as u32, rows.values[row])));
    // If every field has few values, the values describe the groups.
    let has_texts = columns.list.iter().any(|column| {
        column.strings > 0
            && !column.is_clock()
            && column.values.counted().is_none_or(|values| values.len() > 2 * MAX_VALUES)
    });
    let mut said = if has_texts { kinds(rows, chosen, gaps) } else { String::new() };
    // Values that are the same in all rows can be seen in the kept rows.
    let known: Vec<String> = all
        .list
        .iter()
        .filter(|column| column.values.counted().is_some_and(|values| values.len() == 1))
        .filter_map(|column| name(tape, all, column))
        .collect();
    // Fields with few values come first, because they say most.
    let mut fields: Vec<(usize, usize, String)> = Vec::new();
    let is_told = |column: &Column| column.depth <= 1 && column.count > 0 && !column.is_ambiguous();
    for (at, column) in columns.list.iter().enumerate().filter(|(_, column)| is_told(column)) {
        let Some(name) = name(tape, &columns, column).filter(|name| !known.contains(name)) else { continue };
        if let Some((rank, text)) = distribution(rows, column, &name) {
            fields.push((rank + 4 * usize::from(column.depth), at, text));
        }
    }
    fields.sort();
    for (_, _, text) in fields.into_iter().take(MAX_FIELDS) {
        if said.len() + text.len() <= MAX_LEN {
            said.push_str(if said.is_empty() { "" } else { "; " });
            said.push_str(&text);
        }
    }
    said
}

/// How many elided rows are similar to each kept row: `like row 2 ×540, 7 ×12, others ×3`.
fn kinds(rows: &Rows<'_, '_>, chosen: &Chosen, gaps: &[(usize, usize)]) -> String {
    let groups = &chosen.alike.groups;
    if groups.len() < 2 {
        return String::new();
    }
    // The number of elided rows, and the first kept row of the group.
    let mut counts: Vec<(u32, Option<u32>)> = vec![(0, None); groups.len()];
    for &row in &chosen.kept {
        if let Some(group) = chosen.alike.group(row as usize) {
            counts[group].1.get_or_insert(row);
        }
    }
    let mut missing = 0;
    for row in gaps.iter().flat_map(|&(from, to)| from..=to) {
        missing += 1;
        if let Some(group) = chosen.alike.group(row) {
            counts[group].0 += 1;
        }
    }
    let mut shown: Vec<(u32, u32)> = counts
        .into_iter()
        .filter(|(count, _)| *count > 1)
        .filter_map(|(count, row)| row.map(|row| (count, row)))
        .collect();
    shown.sort_by_key(|&(count, row)| (std::cmp::Reverse(count), row));
    let noun = if rows.are_lines() { "line" } else { rows.called() };
    let mut said = String::new();
    let mut others = missing;
    for (count, first) in shown.into_iter().take(MAX_KINDS) {
        others -= count as usize;
        let _ = write!(
            said,
            "{}{} ×{}",
            if said.is_empty() { format!("like {noun} ") } else { ", ".to_owned() },
            rows.place(first as usize),
            grouped(count as usize)
        );
    }
    if others > 0 && !said.is_empty() {
        let _ = write!(said, ", others ×{}", grouped(others));
    }
    said
}

/// The distribution of a field, and a rank that is lower for more informative ones.
fn distribution(rows: &Rows<'_, '_>, column: &Column, name: &str) -> Option<(usize, String)> {
    let tape = rows.tape;
    let say = |node| plain(tape, node).filter(|text| !secret::is_likely_under(name, text));
    let label = if name.is_empty() { String::new() } else { format!("{name} ") };
    let counted = column.values.counted().unwrap_or_default();
    let is_short =
        !counted.is_empty() && counted.len() <= 2 * MAX_VALUES && counted.len() * 2 <= column.count as usize;
    if is_short && !(column.is_numeric() && counted.len() > MAX_VALUES) {
        let mut values: Vec<_> = counted.iter().map(|value| (value.count, say(value.node))).collect();
        // Values that must not be repeated count among the others.
        values.sort_by_key(|(count, text)| (text.is_none(), std::cmp::Reverse(*count)));
        // A field that is mostly null says little.
        let is_telling = |(_, text): &(u32, Option<&str>)| text.is_some_and(|text| text != "null");
        if !values.first().is_some_and(is_telling) {
            return None;
        }
        let named = values.iter().filter(|(_, text)| text.is_some()).count().min(MAX_VALUES);
        let others: u32 = values[named..].iter().map(|(count, _)| count).sum();
        let mut said: Vec<String> = values[..named]
            .iter()
            .filter_map(|(count, text)| text.map(|text| format!("{text} ×{}", grouped(*count as usize))))
            .collect();
        // A reader sees at once which cells of a table are empty.
        let is_empty = |node| rows.table.is_some() && tape.raw(node) == "\"\"";
        let empty: u32 = counted.iter().filter(|value| is_empty(value.node)).map(|value| value.count).sum();
        for (what, count) in [("empty", empty), ("others", others - empty)] {
            if count > 0 {
                said.push(format!("{what} ×{}", grouped(count as usize)));
            }
        }
        return Some((usize::from(counted.len() == 1), format!("{label}{}", said.join(", "))));
    }
    let numbers = &column.numbers;
    if let (true, Some((least, most))) = (column.is_numeric(), numbers.range()) {
        let text = |node| tape.raw(node).trim_matches('"');
        let is_secret = [least, most].iter().any(|node| secret::is_likely_under(name, text(*node)));
        if is_secret || !numbers.rises && names_things(name) {
            return None;
        }
        let sum = numbers
            .sum
            .filter(|_| !numbers.rises && column.strings == 0)
            .map_or_else(String::new, |sum| format!(", sum {}", Decimal(sum)));
        return Some((2, format!("{label}{} to {}{sum}", text(least), text(most))));
    }
    let span = say(column.first).zip(say(column.last)).filter(|_| column.is_clock());
    span.map(|(first, last)| (3, format!("{label}{first} to {last}")))
}

/// Whether numbers in a field of this name identify things: their range and sum would say nothing.
fn names_things(name: &str) -> bool {
    ["id", "Id", "ID", "code", "number", "port", "year", "zip"].iter().any(|end| name.ends_with(end))
}

/// The path of a field, if it may be repeated.
fn name(tape: &Tape<'_>, columns: &Columns, column: &Column) -> Option<String> {
    let own = match column.key {
        Some(key) => {
            plain(tape, key).filter(|name| !name.contains(' ') && !secret::is_likely_in(name))?.to_owned()
        }
        None if column.element == usize::MAX => return Some(String::new()),
        None => format!("column {}:", column.element + 1),
    };
    let parent = column.parent.and_then(|parent| columns.list.get(parent as usize));
    Some(match parent {
        Some(parent) => format!("{}.{own}", name(tape, columns, parent)?),
        None => own,
    })
}

/// A value that may stand in a note: short, without quotes or escapes, and unlike a credential.
fn plain<'a>(tape: &Tape<'a>, node: u32) -> Option<&'a str> {
    let raw = tape.raw(node);
    let text = if tape.kind(node) == Kind::String { &raw[1..raw.len() - 1] } else { raw };
    let is_safe = |c: char| c.is_alphanumeric() || " _-.:/+%#".contains(c);
    let fits = (1..=MAX_VALUE_LEN).contains(&text.len()) && text.chars().all(is_safe) && text.trim() == text;
    (fits && !secret::is_likely(text) && !text.contains("headroom")).then_some(text)
}
