//! One request of a session.

use headroom_core::{Chain, CompressError, Decision, SentAs, Watch};

use super::{Known, is_decided, sent_as};
use crate::conversation::Conversation;
use crate::{Options, Request};

/// A request that is being decided about.
pub(super) struct Turn<'a> {
    pub(super) request: &'a Request,
    pub(super) chains: Vec<Chain>,
    pub(super) known: Known,
    pub(super) conversation: Conversation,
    /// Whether a text is sent otherwise than before.
    pub(super) is_broken: bool,
}

impl Turn<'_> {
    /// Takes in what of the request is not in the conversation yet.
    pub(super) fn extend(&mut self, watch: &dyn Watch) -> Result<(), CompressError> {
        let Self { request, known, conversation, .. } = self;
        for (at, (block, known)) in request.blocks().iter().zip(known).enumerate().skip(conversation.count()) {
            if watch.cancelled() {
                return Err(CompressError::Cancelled);
            }
            match known {
                Some(sent) => conversation.push_sent(block, sent),
                None if is_decided(block) && at < request.answered() => conversation.adopt(block),
                None => conversation.push(block),
            }
            watch.advance(block.text.len());
        }
        Ok(())
    }

    /// The decisions that are new, and the earlier ones.
    pub(super) fn decisions(&self) -> (Vec<Decision>, Vec<Decision>) {
        let (mut new, mut earlier) = (Vec::new(), Vec::new());
        let outcomes = self.conversation.outcomes(self.conversation.count());
        for (((block, chain), known), outcome) in self.request.blocks().iter().zip(&self.chains).zip(&self.known).zip(&outcomes) {
            if is_decided(block) {
                let decisions = if known.is_none() { &mut new } else { &mut earlier };
                decisions.push(Decision { chain: *chain, sent: sent_as(outcome), left_out: outcome.left_out.clone() });
            }
        }
        (new, earlier)
    }

    /// Leaves nothing out of texts that are new, and sends those whole of which what was left out is lost. What is decided now.
    pub(super) fn send_whole(&mut self, lost: &[Chain], options: Options, watch: &dyn Watch) -> Result<Vec<Decision>, CompressError> {
        if let Some(first) = self.known.iter().zip(self.request.blocks()).position(|(known, block)| known.is_none() && is_decided(block)) {
            self.conversation.truncate(first);
        }
        self.change(lost.iter().map(|chain| (*chain, None)));
        self.is_broken |= !lost.is_empty();
        self.conversation.set(options, self.request.query());
        self.extend(watch)?;
        Ok(self.decisions().0)
    }

    /// What is known of these texts, which are in order, is this from now on. The first is taken in again, and all behind it.
    pub(super) fn change(&mut self, changes: impl IntoIterator<Item = (Chain, Option<SentAs>)>) {
        let (mut at, mut first) = (0, None);
        for (chain, known) in changes {
            let Some(behind) = self.chains[at..].iter().position(|own| *own == chain) else { break };
            at += behind;
            self.known[at] = known;
            first.get_or_insert(at);
        }
        if let Some(first) = first {
            self.conversation.truncate(first);
        }
    }
}
