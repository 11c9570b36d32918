//! The outline of a document that is read once: title, headings, the first sentence of each section, code,
//! tables, and what the conversation asks for.

use headroom_core::{CompressError, Selectable};

use super::super::Options;
use super::super::parse::{Role, Unit};
use super::choose::{MAX_SENTENCE_LEN, asked, scores};

/// For each unit, whether it goes.
pub(super) fn goes(
    input: &Selectable<'_>,
    units: &[Unit],
    options: Options,
) -> Result<Vec<bool>, CompressError> {
    let scores = scores(input, units)?;
    let asked = asked(input, units, &scores, options.relevance_threshold);
    let is_first = |at: usize| at.checked_sub(1).is_none_or(|before| units[before].role == Role::Heading);
    let of = |(at, unit): (usize, &Unit)| {
        unit.role == Role::Sentence && !asked[at] && !is_first(at) && unit.span.len() <= MAX_SENTENCE_LEN
    };
    Ok(units.iter().enumerate().map(of).collect())
}
