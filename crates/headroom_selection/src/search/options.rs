//! The options of this selector.

use serde::Deserialize;

/// How much of search results is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Number of matches that are kept, approximately. More are kept if the first and last matches of every
    /// file, and matches that match the query, are more.
    pub max_matches: u32,
}

impl Options {
    /// The default options: results that somebody would read to the end stay whole.
    pub const DEFAULT: Self = Self { max_matches: 1000 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
