//! Prose with the sentences that tell most, and outlines of documents.
//!
//! ```text
//! ## Retries                                  ## Retries
//!
//! The client retries a request three times.   The client retries a request three times. [2 sentences of lines 3-4 left out: headroom_retrieve q9w1dfwf077ymga1]
//! Networks are not always reliable. This   ⇒  Never set `retries` to 0.
//! is well known to everybody.
//! Never set `retries` to 0.
//! ```
//!
//! It reads plain text and Markdown. Headings, code, tables and everything else that is no sentence are kept.
//! Sentences go as a whole, those first that say least: they do not match the query, name nothing, negate
//! nothing, define nothing, stand late in their section, or repeat what another sentence says. A sentence
//! stays if it alone names something: a number, an identifier, an address, a name, or code.
//!
//! In a conversation of an agent, only documents that are read once are elided, if the caller says so: to title,
//! headings, the first sentence of each section, the first lines of code and tables, and what the conversation
//! asks for.
//!
//! Sentences end where Unicode says (UAX #29), except behind abbreviations and within brackets and code. A text
//! without such ends is kept.

mod options;
mod parse;
mod plan;

use headroom_core::{CompressError, Cut, Kind, Policy, Selectable, Selector};

use crate::table::is_mostly_rows;

pub use options::Options;

/// Maximum length of a text, in bytes: a sentence takes some memory.
pub const MAX_LEN: usize = 32 << 20;

/// Elides sentences.
#[derive(Clone, Copy, Debug, Default)]
pub struct Prose {
    options: Options,
}

impl Prose {
    /// The selector with these options.
    #[must_use]
    pub const fn new(options: Options) -> Self {
        Self { options }
    }
}

impl Selector for Prose {
    fn name(&self) -> &'static str {
        "prose"
    }

    fn accepts(&self) -> &'static [Kind] {
        &[Kind::Markdown, Kind::Prose]
    }

    fn reason(&self) -> &'static str {
        "sentences that tell little"
    }

    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
        if input.text.len() > MAX_LEN {
            return Err(CompressError::TooLarge { limit: MAX_LEN });
        }
        if input.kind == Kind::Markdown && is_mostly_rows(input.text) {
            return Ok(Vec::new());
        }
        match input.policy {
            Policy::Oneshot => plan::plan(input, self.options),
            Policy::Agent if input.is_document => plan::outline(input),
            Policy::Agent => Ok(Vec::new()),
        }
    }
}
