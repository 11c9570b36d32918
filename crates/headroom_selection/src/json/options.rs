//! The options of this selector.

use serde::Deserialize;

use headroom_core::thousandths;

/// How much of a long array is kept, and which rows are always kept. The names are those that are common in
/// the field.
///
/// Two common options have no counterpart: constants are always factored out, because tables write common
/// values once, and callers cannot judge which rows are similar enough.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Minimum cost of an array, in tokens. Cheaper arrays stay whole.
    pub min_tokens_to_crush: u32,
    /// Minimum number of elements. Shorter arrays stay whole.
    pub min_items_to_analyze: u32,
    /// Maximum number of elements that are kept if none of them is special.
    pub max_items_after_crush: u32,
    /// Elements kept at the start.
    pub keep_first: u32,
    /// Elements kept at the end.
    pub keep_last: u32,
    /// Rows that match the query are kept if their score is at least this share of the best score, in
    /// thousandths; set as a share from 0 to 1.
    #[serde(deserialize_with = "thousandths::read")]
    pub relevance_threshold: u32,
    /// Numbers and lengths farther from the mean than this are anomalies, in thousandths of the standard
    /// deviation; set in standard deviations.
    #[serde(deserialize_with = "thousandths::read")]
    pub anomaly_std_threshold: u32,
    /// Whether rows that report failures are always kept.
    pub preserve_errors: bool,
    /// Fields of which every value is shown at least once.
    pub preserve_fields: Vec<String>,
    /// Whether one of several rows that differ only in their numbers represents all of them.
    pub dedupe_identical: bool,
}

impl Options {
    /// The default options.
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
