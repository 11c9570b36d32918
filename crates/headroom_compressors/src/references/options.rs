//! The options of this compressor.

use serde::Deserialize;

/// Options for references.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Lines around a change that are shown although they occur earlier, so that the change is seen in its
    /// context.
    pub surroundings: u32,
    /// Minimum saving of a reference, in tokens: a smaller saving disturbs the reader more than it helps.
    pub least_saving: u64,
}

impl Options {
    /// The default options.
    pub const DEFAULT: Self = Self { surroundings: 1, least_saving: 10 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
