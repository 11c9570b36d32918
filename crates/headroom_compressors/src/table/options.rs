//! What may be set.

use serde::Deserialize;

/// How tables are shortened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Tables with fewer rows than this are left as they are.
    pub fewest: u32,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self { fewest: 3 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
