//! Pruning: old tool results of a live conversation are replaced by short forms, once, when that pays.
//!
//! In every turn the model reads the whole conversation again, at the price of reading the provider's cache. A
//! prune makes every later turn cheaper. In return everything behind the first changed text must be written to
//! the cache anew. [`plan`] weighs the two.

mod plan;
mod short;
mod verdict;
mod worth;

use serde::Deserialize;

pub use self::plan::Prune;
pub(crate) use self::plan::{Weighed, plan};
pub(crate) use self::short::{MIN_TOKENS, cost_of_short, shortened, without_text};
pub use self::verdict::{PruneVerdict, StayReason};
pub(crate) use self::worth::Features;
pub use self::worth::Weights;

/// When a session shortens old results.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Pruning {
    /// Whether it does.
    pub mode: PruningMode,
    /// Results that the model read, or that were used, in its last N turns stay; files, in three times as
    /// many.
    pub keep_turns: u32,
    /// The provider no longer has the conversation in its cache, so that all of it is written again anyway.
    pub cold: bool,
    /// The price of a token that is read from the cache, in thousandths of the price of an input token.
    pub read: u32,
    /// The price of a token that is written to the cache, in thousandths of the price of an input token.
    pub write: u32,
    /// The price of a token of the answer, in thousandths of the price of an input token.
    pub output: u32,
    /// The higher prices of long prompts, if the model has them.
    pub long: Option<LongPrompt>,
    /// What makes a result likely to be fetched again.
    pub weights: Weights,
    /// Maximum size of the conversation, in tokens. Above it the session prunes what it can, whether that pays or not.
    pub limit: Option<u64>,
    /// The number of turns that are still to come. `None`: as many as there have been, at most 100.
    pub expected_turns: Option<u32>,
}

/// Prices of a request whose whole prompt is long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LongPrompt {
    /// A prompt of more tokens than this is long.
    pub above: u64,
    /// Its prices, in thousandths of those of a shorter prompt.
    pub factor: u16,
}

/// Whether a session shortens old results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PruningMode {
    /// It never does.
    #[default]
    Off,
    /// It does when the cache is cold.
    Cold,
    /// It does when that pays.
    Auto,
}

impl Default for Pruning {
    /// The prices of Anthropic's cache of five minutes.
    fn default() -> Self {
        Self {
            mode: PruningMode::Off,
            keep_turns: 2,
            cold: false,
            read: 100,
            write: 1250,
            output: 5000,
            long: None,
            weights: Weights::default(),
            limit: None,
            expected_turns: None,
        }
    }
}
