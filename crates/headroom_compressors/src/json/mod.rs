//! JSON with its names said once.

mod layout;
mod options;
mod parse;
mod plan;
mod table;

use headroom_core::{Codec, CompressError, Compressor, ContentKind, Edit, Input, Plan};

pub use options::Options;

/// Reads the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&table::Table];

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

    fn accepts(&self) -> &'static [ContentKind] {
        &[ContentKind::Json, ContentKind::JsonLines, ContentKind::Text]
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        let text = input.text;
        if text.len() < self.options.shortest || input.kind != ContentKind::Json {
            return Ok(Plan::default());
        }
        let tape = parse::Tape::new(text)?;
        let style = layout::Style::of(&tape);
        let written = table::write(&tape, style, table::Document::Value);
        Ok(Plan::new(text, vec![Edit::Rewrite { span: tape.start(0)..tape.end(0), text: written, codec: CODECS[0], reason: "json" }]).unwrap_or_default())
    }
}

/// Whether `text` is one JSON value.
#[must_use]
pub fn is_json(text: &str) -> bool {
    matches!(text.trim_start().as_bytes(), [b'{' | b'[', ..]) && parse::Tape::new(text).is_ok()
}
