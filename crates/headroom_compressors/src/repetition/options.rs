//! What may be set.

use serde::Deserialize;

/// What is folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// What a fold of lines in a row has to save at least, in tokens.
    pub least_saving: u64,
    /// What pointing at lines further up has to save at least: the reader has to go there.
    pub least_saving_again: u64,
    /// What an edit has to save at least, in hundredths of the lines it is about: a few folds far apart are not worth reading.
    pub least_share: u64,
    /// Whether lines of one form are written as that form and what differs.
    pub forms: bool,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self { least_saving: 6, least_saving_again: 12, least_share: 8, forms: true };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
