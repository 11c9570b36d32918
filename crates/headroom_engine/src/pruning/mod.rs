//! Pruning: old tool results of a live conversation are replaced by short forms, once, when that pays.
//!
//! In every turn the model reads the whole conversation again, at the price of reading the provider's cache. A
//! prune makes every later turn cheaper. In return everything behind the first changed text must be written to
//! the cache anew. [`plan`] weighs the two.

mod plan;
mod short;

use serde::Deserialize;

pub use self::plan::Prune;
pub(crate) use self::plan::{Weighed, plan};
pub(crate) use self::short::{MAX_TOKENS, MIN_TOKENS, shortened};

/// When a session shortens old results.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Pruning {
    /// Whether it does.
    pub mode: PruningMode,
    /// The results that the model read in its last N turns stay.
    pub keep_turns: u32,
    /// The provider no longer has the conversation in its cache, so that all of it is written again anyway.
    pub cold: bool,
    /// The price of a token that is read from the cache, in thousandths of the price of an input token.
    pub read: u32,
    /// The price of a token that is written to the cache, in thousandths of the price of an input token.
    pub write: u32,
    /// The price of a token of the answer, in thousandths of the price of an input token.
    pub output: u32,
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
        Self { mode: PruningMode::Off, keep_turns: 6, cold: false, read: 100, write: 1250, output: 5000 }
    }
}
