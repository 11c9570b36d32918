//! What may be set.

use serde::Deserialize;

use crate::thousandths;

/// How much of a long array stays, and what of it in any case. The names are those of the field.
///
/// Two options of the field have no counterpart: constants are always factored out, as tables say what all rows have once, and which rows are alike enough
/// is not for a caller to say.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Arrays that cost less stay whole, in tokens.
    pub min_tokens_to_crush: u32,
    /// Arrays with fewer elements stay whole.
    pub min_items_to_analyze: u32,
    /// So many elements stay at most where nothing is special about any of them.
    pub max_items_after_crush: u32,
    /// So many elements at the start stay.
    pub keep_first: u32,
    /// So many at the end.
    pub keep_last: u32,
    /// Rows that fit a question so well stay as well, in thousandths of how well the best one does; set as a share from 0 to 1.
    #[serde(deserialize_with = "thousandths::read")]
    pub relevance_threshold: u32,
    /// Numbers and lengths that are farther from the mean are anomalies, in thousandths of the standard deviation; set in standard deviations.
    #[serde(deserialize_with = "thousandths::read")]
    pub anomaly_std_threshold: u32,
    /// Whether rows that tell of a failure stay.
    pub preserve_errors: bool,
    /// Fields of which every value is to be seen at least once.
    pub preserve_fields: Vec<String>,
    /// Whether one of several rows that differ only in their numbers stands for all of them.
    pub dedupe_identical: bool,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self {
        min_tokens_to_crush: 200,
        min_items_to_analyze: 5,
        max_items_after_crush: 15,
        keep_first: 3,
        keep_last: 2,
        relevance_threshold: 300,
        anomaly_std_threshold: 2000,
        preserve_errors: true,
        preserve_fields: Vec::new(),
        dedupe_identical: true,
    };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
