//! What may be set.

use serde::Deserialize;

/// How much of a listing stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// About so many names stay: more only where folders, the first names of each, and what is asked for are more.
    pub max_names: u32,
}

impl Options {
    /// The defaults: what somebody reads to the end stays whole.
    pub const DEFAULT: Self = Self { max_names: 300 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
