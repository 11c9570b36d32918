//! Finds out which text of which conversation each block of a request is, and what was decided about it.

use std::collections::VecDeque;
use std::mem;

use headroom_core::{Chain, SentAs};

use super::chain::link;
use super::decisions::{DecisionCache, Known};
use super::epochs::{Epoch, key};
use super::is_decided;
use crate::request::Block;

/// The number of blocks whose decisions are recalled at a time, at first. It doubles as long as no block was
/// resent.
const AHEAD: usize = 64;

/// Another process may have pruned the conversation at one of the last texts that this one remembers: a request may have
/// no new text, or be sent again. So many of them are looked at.
const BEHIND: usize = 64;

/// Recalls the decisions of these chains, in order. `None`: they cannot be read now, and nothing else is recalled.
pub(super) type Recall<'a> = dyn FnMut(&[Chain]) -> Option<Vec<Option<SentAs>>> + 'a;

/// The blocks of a request with the decisions about them.
pub(super) struct Recalled {
    /// The chain of each block. The original and the text that was sent for it have the same chain, because a
    /// client may give either.
    pub(super) chains: Vec<Chain>,
    /// The key of the decision about each block.
    pub(super) keys: Vec<Chain>,
    /// The decision about each block, if it is known.
    pub(super) known: Vec<Option<Known>>,
    /// The prunes of the conversation.
    pub(super) epochs: Vec<Epoch>,
    /// Whether the client gives a text in the form in which it was sent.
    pub(super) is_resent: bool,
}

/// What is remembered of the first blocks of a request.
#[derive(Clone, Copy, Default)]
pub(super) struct Start<'a> {
    pub(super) chains: &'a [Chain],
    pub(super) epochs: &'a [Epoch],
}

/// Looks up the blocks of a request.
pub(super) fn look_up(
    blocks: &[Block],
    start: Start<'_>,
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
        asked: Vec::new(),
        ahead: AHEAD,
        is_resent: false,
    };
    let remembered = &start.chains[..start.chains.len().min(blocks.len())];
    let mut epochs = start.epochs.to_vec();
    let keyed = remembered.iter().enumerate().map(|(at, chain)| key(&epochs, at, *chain));
    let mut keys: Vec<Chain> = keyed.collect();
    // Most decisions are remembered, and looked up once.
    let found: Vec<Option<Known>> =
        blocks.iter().zip(&keys).map(|(block, key)| lookup.decided(block, key)).collect();
    let lacking = blocks
        .iter()
        .zip(&keys)
        .zip(&found)
        .filter(|((block, _), known)| is_decided(block) && !is_whole(known.as_ref()));
    lookup.ask(lacking.map(|((_, key), _)| *key));
    for ((at, chain), known) in remembered.iter().enumerate().zip(found) {
        let known = if is_whole(known.as_ref()) { known } else { lookup.decided(&blocks[at], &keys[at]) };
        lookup.push(*chain, known);
    }
    let recent = remembered.len().saturating_sub(BEHIND);
    lookup.asked = remembered[recent..].iter().map(Epoch::key_of).collect();
    while lookup.chains.len() < blocks.len() {
        let chain = lookup.next();
        let known = lookup.decided(&blocks[lookup.chains.len()], &chain);
        lookup.push(chain, known);
    }
    let asked = mem::take(&mut lookup.asked);
    lookup.ask(asked);
    // The keys of remembered blocks stay unless a prune is found that they do not know.
    let mut known = remembered.len();
    if lookup.find_epochs(recent, &mut epochs) {
        known = 0;
    }
    keys.truncate(known);
    keys.extend(lookup.chains.iter().enumerate().skip(known).map(|(at, chain)| key(&epochs, at, *chain)));
    lookup.look_up_again(&keys, known);
    let Lookup { chains, known, is_resent, .. } = lookup;
    Recalled { chains, keys, known, epochs, is_resent }
}

struct Lookup<'a, 'r> {
    blocks: &'a [Block],
    decisions: &'a DecisionCache,
    recall: Option<&'a mut Recall<'r>>,
    chains: Vec<Chain>,
    known: Vec<Option<Known>>,
    /// The chains of the next blocks, unless one of them was resent. Their decisions were recalled.
    next: VecDeque<Chain>,
    /// Keys that are recalled together with those of the next blocks.
    asked: Vec<Chain>,
    ahead: usize,
    is_resent: bool,
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
        let decided = ahead.iter().zip(&self.next).filter(|(block, _)| is_decided(block));
        let chains = decided.map(|(_, chain)| *chain).chain(self.next.iter().map(Epoch::key_of));
        let keys = mem::take(&mut self.asked).into_iter().chain(chains).collect::<Vec<_>>();
        self.ask(keys);
        self.ahead *= 2;
    }

    /// The decision with this key about a block, if memory has it.
    fn decided(&self, block: &Block, key: &Chain) -> Option<Known> {
        if is_decided(block) { self.decisions.get(key) } else { None }
    }

    /// Adds the next block with the decision about it. Its chain is this one unless it was resent.
    fn push(&mut self, chain: Chain, known: Option<Known>) {
        let block = &self.blocks[self.chains.len()];
        let (chain, known) = match known {
            Some(Known::Sent(SentAs::Resent(original))) => {
                self.next.clear();
                self.ahead = 1;
                self.is_resent = true;
                (original, Some(Known::Sent(SentAs::Text(block.text.clone()))))
            }
            known => (chain, known),
        };
        self.chains.push(chain);
        self.known.push(known);
    }

    /// Finds the prunes at the blocks from `start` on, and says whether there are any that were not known.
    fn find_epochs(&self, start: usize, epochs: &mut Vec<Epoch>) -> bool {
        let count = epochs.len();
        for (at, chain) in self.chains.iter().enumerate().skip(start) {
            if !epochs.iter().any(|epoch| epoch.at == at)
                && let Some(Known::Sent(SentAs::Pruned(first))) = self.decisions.get(&Epoch::key_of(chain))
                && let Some(first) = self.chains[..=at].iter().position(|chain| *chain == first)
            {
                epochs.push(Epoch::new(at, chain, first, 0));
            }
        }
        epochs.sort_by_key(|epoch| epoch.at);
        epochs.len() > count
    }

    /// Looks up the decisions from `start` on whose keys are not the chains. A text that the client gives as it was
    /// sent stays if nothing is known of it.
    fn look_up_again(&mut self, keys: &[Chain], start: usize) {
        let pruned: Vec<usize> = (start..keys.len())
            .filter(|&at| keys[at] != self.chains[at] && is_decided(&self.blocks[at]))
            .collect();
        self.ask(pruned.iter().map(|&at| keys[at]));
        for at in pruned {
            let known = self.decisions.get(&keys[at]);
            let is_given = matches!(&self.known[at], Some(Known::Sent(SentAs::Text(text))) if *text == self.blocks[at].text);
            if !(is_given && matches!(known, None | Some(Known::Sent(SentAs::Unchanged)))) {
                self.known[at] = known;
            }
        }
    }

    /// Recalls the decisions that memory lacks. Decisions that cannot be read now count as unknown.
    fn ask(&mut self, keys: impl IntoIterator<Item = Chain>) {
        let Some(recall) = &mut self.recall else { return };
        let lacks = |key: &Chain| !is_whole(self.decisions.get(key).as_ref());
        let keys: Vec<Chain> = keys.into_iter().filter(lacks).collect();
        if keys.is_empty() {
            return;
        }
        let Some(recalled) = recall(&keys) else {
            self.recall = None;
            return;
        };
        for (key, sent) in keys.into_iter().zip(recalled) {
            if let Some(sent) = sent {
                self.decisions.insert(key, sent);
            }
        }
    }
}

/// Whether all of a decision is remembered.
const fn is_whole(known: Option<&Known>) -> bool {
    matches!(known, Some(Known::Sent(_)))
}
