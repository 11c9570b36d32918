//! What may be set.

use serde::Deserialize;

/// How a screen is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// So many lines above the last one can be written over, as on a screen of this height.
    pub rows: u32,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self { rows: 200 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
