//! Decides which form each value is written in.

mod embedded;
mod path;
mod repeated;
mod shape;
mod tuple;

use headroom_core::{CompressError, Cost, Edit, Input, Kind, Plan, cost};

use super::layout::Style;
use super::{BLANKS, CODECS, minify, parse};
use headroom_formats::json::Tape;

pub(super) use repeated::Names;
pub(super) use shape::{Place, PlaceId, Shapes, inside};
pub(super) use tuple::{Column, MISSING, Part, Tuple, TupleField, Usual};

/// Minimum saving of an edit, in tokens.
const MIN_SAVING: u64 = 6;
/// Minimum length of a text, and of JSON within other text, in bytes: a shorter value saves too little.
const MIN_LEN: usize = 64;

/// Plans tables for the JSON that the text is or contains.
pub(super) fn plan(input: &Input<'_>) -> Result<Plan, CompressError> {
    let text = input.text;
    // An agent edits the text that it sees, and a table is not the text of the file.
    if input.quotable || text.len() < MIN_LEN {
        return Ok(Plan::default());
    }
    let edits = if input.kind == Kind::Json {
        let tape = Tape::new(text)?;
        match Style::of(&tape, std::iter::once(0)) {
            Style::Other => vec![loose(&tape)?],
            style => vec![whole(&tape, style)],
        }
    } else {
        embedded::find(text)
    };
    let edits = edits
        .into_iter()
        .filter(|edit| cost(edit.text()) + Cost::tokens(MIN_SAVING) <= cost(&text[edit.span().clone()]));
    Ok(Plan::new(text, edits))
}

/// The edit for the one value of a tape, which has the layout `style`.
fn whole(tape: &Tape<'_>, style: Style) -> Edit<'static> {
    Edit::Rewrite {
        span: tape.start(0)..tape.end(0),
        text: parse::write_value(tape, style).into(),
        codec: CODECS[0],
        reason: "JSON",
    }
}

/// The edit for a value whose layout is lost. It is written from the value without white space, so that
/// encoding the decoded value again gives the same text.
fn loose(tape: &Tape<'_>) -> Result<Edit<'static>, CompressError> {
    let span = tape.start(0)..tape.end(0);
    let compact = without_blanks(&tape.text()[span.start..])?;
    Ok(Edit::Rewrite {
        span,
        text: parse::write_value(&Tape::new(&compact)?, Style::Other).into(),
        codec: CODECS[0],
        reason: "JSON",
    })
}

/// A value without white space between its tokens, and the white space after it.
fn without_blanks(text: &str) -> Result<String, CompressError> {
    let value = text.trim_end_matches(BLANKS);
    Ok(minify(value)?.map_or_else(|| value.to_owned(), |minified| minified.text) + &text[value.len()..])
}
