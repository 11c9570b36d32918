//! The options of this compressor.

use serde::Deserialize;

/// Options for repetition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Minimum saving of a fold of consecutive lines, in tokens.
    pub least_saving: u64,
    /// Minimum saving of a mark that refers to lines further up, in tokens: the reader has to go there.
    pub least_saving_again: u64,
    /// Minimum saving of an edit, in percent of the cost of its lines: a few folds far apart are not worth
    /// the notation.
    pub least_share: u64,
    /// Whether lines of one form are written as that form and their values.
    pub forms: bool,
}

impl Options {
    /// The default options.
    pub const DEFAULT: Self = Self { least_saving: 6, least_saving_again: 12, least_share: 8, forms: true };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
