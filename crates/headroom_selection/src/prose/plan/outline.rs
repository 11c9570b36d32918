//! The outline of a document that is read once: title, headings, the first sentence of each section, the first lines
//! of code and tables, and what the conversation asks for.

use std::borrow::Cow;

use headroom_core::{CompressError, Selectable};

use super::super::parse::{Role, Unit};
use super::choose::{MAX_SENTENCE_LEN, asked};

/// A unit stays if its score is at least this share of the best score, in thousandths. The query of an agent is long,
/// so most units of a page match some words of it.
const ASKED: u32 = 600;
/// The first lines of code or of a table stay, at most this many, and so does the last line, which may end a block.
const FIRST_LINES: usize = 3;
/// Minimum number of lines between them that are elided.
const MIN_LINES: usize = 3;

/// Longer headings are cut, in bytes.
const MAX_HEADING_LEN: usize = 160;

/// For each unit, whether it goes.
pub(super) fn goes(input: &Selectable<'_>, units: &[Unit]) -> Result<Vec<bool>, CompressError> {
    let asked = asked(input, units, &scores(input, units)?, ASKED);
    let is_first = |at: usize| at.checked_sub(1).is_none_or(|before| units[before].role == Role::Heading);
    let mut goes = vec![false; units.len()];
    let mut start = 0;
    for run in units.chunk_by(|a, b| a.role == b.role) {
        let all = start..start + run.len();
        start = all.end;
        match run[0].role {
            Role::Heading => {}
            Role::Sentence => all.for_each(|at| {
                goes[at] = !asked[at] && !is_first(at) && units[at].span.len() <= MAX_SENTENCE_LEN;
            }),
            Role::Fixed => {
                let inner = all.start + FIRST_LINES..all.end.saturating_sub(1);
                if inner.len() >= MIN_LINES {
                    inner.for_each(|at| goes[at] = !asked[at]);
                }
            }
        }
    }
    Ok(goes)
}

/// How well each unit matches what the conversation asks for. The heading of its section counts among its words,
/// because a sentence often says only `it` of what the heading names.
fn scores(input: &Selectable<'_>, units: &[Unit]) -> Result<Vec<u64>, CompressError> {
    let Some(question) = input.query else { return Ok(vec![0; units.len()]) };
    let mut heading = "";
    let of = |unit: &Unit| {
        let own = &input.text[unit.span.clone()];
        if unit.role != Role::Heading {
            return Cow::Owned(format!("{heading}\n{own}"));
        }
        heading = &own[..own.floor_char_boundary(MAX_HEADING_LEN)];
        Cow::Borrowed(own)
    };
    let texts: Vec<Cow<'_, str>> = units.iter().map(of).collect();
    let texts: Vec<&str> = texts.iter().map(|text| &**text).collect();
    input.scorer.score(question, &texts)
}
