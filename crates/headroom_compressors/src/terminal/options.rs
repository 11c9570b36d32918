//! The options of this compressor.

use serde::Deserialize;

/// Options for terminal output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// The height of the screen: this many lines can be overwritten.
    pub rows: u32,
}

impl Options {
    /// The default options.
    pub const DEFAULT: Self = Self { rows: 200 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
