//! Texts without their data in base64: pictures, archives, certificates.
//!
//! ```text
//! <img src="data:image/png;base64,iVBORw0KGgoAA…">   ⇒   <img src="data:image/png;base64,[6,750 bytes of PNG left out: headroom_retrieve q9w1dfwf077ymga1]">
//! ```
//!
//! A reader cannot read such data. The note says how many bytes it encodes, and in which format if their start tells.
//! Everything around it stays, such as the type in a data URL. Source code and files keep their data.

mod plan;

use headroom_core::{CompressError, Cut, Kind, Selectable, Selector};

/// Elides data in base64.
#[derive(Clone, Copy, Debug, Default)]
pub struct Encoded;

impl Selector for Encoded {
    fn name(&self) -> &'static str {
        "encoded"
    }

    fn accepts(&self) -> &'static [Kind] {
        &[
            Kind::Blob,
            Kind::Text,
            Kind::Prose,
            Kind::Markdown,
            Kind::Html,
            Kind::Xml,
            Kind::Yaml,
            Kind::Json,
            Kind::JsonLines,
            Kind::Csv,
            Kind::Tsv,
            Kind::Table,
            Kind::Log,
            Kind::TestOutput,
            Kind::BuildOutput,
        ]
    }

    fn reason(&self) -> &'static str {
        "data in base64"
    }

    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
        Ok(plan::plan(input.text))
    }
}
