//! What is written in which form.

mod embedded;
mod path;
mod repeated;
mod shape;
mod tuple;

use headroom_core::{CompressError, Cost, Edit, Input, Kind, Plan, cost};

use super::layout::Style;
use super::{BLANKS, CODECS, Options, minify, parse};
use headroom_formats::json::Tape;

pub(super) use repeated::Names;
pub(super) use shape::{Place, PlaceId, Shapes, inside};
pub(super) use tuple::{Column, MISSING, Part, Tuple, TupleField, Usual};

/// What an edit has to save at least, in tokens.
const MIN_SAVING: u64 = 6;

/// Plans tables for the JSON that the text is or holds.
pub(super) fn plan(input: &Input<'_>, options: Options) -> Result<Plan, CompressError> {
    let text = input.text;
    // An agent would edit what it sees, and a table is not what is in the file.
    if input.quotable || text.len() < options.shortest {
        return Ok(Plan::default());
    }
    let edits = if input.kind == Kind::Json {
        let tape = Tape::new(text)?;
        match Style::of(&tape, std::iter::once(0)) {
            Style::Other => vec![loose(&tape)?],
            style => vec![whole(&tape, style)],
        }
    } else {
        embedded::find(text, options)
    };
    let edits = edits
        .into_iter()
        .filter(|edit| cost(edit.text()) + Cost::tokens(MIN_SAVING) <= cost(&text[edit.span().clone()]));
    Ok(Plan::new(text, edits))
}

/// The edit for the one value of a tape, which is laid out as `style`.
fn whole(tape: &Tape<'_>, style: Style) -> Edit<'static> {
    Edit::Rewrite {
        span: tape.start(0)..tape.end(0),
        text: parse::write_value(tape, style).into(),
        codec: CODECS[0],
        reason: "JSON",
    }
}

/// The edit for a value whose layout is lost. Written from the value without blanks, of which it stays the same text when it
/// is written again.
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

/// A value without blanks, with those behind it.
fn without_blanks(text: &str) -> Result<String, CompressError> {
    let value = text.trim_end_matches(BLANKS);
    Ok(minify(value)?.map_or_else(|| value.to_owned(), |minified| minified.text) + &text[value.len()..])
}
