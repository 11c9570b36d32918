//! JSON as tables that write each name once.

pub mod columns;
mod layout;
mod minify;
mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, History, Input, Kind, Plan};
use headroom_formats::json::Tape;

pub use headroom_formats::json::{is_json, is_json_lines, is_value};
pub use minify::{Minified, minify};

/// The codecs that read the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&parse::Table];

/// White space between tokens.
const BLANKS: [char; 4] = [' ', '\n', '\r', '\t'];

/// Writes JSON as tables.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json;

impl Compressor for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn accepts(&self, kind: Kind) -> bool {
        matches!(kind, Kind::Json | Kind::JsonLines) || kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        plan::plan(input)
    }
}

/// Decodes an encoding of JSON whose layout was lost, without white space between tokens. `None` for any
/// other text.
///
/// Only encodings that this compressor writes are accepted: encoding the decoded values again must give
/// `text`.
#[must_use]
pub fn loose(text: &str, limit: usize) -> Option<String> {
    // White space around the value is kept.
    let encoded = text.trim_start_matches(BLANKS);
    let decoded = parse::Table.decode(encoded, &History::new(), limit).ok()?;
    let (encoding, rest) = encoded.split_at(decoded.length);
    let values = decoded.text + rest;
    let tape = Tape::new(&values).ok()?;
    (rest.trim_matches(BLANKS).is_empty() && parse::write_value(&tape, layout::Style::Other) == encoding)
        .then(|| text[..text.len() - encoded.len()].to_owned() + &values)
}
