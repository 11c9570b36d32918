//! Which rows go, array by array, from the outside in.

mod alike;
mod asked;
mod budget;
mod choose;
mod columns;
mod failures;
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
use super::parse::Rows;

/// Rows in rows in rows are looked at so often: each time reads the text once more.
const MAX_DEPTH: u8 = 4;
/// How long a token is at least and at most, in bytes: what is shorter or longer than so many of them need not be counted.
const BYTES_PER_TOKEN: (usize, usize) = (2, 64);
/// The first and the last row are shown whole, as examples, if they are at most one part in so many.
const EXAMPLE: usize = 8;

pub(super) fn plan(input: &Selectable<'_>, options: &Options) -> Result<Vec<Cut>, CompressError> {
    let is_lines = input.kind == Kind::JsonLines;
    let tape =
        if is_lines { Tape::lines(input.text.trim_end_matches('\n'), 0)? } else { Tape::new(input.text)? };
    let mut cuts = Vec::new();
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
        let rows =
            if level < MAX_DEPTH { Rows::of(&tape, value, is_lines && value == 0, least) } else { None };
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

/// Cuts some rows, and calls `inner` with those that stay and may have rows of their own.
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

/// Whether a row that stays is an example of all of them, or tells of a failure: nothing in it goes.
fn is_shown_whole(rows: &Rows<'_, '_>, chosen: &Chosen, row: usize) -> bool {
    let last = rows.count() - 1;
    let is_small = || rows.text(row).len() <= rows.span(0, last).len() / EXAMPLE;
    chosen.failures.contains(&(row as u32)) || (row == 0 || row == last) && is_small()
}
