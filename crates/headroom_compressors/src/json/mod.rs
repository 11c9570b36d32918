//! JSON with its names said once.

pub mod columns;
mod layout;
mod minify;
mod options;
mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, History, Input, Kind, Plan};
use headroom_formats::json::Tape;

pub use headroom_formats::json::{is_json, is_json_lines, is_value};
pub use minify::{Minified, minify};
pub use options::Options;

/// Reads the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&parse::Table];

/// What may stand between tokens.
const BLANKS: [char; 4] = [' ', '\n', '\r', '\t'];

/// Writes JSON as tables.
#[derive(Clone, Copy, Debug, Default)]
pub struct Json {
    options: Options,
}

impl Json {
    /// With the default options.
    pub const DEFAULT: Self = Self { options: Options::DEFAULT };
}

impl Compressor for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn accepts(&self, kind: Kind) -> bool {
        matches!(kind, Kind::Json | Kind::JsonLines) || kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        plan::plan(input, self.options)
    }
}

/// What a text stands for that was JSON whose layout was lost, without blanks; `None` for any other text.
///
/// Such a text is one that this compressor writes: the same values written again are the same text.
#[must_use]
pub fn loose(text: &str, limit: usize) -> Option<String> {
    // Blanks around the value stay where they are.
    let encoded = text.trim_start_matches(BLANKS);
    let decoded = parse::Table.decode(encoded, &History::new(), limit).ok()?;
    let (encoding, rest) = encoded.split_at(decoded.length);
    let values = decoded.text + rest;
    let tape = Tape::new(&values).ok()?;
    (rest.trim_matches(BLANKS).is_empty() && parse::write_value(&tape, layout::Style::Other) == encoding)
        .then(|| text[..text.len() - encoded.len()].to_owned() + &values)
}
