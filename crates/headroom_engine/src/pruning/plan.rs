//! Chooses what to prune, and whether it pays.

use super::{Pruning, PruningMode};

/// At most this many more turns are expected.
const MAX_EXPECTED: u64 = 100;
/// Of this many shortened results, one is expected to be fetched again.
const FETCHED: u64 = 100;
/// A call that fetches a result has about so many tokens, and brings back so many.
const CALL_TOKENS: u64 = 80;
const FETCHED_TOKENS: u64 = 800;
/// Minimum gain of a prune while the cache is cold, in tokens.
const MIN_COLD_GAIN: u64 = 2000;

/// A text of a conversation, in tokens.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Weighed {
    /// What is sent for it now.
    pub cost: u64,
    /// How much less it would be; 0: it stays.
    pub gain: u64,
    /// The number of turns that paid for the gain so far.
    pub waited: u64,
    /// Whether the provider has it in its cache.
    pub is_cached: bool,
}

/// A prune: of all candidates from this text on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prune {
    /// The index of the first text that is shortened.
    pub first: usize,
    /// By how much they get shorter, in tokens.
    pub gain: u64,
    /// How much is written to the cache again for that, in tokens.
    pub rewritten: u64,
}

/// The best prune, if it pays: over the turns that are expected it must gain more than it costs, and what it
/// would have gained so far must reach what it costs. The second rule is that of renting and buying skis: it
/// never pays more than twice what the best choice in hindsight pays, whatever comes.
pub(crate) fn plan(texts: &[Weighed], turns: usize, options: &Pruning) -> Option<Prune> {
    let is_cold = options.cold;
    if options.mode == PruningMode::Off || options.mode == PruningMode::Cold && !is_cold {
        return None;
    }
    let (read, write) = (u64::from(options.read), u64::from(options.write));
    let expected = (turns as u64).min(MAX_EXPECTED);
    let size: u64 = texts.iter().map(|text| text.cost).sum();
    let fetch = read * size + u64::from(options.output) * CALL_TOKENS + write * FETCHED_TOKENS;
    let (mut gain, mut regret, mut suffix, mut count) = (0, 0, 0, 0);
    let mut best: Option<(u64, Prune)> = None;
    for (first, text) in texts.iter().enumerate().rev() {
        if text.is_cached {
            suffix += text.cost - text.gain;
        }
        if text.gain == 0 {
            continue;
        }
        gain += text.gain;
        regret += read * text.gain * text.waited;
        count += 1;
        let price = if is_cold { 0 } else { write.saturating_sub(read) * suffix };
        let later = read * gain * expected;
        let profit = later.saturating_sub(price + fetch * count / FETCHED);
        let is_due = if is_cold { gain >= MIN_COLD_GAIN } else { regret >= price };
        if is_due && profit > 0 && best.is_none_or(|(most, _)| profit > most) {
            best = Some((profit, Prune { first, gain, rewritten: suffix }));
        }
    }
    best.map(|(_, prune)| prune)
}
