//! Decides which rows are elided, array by array, from the outside in.

mod alike;
mod asked;
mod budget;
mod choose;
mod columns;
mod conditions;
mod exceptions;
mod failures;
mod matches;
mod note;
mod number;
mod proven;
mod read;
mod summary;
mod unusual;

use headroom_core::{CompressError, Cost, Cut, Kind, Policy, Selectable, cost};
use headroom_formats::json::{Kind as Token, Tape};

use self::choose::Chosen;
use self::columns::Columns;
use super::Options;
use super::parse::{Lines, Rows};

/// Maximum depth of rows within rows: each level reads the text once more.
const MAX_DEPTH: u8 = 4;
/// Maximum number of brackets that are tried as the start of an array that is cut off.
const MAX_BRACKETS: usize = 16;
/// Minimum and maximum length of a token, in bytes: bounds on the cost make exact estimates unnecessary.
const BYTES_PER_TOKEN: (usize, usize) = (2, 64);
/// The first and the last row are kept whole, as examples, if each is at most one part in this many of all
/// rows.
const EXAMPLE: usize = 8;

pub(super) fn plan(input: &Selectable<'_>, options: &Options) -> Result<Vec<Cut>, CompressError> {
    let is_lines = input.kind == Kind::JsonLines;
    let lines_before = if is_lines { input.lines_before } else { 0 };
    let read = if is_lines { lines(input.text) } else { Tape::new(input.text) };
    let mut cuts = Vec::new();
    let tape = match read {
        Ok(tape) => tape,
        Err(error) => {
            let tape = cut_off(input.text, input.kind).ok_or(error)?;
            if let Some(rows) = Rows::of(&tape, 0, false, options.min_items_to_analyze.max(1) as usize) {
                within(&Rows { lines_before, ..rows }, input, options, &mut cuts, |_| {});
            }
            return Ok(cuts);
        }
    };
    let mut pending = vec![(0, 0)];
    while let Some((value, level)) = pending.pop() {
        let length = tape.end(value) - tape.start(value);
        let tokens = options.min_tokens_to_crush as usize;
        if length < BYTES_PER_TOKEN.0.saturating_mul(tokens)
            || !matches!(tape.kind(value), Token::Array | Token::Object)
        {
            continue;
        }
        let least = options.min_items_to_analyze.max(1) as usize;
        let are_lines = is_lines && value == 0;
        let rows = if level < MAX_DEPTH { Rows::of(&tape, value, are_lines, least) } else { None };
        let rows = rows.map(|rows| Rows { lines_before: if are_lines { lines_before } else { 0 }, ..rows });
        let is_long = || {
            length >= BYTES_PER_TOKEN.1.saturating_mul(tokens)
                || cost(tape.raw(value)) >= Cost::tokens(tokens as u64)
        };
        match rows.filter(|_| is_long()) {
            Some(rows) => within(&rows, input, options, &mut cuts, |row| pending.push((row, level + 1))),
            None if tape.kind(value) == Token::Array => {
                pending.extend(tape.elements(value).map(|element| (element, level)));
            }
            None => pending.extend(tape.members(value).map(|(_, member)| (member, level))),
        }
    }
    cuts.sort_by_key(|cut| cut.span.start);
    Ok(cuts)
}

/// The cuts in lines of a table that says the same as the lines `json`, with the default options.
pub(crate) fn select_lines(
    json: &str,
    table: Lines<'_>,
    input: &Selectable<'_>,
) -> Result<Vec<Cut>, CompressError> {
    let options = &Options::DEFAULT;
    let tape = lines(json)?;
    let mut cuts = Vec::new();
    if let Some(rows) = Rows::of(&tape, 0, true, options.min_items_to_analyze as usize) {
        let rows = Rows { table: Some(table), ..rows };
        let sent = rows.sent(0, rows.count() - 1);
        if cost(sent) >= Cost::tokens(u64::from(options.min_tokens_to_crush)) {
            within(&rows, input, options, &mut cuts, |_| {});
        }
    }
    Ok(cuts)
}

fn lines(text: &str) -> Result<Tape<'_>, CompressError> {
    Tape::lines(text.trim_end_matches('\n'), 0)
}

/// The complete items of the first array of JSON that is cut off, or the complete lines.
fn cut_off(text: &str, kind: Kind) -> Option<Tape<'_>> {
    if kind == Kind::JsonLines {
        let end = memchr::memrchr(b'\n', text.as_bytes())?;
        return lines(&text[..end]).ok();
    }
    let mut at = 0;
    for _ in 0..MAX_BRACKETS {
        at += memchr::memchr(b'[', &text.as_bytes()[at..])? + 1;
        let start = text.len() - text[at..].trim_start().len();
        if text.as_bytes().get(start) == Some(&b'{')
            && let Ok(tape) = Tape::items(text, start)
            && tape.elements(0).nth(1).is_some()
        {
            return Some(tape);
        }
    }
    None
}

/// Cuts some rows, and calls `inner` with the kept rows that may have rows of their own.
fn within(
    rows: &Rows<'_, '_>,
    input: &Selectable<'_>,
    options: &Options,
    cuts: &mut Vec<Cut>,
    mut inner: impl FnMut(u32),
) {
    let mut columns = Columns::of(rows.tape, (0..).zip(rows.values.iter().copied()));
    let question = if input.policy == Policy::Oneshot { input.query } else { None };
    let chosen = match input.policy {
        Policy::Agent if !proven::is_redundant(rows, &columns) => None,
        _ => choose::choose(rows, &mut columns, question, options),
    };
    let Some(chosen) = chosen else { return rows.values.iter().for_each(|row| inner(*row)) };
    let (made, kept) = note::cuts(rows, &columns, &chosen);
    if made.is_empty() {
        return rows.values.iter().for_each(|row| inner(*row));
    }
    cuts.extend(made);
    kept.into_iter()
        .filter(|row| !is_shown_whole(rows, &chosen, *row as usize))
        .for_each(|row| inner(rows.values[row as usize]));
}

/// Whether a kept row is an example of all rows or reports a failure: nothing in it is elided.
fn is_shown_whole(rows: &Rows<'_, '_>, chosen: &Chosen, row: usize) -> bool {
    let last = rows.count() - 1;
    let is_small = || rows.text(row).len() <= rows.span(0, last).len() / EXAMPLE;
    chosen.failures.contains(&(row as u32)) || (row == 0 || row == last) && is_small()
}
