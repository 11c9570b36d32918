//! What may be set.

use serde::Deserialize;

/// How logs are shortened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Fewer lines with a time than this are left as they are.
    pub fewest: u32,
    /// What has to be saved at least, in hundredths of what the lines cost: what a reader has to look up has to be worth it.
    pub least_share: u64,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self { fewest: 6, least_share: 15 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
