//! What may be set.

use serde::Deserialize;

/// How much of a diff stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// So many unchanged lines stay before a change whose part does not name the function that it is in.
    pub before: u32,
    /// So many stay after one.
    pub after: u32,
    /// Unchanged lines between two changes that cost no more than this stay: the header of another part would take as much, in tokens.
    #[serde(skip)]
    pub header: u32,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self { before: 1, after: 0, header: 10 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
