//! Prunes a conversation in the turn in which that pays.

use std::sync::Arc;

use headroom_core::work::watched;
use headroom_core::{CompressError, SentAs, Watch};

use super::epochs::{Epoch, key};
use super::turn::{Pruned, Turn};
use super::{Session, is_decided};
use crate::options::ToolMode;
use crate::outcome::Outcome;
use crate::pruning::{self, MIN_TOKENS, Prune, Pruning, PruningMode, Weighed, cost_of_short, shortened};
use crate::request::{Block, Request};

/// Files are kept for so many times the turns of other results: an agent often edits what it read long ago.
const FILE_FACTOR: usize = 3;

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
        let texts = turn.weigh(request, &options);
        let Some(prune) = pruning::plan(&texts, request.turns(), &options) else { return Ok(turn) };
        match turn.prune(request, prune, |at| texts[at].is_candidate, watch) {
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
        prune: Prune,
        is_candidate: impl Fn(usize) -> bool,
        watch: &dyn Watch,
    ) -> Result<(), CompressError> {
        let blocks = request.blocks();
        self.conversation.truncate(prune.first);
        for (at, block) in blocks.iter().enumerate().skip(prune.first) {
            if watch.cancelled() {
                return Err(CompressError::Cancelled);
            }
            watched(watch, || {
                self.conversation.push(block);
                let cost = self.conversation.last().map_or(0, |outcome| outcome.after.to_tokens());
                // A short form replaces what costs little, too, if that refers to what was pruned.
                if is_candidate(at)
                    && cost > cost_of_short(block.text.len())
                    && let Some(short) = shortened(&block.text)
                {
                    self.conversation.truncate(at);
                    self.conversation.push_sent(block, &SentAs::Text(short.text.into()));
                }
            })?;
        }
        let last = blocks.len() - 1;
        self.epochs.push(Epoch::new(last, &self.chains[last], prune.first));
        self.set_keys();
        let mut known = self.known.clone();
        known[prune.first..].fill(None);
        self.pruned = Some(Pruned { prune, known: std::mem::replace(&mut self.known, known) });
        self.decisions = self.decide(request);
        Ok(())
    }

    /// Takes the prune back: it could not be recorded. After an error the turn was not sent.
    pub(super) fn unprune(&mut self, request: &Request, watch: &dyn Watch) -> Result<(), CompressError> {
        let Some(Pruned { prune, known }) = self.pruned.take() else { return Ok(()) };
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
        let outcomes = self.conversation.outcomes(self.conversation.count());
        let last_uses = self.conversation.last_uses();
        let weigh = |(at, (block, outcome)): (usize, (&Block, &Arc<Outcome>))| {
            let cost = outcome.after.to_tokens();
            let unused = request.turns_since(last_uses[at]);
            let keep = options.keep_turns as usize * if block.quotable { FILE_FACTOR } else { 1 };
            let is_candidate = is_decided(block)
                && block.open
                && !block.is_kept
                && outcome.before.to_tokens() >= MIN_TOKENS
                && unused > keep
                && self.options.mode(&block.tool) == ToolMode::Full;
            Weighed {
                cost,
                is_candidate,
                gain: if is_candidate { cost.saturating_sub(cost_of_short(block.text.len())) } else { 0 },
                waited: unused.saturating_sub(keep) as u64,
                is_cached: at < request.answered(),
            }
        };
        request.blocks().iter().zip(&outcomes).enumerate().map(weigh).collect()
    }
}
