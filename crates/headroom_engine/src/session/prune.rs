//! Prunes a conversation in the turn in which that pays.

use std::sync::Arc;

use headroom_core::work::watched;
use headroom_core::{CompressError, Scorer, SentAs, Watch, cost as cost_of};
use headroom_selection::Lexical;

use super::epochs::{Epoch, key};
use super::turn::{Pruned, Turn};
use super::{Session, is_decided};
use crate::options::ToolMode;
use crate::outcome::Outcome;
use crate::pruning::{
    self, Features, MIN_TOKENS, Prune, PruneVerdict, Pruning, PruningMode, StayReason, Weighed, cost_of_short,
};
use crate::request::{Block, Request, Role};

/// Files are kept for so many times the turns of other results: an agent often edits what it read long ago.
const FILE_FACTOR: usize = 3;
/// A token of plain text has about this many bytes.
const TOKEN_BYTES: u64 = 4;

impl Session {
    /// Prunes the conversation if that pays.
    pub(super) fn prune(
        &self,
        request: &Request,
        mut turn: Turn,
        watch: &dyn Watch,
    ) -> Result<Turn, CompressError> {
        let options = turn.options.pruning.clone();
        if options.mode == PruningMode::Off || !self.can_elide || turn.options.exact_only {
            return Ok(turn);
        }
        let mut texts = turn.weigh(request, &options);
        // Features of texts take time: they are looked at only if a prune may pay.
        if pruning::plan(&mut texts.clone(), request.turns(), &options).is_none() {
            return Ok(turn);
        }
        turn.foresee(request, &options, &mut texts);
        let Some(prune) = pruning::plan(&mut texts, request.turns(), &options) else { return Ok(turn) };
        match turn.prune(request, prune, &texts, watch) {
            Ok(()) => Ok(turn),
            Err(error) => {
                turn.start = turn.start.min(prune.first);
                self.abandon(turn);
                Err(error)
            }
        }
    }
}

impl Turn {
    /// Prunes the conversation: from the first block on, candidates are sent in a short form, and all other
    /// results are compressed as if they were new, because what they referred to may be gone.
    pub(super) fn prune(
        &mut self,
        request: &Request,
        mut prune: Prune,
        texts: &[Weighed],
        watch: &dyn Watch,
    ) -> Result<(), CompressError> {
        let blocks = request.blocks();
        let mut verdicts = verdicts(blocks, texts, prune.first);
        self.conversation.truncate(prune.first);
        for (at, block) in blocks.iter().enumerate().skip(prune.first) {
            if watch.cancelled() {
                return Err(CompressError::Cancelled);
            }
            watched(watch, || {
                self.conversation.push(block);
                let cost = self.conversation.last().map_or(0, |outcome| outcome.after.to_tokens());
                // A short form replaces what costs little, too, if that refers to what was pruned.
                if texts[at].stays.is_none()
                    && cost > cost_of_short(block.text.len())
                    && let Some(short) = self.conversation.shortened(block)
                    && cost_of(&short.text).to_tokens() < cost
                {
                    self.conversation.truncate(at);
                    self.conversation.push_sent(block, &SentAs::Text(short.text.into()));
                    verdicts[at] = Some(PruneVerdict { stays: None, unused_turns: texts[at].unused });
                }
            })?;
        }
        // What was planned is an estimate. What was done is known now.
        let sent = self.conversation.outcomes(blocks.len());
        let costs =
            sent.iter().zip(texts).skip(prune.first).map(|(outcome, text)| (outcome.after.to_tokens(), text));
        let (before, after, rewritten) = costs.fold((0, 0, 0), |(before, after, rewritten), (cost, text)| {
            (before + text.cost, after + cost, rewritten + if text.is_cached { cost } else { 0 })
        });
        (prune.gain, prune.rewritten) = (before.saturating_sub(after), rewritten);
        let last = blocks.len() - 1;
        self.epochs.push(Epoch::new(last, &self.chains[last], prune.first, prune.gain));
        self.set_keys();
        let mut known = self.known.clone();
        known[prune.first..].fill(None);
        self.pruned = Some(Pruned { prune, verdicts, known: std::mem::replace(&mut self.known, known) });
        self.decisions = self.decide(request);
        Ok(())
    }

    /// Takes the prune back: it could not be recorded. After an error the turn was not sent.
    pub(super) fn unprune(&mut self, request: &Request, watch: &dyn Watch) -> Result<(), CompressError> {
        let Some(Pruned { prune, known, .. }) = self.pruned.take() else { return Ok(()) };
        self.known = known;
        self.epochs.pop();
        self.set_keys();
        self.conversation.truncate(prune.first);
        self.start = self.start.min(prune.first);
        self.extend(request, watch)
    }

    fn set_keys(&mut self) {
        let chains = self.chains.iter().enumerate();
        self.keys = chains.map(|(at, chain)| key(&self.epochs, at, *chain)).collect();
    }

    /// What the blocks cost, and what a prune could make of them.
    pub(super) fn weigh(&self, request: &Request, options: &Pruning) -> Vec<Weighed> {
        let uses = self.conversation.uses();
        let weigh = |(at, (block, outcome)): (usize, (&Block, &Arc<Outcome>))| {
            let cost = outcome.after.to_tokens();
            let unused = request.turns_since(uses[at].last);
            let keep = options.keep_turns as usize
                * if block.quotable && !uses[at].is_superseded { FILE_FACTOR } else { 1 };
            let stays = if !self.may_prune(block) {
                Some(StayReason::Protected)
            } else if outcome.before.to_tokens() < MIN_TOKENS {
                Some(StayReason::Short)
            } else {
                (unused <= keep).then_some(StayReason::Used)
            };
            Weighed {
                cost,
                stays,
                unused,
                gain: if stays.is_none() { cost.saturating_sub(cost_of_short(block.text.len())) } else { 0 },
                waited: unused.saturating_sub(keep) as u64,
                chance: 0,
                is_cached: at < request.answered(),
            }
        };
        request.blocks().iter().zip(self.conversation.all()).enumerate().map(weigh).collect()
    }

    fn may_prune(&self, block: &Block) -> bool {
        is_decided(block) && block.open && !block.is_kept && self.options.mode(&block.tool) == ToolMode::Full
    }

    /// How likely each candidate is fetched again.
    fn foresee(&self, request: &Request, options: &Pruning, texts: &mut [Weighed]) {
        let blocks = request.blocks();
        let uses = self.conversation.uses();
        let relevance = relevance(blocks);
        for (at, text) in texts.iter_mut().enumerate().filter(|(_, text)| text.gain > 0) {
            let unused = request.turns_since(uses[at].last).max(1);
            let words = blocks[at].text.len() as u64 / TOKEN_BYTES + 1;
            let features = Features {
                recency: (1000 * options.keep_turns as usize / unused).min(1000) as u32,
                file: if blocks[at].quotable && !uses[at].is_superseded { 1000 } else { 0 },
                relevance: relevance[at],
                references: 250 * uses[at].count.min(4),
                error: if has_error(&blocks[at].text) { 1000 } else { 0 },
                density: (500 * text.cost / words).min(1000) as u32,
            };
            text.chance = options.weights.chance(&features);
        }
    }
}

/// The verdicts of a prune that begins at `first`, if it shortened nothing. A candidate before `first` stays because of
/// the cache write, one behind it because it has no shorter form.
fn verdicts(blocks: &[Block], texts: &[Weighed], first: usize) -> Vec<Option<PruneVerdict>> {
    let verdict = |(at, text): (usize, &Weighed)| {
        let candidate = if at < first && text.gain > 0 { StayReason::CostlyWrite } else { StayReason::Short };
        let verdict = PruneVerdict { stays: text.stays.or(Some(candidate)), unused_turns: text.unused };
        is_decided(&blocks[at]).then_some(verdict)
    };
    texts.iter().enumerate().map(verdict).collect()
}

/// How well the call of each block matches the last text of the user, in thousandths of the best match.
fn relevance(blocks: &[Block]) -> Vec<u32> {
    let asked = blocks.iter().rev().find(|block| block.role == Role::User).map_or("", |block| &*block.text);
    let calls: Vec<&str> =
        blocks.iter().map(|block| if block.role == Role::Result { &*block.called } else { "" }).collect();
    let scores = Lexical.score(asked, &calls).unwrap_or_else(|_| vec![0; blocks.len()]);
    let most = scores.iter().copied().max().unwrap_or_default().max(1);
    scores.iter().map(|score| (1000 * score / most) as u32).collect()
}

fn has_error(text: &str) -> bool {
    ["error", "Error", "ERROR", "fail", "FAIL"]
        .iter()
        .any(|word| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some())
}
