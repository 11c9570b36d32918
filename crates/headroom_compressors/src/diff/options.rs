//! What may be set.

use serde::Deserialize;

/// How diffs are shortened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// A table of changed files with fewer lines than this is left as it is.
    pub fewest: u32,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self { fewest: 2 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
