//! The options of this selector.

use serde::Deserialize;

/// How much of a listing is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Number of names that are kept, approximately. More are kept if folders, the first names of each
    /// folder, and names that match the query are more.
    pub max_names: u32,
}

impl Options {
    /// The default options: a listing that somebody would read to its end stays whole.
    pub const DEFAULT: Self = Self { max_names: 300 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
