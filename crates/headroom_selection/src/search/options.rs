//! What may be set.

use serde::Deserialize;

/// How much of the results of a search stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// About so many matches stay: more only where the first and the last of every file, and what is asked for, are more.
    pub max_matches: u32,
}

impl Options {
    /// The defaults: what somebody reads to the end stays whole.
    pub const DEFAULT: Self = Self { max_matches: 1000 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
