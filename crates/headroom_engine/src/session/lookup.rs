//! Finds out which text of which conversation each block of a request is, and what was decided about it.

use std::collections::VecDeque;

use headroom_core::{Chain, SentAs};

use super::chain::link;
use super::decisions::{DecisionCache, Known};
use super::is_decided;
use crate::request::Block;

/// The number of blocks whose decisions are recalled at a time, at first. It doubles as long as no block was
/// resent.
const AHEAD: usize = 64;

/// Recalls the decisions of these chains, in order. `None`: they cannot be read now, and nothing else is recalled.
pub(super) type Recall<'a> = dyn FnMut(&[Chain]) -> Option<Vec<Option<SentAs>>> + 'a;

/// The blocks of a request with the decisions about them.
pub(super) struct Recalled {
    /// The chain of each block. The original and the text that was sent for it have the same chain, because a
    /// client may give either.
    pub(super) chains: Vec<Chain>,
    /// The decision about each block, if it is known.
    pub(super) known: Vec<Option<Known>>,
}

/// Looks up the blocks of a request. `start` are the known chains of its first blocks.
pub(super) fn look_up(
    blocks: &[Block],
    start: &[Chain],
    decisions: &DecisionCache,
    recall: &mut Recall<'_>,
) -> Recalled {
    let mut lookup = Lookup {
        blocks,
        decisions,
        recall: Some(recall),
        chains: Vec::with_capacity(blocks.len()),
        known: Vec::with_capacity(blocks.len()),
        next: VecDeque::new(),
        ahead: AHEAD,
    };
    let start = &start[..start.len().min(blocks.len())];
    lookup.ask(blocks.iter().zip(start).map(|(block, chain)| (block, *chain)));
    for chain in start {
        lookup.push(*chain);
    }
    while lookup.chains.len() < blocks.len() {
        let chain = lookup.next();
        lookup.push(chain);
    }
    Recalled { chains: lookup.chains, known: lookup.known }
}

struct Lookup<'a, 'r> {
    blocks: &'a [Block],
    decisions: &'a DecisionCache,
    recall: Option<&'a mut Recall<'r>>,
    chains: Vec<Chain>,
    known: Vec<Option<Known>>,
    /// The chains of the next blocks, unless one of them was resent. Their decisions were recalled.
    next: VecDeque<Chain>,
    ahead: usize,
}

impl Lookup<'_, '_> {
    /// The chain of the next block, whose decision was recalled.
    fn next(&mut self) -> Chain {
        if self.next.is_empty() {
            self.look_ahead();
        }
        self.next.pop_front().unwrap_or(Chain([0; 32]))
    }

    fn look_ahead(&mut self) {
        let blocks = self.blocks;
        let ahead = &blocks[self.chains.len()..];
        for block in &ahead[..self.ahead.min(ahead.len())] {
            let chain = link(self.next.back().or(self.chains.last()), block, &block.text);
            self.next.push_back(chain);
        }
        let chains: Vec<Chain> = self.next.iter().copied().collect();
        self.ask(ahead.iter().zip(chains));
        self.ahead *= 2;
    }

    /// Adds the next block. Its chain is this one unless it was resent.
    fn push(&mut self, chain: Chain) {
        let block = &self.blocks[self.chains.len()];
        let known = if is_decided(block) { self.decisions.get(&chain) } else { None };
        let (chain, known) = match known {
            Some(Known::Sent(SentAs::Resent(original))) => {
                self.next.clear();
                self.ahead = 1;
                (original, Some(Known::Sent(SentAs::Text(block.text.clone()))))
            }
            known => (chain, known),
        };
        self.chains.push(chain);
        self.known.push(known);
    }

    /// Recalls the decisions that memory lacks. Decisions that cannot be read now count as unknown.
    fn ask<'b>(&mut self, blocks: impl Iterator<Item = (&'b Block, Chain)>) {
        let Some(recall) = &mut self.recall else { return };
        let lacks = |chain: &Chain| !matches!(self.decisions.get(chain), Some(Known::Sent(_)));
        let chains: Vec<Chain> = blocks
            .filter(|(block, chain)| is_decided(block) && lacks(chain))
            .map(|(_, chain)| chain)
            .collect();
        if chains.is_empty() {
            return;
        }
        let Some(recalled) = recall(&chains) else {
            self.recall = None;
            return;
        };
        for (chain, sent) in chains.into_iter().zip(recalled) {
            if let Some(sent) = sent {
                self.decisions.insert(chain, sent);
            }
        }
    }
}
