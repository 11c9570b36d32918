//! How likely a result is fetched again after a prune.
//!
//! Features are those by which Headroom's `IntelligentContext` scores messages: recency, relevance, references,
//! errors and density. Here they add up to a chance, so that the price of a fetch decides, and not a rank.

use serde::Deserialize;

/// Weights of the features of a result, in thousandths: by how much each raises the chance of a fetch where it is
/// strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Weights {
    /// For every result.
    pub base: u32,
    /// The model saw or used it in one of the turns just before those that are kept.
    pub recency: u32,
    /// It shows a file, which may be edited.
    pub file: u32,
    /// The call has words of the user's last text.
    pub relevance: u32,
    /// Later results refer to it.
    pub references: u32,
    /// It reports an error.
    pub error: u32,
    /// It has many tokens for its length, such as names and numbers.
    pub density: u32,
}

impl Default for Weights {
    fn default() -> Self {
        Self { base: 10, recency: 100, file: 50, relevance: 200, references: 50, error: 0, density: 0 }
    }
}

/// The features of a result, each in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Features {
    pub recency: u32,
    pub file: u32,
    pub relevance: u32,
    pub references: u32,
    pub error: u32,
    pub density: u32,
}

impl Weights {
    /// The chance of a fetch, in thousandths. The model may fetch a result more than once.
    pub(crate) fn chance(&self, features: &Features) -> u64 {
        let pairs = [
            (self.recency, features.recency),
            (self.file, features.file),
            (self.relevance, features.relevance),
            (self.references, features.references),
            (self.error, features.error),
            (self.density, features.density),
        ];
        let sum: u64 = pairs.iter().map(|&(weight, feature)| u64::from(weight) * u64::from(feature)).sum();
        u64::from(self.base) + sum / 1000
    }
}
