//! Text that stands further up in the conversation, replaced by a reference to it; line numbers, kept once in ten.
//!
//! ```text
//!      1→import os                         [lines 1→400]
//!      2→                                  [@ Read app.py:1-117]
//!      …                             ⇒     118→    return total * 2
//!    118→    return total * 2              [@ 119-400]
//!      …
//! ```
//!
//! A reference says where the lines can be read: which call, which file or command, which lines, as a reader would
//! name them. It points only at text that is written out, never at another reference. Lines are found by windows of
//! content (as in rsync and deduplicating stores), so that a shift or an edit between them does not hide them.

mod options;
mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

pub use options::Options;

/// Reads the edits of this compressor back.
pub const CODECS: [&dyn Codec; 2] = [&parse::Reference, &parse::Numbered];

/// Replaces what stands earlier, and line numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct References {
    options: Options,
}

impl References {
    /// With the default options.
    pub const DEFAULT: Self = Self::new(Options::DEFAULT);

    /// With these options.
    #[must_use]
    pub const fn new(options: Options) -> Self {
        Self { options }
    }
}

impl Compressor for References {
    fn name(&self) -> &'static str {
        "references"
    }

    fn accepts(&self, _: Kind) -> bool {
        true
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        Ok(plan::plan(input, self.options))
    }
}
