//! The options of this compressor.

use serde::Deserialize;

/// Options for JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Minimum length of JSON within other text, in bytes.
    pub shortest: usize,
}

impl Options {
    /// The default options.
    pub const DEFAULT: Self = Self { shortest: 64 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
