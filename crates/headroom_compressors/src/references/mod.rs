//! References to text that occurs earlier in the conversation, and line numbers, of which every tenth is
//! kept.
//!
//! ```text
//!      1→import os                         [lines 1→400]
//!      2→                                  [@ Read app.py:1-117]
//!      …                             ⇒     118→    return total * 2
//!    118→    return total * 2              [@ 119-400]
//!      …
//! ```
//!
//! A reference says where to read the lines: which call, which file or command, which lines, as a reader
//! would name them. It refers only to text that is written out, never to another reference. Lines are found
//! by windows of content (as in rsync and deduplicating stores), so a shift or an edit between them does not
//! hide them.

mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

/// The codecs that read the edits of this compressor back.
pub const CODECS: [&dyn Codec; 2] = [&parse::Reference, &parse::Numbered];

/// The names of the texts that `text` refers to, in order, some of them several times.
pub fn targets(text: &str) -> impl Iterator<Item = &str> {
    memchr::memmem::find_iter(text.as_bytes(), parse::OPENER)
        .filter_map(|at| Some(parse::Target::read(&text[at..]).ok()?.0.name))
        .filter(|name| !name.is_empty())
}

/// Replaces earlier text by references, and shortens line numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct References;

impl Compressor for References {
    fn name(&self) -> &'static str {
        "references"
    }

    fn accepts(&self, _: Kind) -> bool {
        true
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        Ok(plan::plan(input))
    }
}
