//! What may be set.

use serde::Deserialize;

/// How much of a diff stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// So many unchanged lines stay before a change.
    pub before: u32,
    /// So many stay after one.
    pub after: u32,
    /// Fewer unchanged lines between two changes are left where they are: the header of another part would take as much.
    pub fewest: u32,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self { before: 1, after: 1, fewest: 3 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
