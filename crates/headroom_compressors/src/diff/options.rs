//! The options of this compressor.

use serde::Deserialize;

/// Options for diffs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Minimum number of lines of a table of changed files.
    pub fewest: u32,
}

impl Options {
    /// The default options.
    pub const DEFAULT: Self = Self { fewest: 2 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
