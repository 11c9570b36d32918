//! The options of this selector.

use headroom_core::thousandths;
use serde::Deserialize;

/// How much of prose is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// The share of the tokens, in thousandths, below which no more sentences are elided; set as a share from 0
    /// to 1.
    #[serde(deserialize_with = "thousandths::read")]
    pub target_rate: u32,
    /// Whether a sentence stays that alone names something. Otherwise the target is all that counts.
    pub keep_facts: bool,
    /// Sentences are kept if their match with the query scores at least this share of the best score, in
    /// thousandths; set as a share from 0 to 1.
    #[serde(deserialize_with = "thousandths::read")]
    pub relevance_threshold: u32,
}

impl Options {
    /// The default options: what a reader may look up stays.
    pub const DEFAULT: Self = Self { target_rate: 500, keep_facts: true, relevance_threshold: 300 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
