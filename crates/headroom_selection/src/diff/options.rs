//! The options of this selector.

use serde::Deserialize;

/// How much of a diff is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Context lines kept before a change if the hunk header does not name the enclosing function.
    pub before: u32,
    /// Context lines kept after a change.
    pub after: u32,
}

impl Options {
    /// The default options.
    pub const DEFAULT: Self = Self { before: 1, after: 0 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
