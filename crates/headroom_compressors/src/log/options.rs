//! The options of this compressor.

use serde::Deserialize;

/// Options for logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Minimum number of lines with a time.
    pub fewest: u32,
    /// Minimum saving in percent of the cost of the lines: looking up kinds must be worth the reader's
    /// effort.
    pub least_share: u64,
}

impl Options {
    /// The default options.
    pub const DEFAULT: Self = Self { fewest: 6, least_share: 15 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
