//! What may be set.

use serde::Deserialize;

/// How repeats are replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// So many lines around a change are shown although they stand earlier, so that the change is seen in its place.
    pub surroundings: u32,
    /// What a reference has to save at least, in tokens: below that it disturbs more than it helps.
    pub least_saving: u64,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self { surroundings: 1, least_saving: 10 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
