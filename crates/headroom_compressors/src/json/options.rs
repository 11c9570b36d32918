//! What may be set.

use serde::Deserialize;

/// How JSON is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// JSON within other text is looked at from this length on, in bytes.
    pub shortest: usize,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self { shortest: 64 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
