//! Chooses what to prune, and whether it pays.

use super::{Pruning, PruningMode, StayReason};

/// What a prune would have gained so far must reach this many thousandths of its price.
const PATIENCE: u64 = 1700;
/// At most this many more turns are expected.
const MAX_EXPECTED: u64 = 100;
/// A call that fetches a result has about so many tokens, and brings back so many.
const CALL_TOKENS: u64 = 80;
const FETCHED_TOKENS: u64 = 800;
/// Minimum gain of a prune that costs no cache write, in tokens: the cache is cold, or the model has none.
const MIN_FREE_GAIN: u64 = 2000;

/// A text of a conversation, in tokens.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Weighed {
    /// What is sent for it now.
    pub cost: u64,
    /// The reason why it must not be shortened. `None`: it is a candidate.
    pub stays: Option<StayReason>,
    /// The number of turns since it was last used.
    pub unused: usize,
    /// How much less it would be.
    pub gain: u64,
    /// The number of turns that paid for the gain so far.
    pub waited: u64,
    /// How often it is expected to be fetched afterwards, in thousandths.
    pub chance: u64,
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
/// would have gained so far must reach [`PATIENCE`] times what it costs. The second rule is that of renting and
/// buying skis (Karlin et al., "Competitive snoopy caching", 1988): whatever comes, it costs little more than the
/// best choice in hindsight.
///
/// A result that is likely to cost more by being fetched again than it gains is no candidate afterwards.
pub(crate) fn plan(texts: &mut [Weighed], turns: usize, options: &Pruning) -> Option<Prune> {
    // Prices and weights are the caller's. With 128 bits no product of them overflows.
    let (read, write) = (u128::from(options.read), u128::from(options.write));
    let turns = options.expected_turns.map_or_else(|| (turns as u64).min(MAX_EXPECTED), u64::from);
    let expected = u128::from(turns);
    let size: u64 = texts.iter().map(|text| text.cost).sum();
    // Prices of a prompt of a size, in thousandths of the usual ones.
    let factor = |size| options.long.filter(|long| size > long.above).map_or(1000, |long| long.factor.into());
    let now: u128 = factor(size);
    let fetch = (read * u128::from(size)
        + u128::from(options.output) * u128::from(CALL_TOKENS)
        + write * u128::from(FETCHED_TOKENS))
        * now
        / 1000;
    let is_full = options.limit.is_some_and(|limit| size > limit);
    let is_cold = options.cold || is_full;
    if options.mode == PruningMode::Off || options.mode == PruningMode::Cold && !is_cold {
        return None;
    }
    let (mut gain, mut suffix) = (0, 0);
    let (mut regret, mut fetches): (u128, u128) = (0, 0);
    let mut best: Option<(u128, Prune)> = None;
    for (first, text) in texts.iter_mut().enumerate().rev() {
        let own = read * u128::from(text.gain) * now / 1000;
        let chance = u128::from(text.chance);
        if text.gain > 0 && !is_full && 1000 * own * expected <= fetch.saturating_mul(chance) {
            (text.gain, text.stays) = (0, Some(StayReason::LikelyFetched));
        }
        if text.is_cached {
            suffix += text.cost - text.gain;
        }
        if text.gain == 0 {
            continue;
        }
        gain += text.gain;
        regret += own * u128::from(text.waited);
        fetches = fetches.saturating_add(fetch.saturating_mul(chance) / 1000);
        let left = size - gain;
        let then = factor(left);
        let price = if is_cold { 0 } else { write.saturating_sub(read) * u128::from(suffix) * then / 1000 };
        // A prompt that is no longer a long one is cheaper as a whole.
        let each =
            (read * u128::from(size) * now / 1000).saturating_sub(read * u128::from(left) * then / 1000);
        let later = each * expected;
        let profit = if is_full { gain.into() } else { later.saturating_sub(price).saturating_sub(fetches) };
        let is_due =
            if price == 0 { gain >= MIN_FREE_GAIN } else { 1000 * regret >= u128::from(PATIENCE) * price };
        if is_due && profit > 0 && best.is_none_or(|(most, _)| profit > most) {
            best = Some((profit, Prune { first, gain, rewritten: suffix }));
        }
    }
    best.map(|(_, prune)| prune)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pruning::LongPrompt;

    const TURNS: usize = 40;

    /// A conversation whose candidates have waited for long.
    fn texts(chance: u64) -> Vec<Weighed> {
        let result =
            Weighed { cost: 1000, gain: 950, waited: 60, chance, is_cached: true, ..Weighed::default() };
        let said = Weighed { cost: 200, is_cached: true, ..Weighed::default() };
        [result, said].repeat(TURNS)
    }

    fn auto() -> Pruning {
        Pruning { mode: PruningMode::Auto, ..Pruning::default() }
    }

    #[test]
    fn a_result_that_is_likely_to_be_fetched_again_stays() {
        let mut likely = texts(10);
        likely[0].chance = 5000;
        let prune = plan(&mut likely, TURNS, &auto()).expect("a prune");
        assert_eq!((prune.first, prune.gain), (2, 950 * (TURNS as u64 - 1)));
        assert_eq!((likely[0].stays, likely[2].stays), (Some(StayReason::LikelyFetched), None));
    }

    #[test]
    fn a_prune_that_would_be_fetched_back_does_not_pay() {
        assert!(plan(&mut texts(10), TURNS, &auto()).is_some());
        assert_eq!(plan(&mut texts(5000), TURNS, &auto()), None);
    }

    #[test]
    fn the_largest_prices_and_weights_do_not_overflow() {
        let most = u32::MAX;
        let long = Some(LongPrompt { above: 0, factor: u16::MAX });
        let prices =
            Pruning { read: most, write: most, output: most, long, expected_turns: Some(most), ..auto() };
        for chance in [0, u64::MAX] {
            assert_eq!(plan(&mut texts(chance), TURNS, &prices).is_some(), chance == 0);
        }
    }

    #[test]
    fn a_prompt_that_gets_short_saves_the_higher_price_of_all_its_tokens() {
        let expected = |count| Pruning { expected_turns: Some(count), ..auto() };
        let long = |above| Some(LongPrompt { above, factor: 2000 });
        let size: u64 = texts(0).iter().map(|text| text.cost).sum();
        // So few turns do not earn a rewrite at the usual prices, nor if the prompt stays long.
        let few =
            (1..1000).find(|&count| plan(&mut texts(0), TURNS, &expected(count + 1)).is_some()).expect("few");
        assert_eq!(plan(&mut texts(0), TURNS, &expected(few)), None);
        assert_eq!(plan(&mut texts(0), TURNS, &Pruning { long: long(0), ..expected(few) }), None);
        let prune = plan(&mut texts(0), TURNS, &Pruning { long: long(size - 1), ..expected(few) });
        assert_eq!(prune.map(|prune| size - prune.gain < size - 1), Some(true));
    }

    #[test]
    fn few_expected_turns_are_not_worth_a_write() {
        let options = |expected| Pruning { expected_turns: Some(expected), ..auto() };
        assert_eq!(plan(&mut texts(0), TURNS, &options(1)), None);
        assert!(plan(&mut texts(0), TURNS, &options(50)).is_some());
    }

    #[test]
    fn above_its_limit_a_conversation_is_pruned_whatever_that_costs() {
        let size: u64 = texts(0).iter().map(|text| text.cost).sum();
        let options = |limit| Pruning { mode: PruningMode::Cold, limit: Some(limit), ..Pruning::default() };
        assert_eq!(plan(&mut texts(5000), TURNS, &options(size)), None);
        assert_eq!(plan(&mut texts(5000), TURNS, &options(size - 1)).map(|prune| prune.first), Some(0));
    }
}
