//! One request of a session.

use headroom_core::work::watched;
use headroom_core::{Chain, CompressError, Decision, Digest, SentAs, Watch};

use super::chain::link;
use super::decisions::Known;
use super::epochs::Epoch;
use super::{is_decided, sent_as};
use crate::conversation::Conversation;
use crate::options::Options;
use crate::pruning::{Prune, PruneVerdict};
use crate::request::Request;

/// A turn that is compressed but must not be sent yet: its decisions are not recorded.
#[derive(Debug)]
pub struct Turn {
    pub(super) options: Options,
    pub(super) chains: Vec<Chain>,
    /// The keys of the decisions about the blocks.
    pub(super) keys: Vec<Chain>,
    /// The prunes of the conversation.
    pub(super) epochs: Vec<Epoch>,
    /// This turn's own prune.
    pub(super) pruned: Option<Pruned>,
    pub(super) known: Vec<Option<Known>>,
    pub(super) conversation: Conversation,
    /// The number of blocks of the conversation that were sent in earlier turns.
    pub(super) start: usize,
    /// Whether a text is sent in another form than before.
    pub(super) is_broken: bool,
    /// The number of results that are sent unchanged because the session forgot the text that was sent for them.
    pub(super) forgotten: usize,
    pub(super) decisions: Decisions,
    /// Decisions of earlier turns that the store could not record then.
    pub(super) waiting: Vec<Decision>,
    /// Whether another session pruned the conversation at the same time: the next turn looks everything up again.
    pub(super) is_outdated: bool,
}

/// A prune that is not recorded yet.
#[derive(Debug)]
pub(super) struct Pruned {
    pub(super) prune: Prune,
    /// The verdict on each block; `None` if the block is no tool result.
    pub(super) verdicts: Vec<Option<PruneVerdict>>,
    /// What was known of the blocks before.
    pub(super) known: Vec<Option<Known>>,
}

/// The decisions about the results of a request.
#[derive(Debug, Default)]
pub(super) struct Decisions {
    pub(super) new: Vec<Decision>,
    /// Decisions about the texts that are sent for new results, in case the client returns those texts.
    pub(super) resent: Vec<Decision>,
    pub(super) history: Vec<Decision>,
    /// For decisions whose texts were forgotten: the texts, which were made again.
    pub(super) remade: Vec<(Chain, SentAs)>,
}

impl Turn {
    /// The decisions to record, as [`OriginalStore::record`](headroom_core::OriginalStore::record) takes
    /// them: those that are new, and those that an earlier turn may have recorded.
    #[must_use]
    pub fn unrecorded(&self) -> (Vec<Decision>, Vec<Decision>) {
        let Decisions { new, resent, history, .. } = &self.decisions;
        ([&self.waiting[..], new].concat(), [&history[..], resent].concat())
    }

    /// Compresses the blocks of the request that are not in the conversation yet, and decides about them.
    pub(super) fn extend(&mut self, request: &Request, watch: &dyn Watch) -> Result<(), CompressError> {
        let Self { known, conversation, forgotten, .. } = self;
        *forgotten = 0;
        for (at, (block, known)) in request.blocks().iter().zip(known).enumerate().skip(conversation.count())
        {
            if watch.cancelled() {
                return Err(CompressError::Cancelled);
            }
            watched(watch, || match known {
                Some(Known::Sent(sent)) => conversation.push_sent(block, sent),
                Some(Known::Digest(digest)) => {
                    conversation.push(block);
                    if conversation
                        .last()
                        .and_then(|outcome| outcome.output.as_deref())
                        .is_none_or(|output| Digest::of(output) != *digest)
                    {
                        *forgotten += 1;
                        conversation.truncate(at);
                        conversation.adopt(block);
                    }
                }
                None if is_decided(block) && block.open && at < request.answered() => {
                    conversation.adopt(block);
                }
                None => conversation.push(block),
            })?;
            watch.advance(block.text.len());
        }
        self.decisions = self.decide(request);
        Ok(())
    }

    /// The decisions about all results.
    pub(super) fn decide(&self, request: &Request) -> Decisions {
        let mut decisions = Decisions::default();
        for (at, (block, outcome)) in request.blocks().iter().zip(self.conversation.all()).enumerate() {
            if !is_decided(block) {
                continue;
            }
            let (chain, elision) = (self.keys[at], outcome.elision.clone());
            match &self.known[at] {
                Some(Known::Sent(sent)) => {
                    decisions.history.push(Decision { chain, sent: sent.clone(), elision });
                }
                Some(Known::Digest(_)) => {
                    decisions.remade.push((chain, sent_as(outcome)));
                    decisions.history.push(Decision { chain, sent: sent_as(outcome), elision });
                }
                None => {
                    if let Some(output) = &outcome.output {
                        let own = link(at.checked_sub(1).map(|last| &self.chains[last]), block, output);
                        decisions.resent.push(Decision {
                            chain: own,
                            sent: SentAs::Resent(self.chains[at]),
                            elision: None,
                        });
                    }
                    decisions.new.push(Decision { chain, sent: sent_as(outcome), elision });
                }
            }
        }
        if let (Some(Pruned { prune, .. }), Some(epoch)) = (&self.pruned, self.epochs.last()) {
            let sent = SentAs::Pruned(self.chains[prune.first]);
            decisions.new.push(Decision { chain: epoch.id(), sent, elision: None });
        }
        decisions
    }

    /// Elides nothing from texts that are new, and sends the texts whole whose originals are `lost`.
    pub(super) fn send_whole(
        &mut self,
        request: &Request,
        lost: &[Chain],
        options: Options,
        watch: &dyn Watch,
    ) -> Result<(), CompressError> {
        if let Some(first) = self
            .known
            .iter()
            .zip(request.blocks())
            .position(|(known, block)| known.is_none() && is_decided(block))
        {
            self.conversation.truncate(first);
        }
        self.change(lost.iter().map(|chain| (*chain, None)));
        self.is_broken |= !lost.is_empty();
        self.conversation.set(options, request.query());
        self.extend(request, watch)
    }

    /// Sets what is known of these texts, which are in order. The conversation is cut back to before the
    /// first of them.
    pub(super) fn change(&mut self, changes: impl IntoIterator<Item = (Chain, Option<SentAs>)>) {
        let (mut at, mut first) = (0, None);
        for (chain, known) in changes {
            let Some(behind) = self.keys[at..].iter().position(|own| *own == chain) else { break };
            at += behind;
            self.known[at] = known.map(Known::Sent);
            first.get_or_insert(at);
        }
        if let Some(first) = first {
            self.conversation.truncate(first);
        }
    }
}
