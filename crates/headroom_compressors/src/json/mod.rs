//! JSON with its names said once.

pub mod columns;
mod layout;
mod minify;
mod options;
pub mod parse;
mod plan;
mod table;

use headroom_core::{Codec, CompressError, Compressor, History, Input, Kind, Plan};

pub use minify::{Minified, is_value, minify};
pub use options::Options;

/// Reads the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&table::Table];

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

/// Whether `text` is one JSON array or object.
#[must_use]
pub fn is_json(text: &str) -> bool {
    matches!(text.trim_start().as_bytes(), [b'{' | b'[', ..]) && is_value(text)
}

/// What a text stands for that was JSON whose layout was lost, without blanks; `None` for any other text.
///
/// Such a text is one that this compressor writes: the same values written again are the same text.
#[must_use]
pub fn loose(text: &str, limit: usize) -> Option<String> {
    // Blanks around the value stay where they are.
    let encoded = text.trim_start_matches(BLANKS);
    let decoded = table::Table.decode(encoded, &History::new(), limit).ok()?;
    let (encoding, rest) = encoded.split_at(decoded.length);
    let values = decoded.text + rest;
    let tape = parse::Tape::new(&values).ok()?;
    (rest.trim_matches(BLANKS).is_empty() && table::write_value(&tape, layout::Style::Other) == encoding)
        .then(|| text[..text.len() - encoded.len()].to_owned() + &values)
}

/// Whether each line of `text`, of which there are several, is a JSON object, or a string between two.
#[must_use]
pub fn is_json_lines(text: &str) -> bool {
    text.starts_with('{')
        && memchr::memmem::find(text.as_bytes(), b"\n{").is_some()
        && parse::Tape::lines(text.trim_end_matches('\n'), 0)
            .is_ok_and(|tape| tape.elements(0).nth(1).is_some())
}
