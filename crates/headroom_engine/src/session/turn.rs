//! One request of a session.

use headroom_core::work::watched;
use headroom_core::{Chain, CompressError, Decision, Digest, SentAs, Watch};

use super::chain::link;
use super::decisions::Known;
use super::{is_decided, sent_as};
use crate::conversation::Conversation;
use crate::options::Options;
use crate::request::Request;

/// A request that is being decisions about.
pub(super) struct Turn<'a> {
    pub(super) request: &'a Request,
    pub(super) chains: Vec<Chain>,
    pub(super) known: Vec<Option<Known>>,
    pub(super) conversation: Conversation,
    /// Whether a text is sent otherwise than before.
    pub(super) is_broken: bool,
    /// The number of results that are sent as they are because the text that was sent for them is forgotten.
    pub(super) forgotten: usize,
}

/// The decisions about the results of a request.
pub(super) struct Decisions {
    pub(super) new: Vec<Decision>,
    /// About the texts that are sent for new ones, should the client give them back.
    pub(super) resent: Vec<Decision>,
    pub(super) history: Vec<Decision>,
}

impl Turn<'_> {
    /// Takes in what of the request is not in the conversation yet.
    pub(super) fn extend(&mut self, watch: &dyn Watch) -> Result<(), CompressError> {
        let Self { request, known, conversation, forgotten, .. } = self;
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
        Ok(())
    }

    /// The decisions about all results.
    pub(super) fn decisions(&self) -> Decisions {
        let (mut new, mut resent, mut history) = (Vec::new(), Vec::new(), Vec::new());
        let outcomes = self.conversation.outcomes(self.conversation.count());
        for (at, (block, outcome)) in self.request.blocks().iter().zip(&outcomes).enumerate() {
            if !is_decided(block) {
                continue;
            }
            let (chain, elision) = (self.chains[at], outcome.elision.clone());
            match &self.known[at] {
                Some(Known::Sent(sent)) => history.push(Decision { chain, sent: sent.clone(), elision }),
                Some(Known::Digest(_)) => history.push(Decision { chain, sent: sent_as(outcome), elision }),
                None => {
                    if let Some(output) = &outcome.output {
                        let own = link(at.checked_sub(1).map(|last| &self.chains[last]), block, output);
                        resent.push(Decision { chain: own, sent: SentAs::Resent(chain), elision: None });
                    }
                    new.push(Decision { chain, sent: sent_as(outcome), elision });
                }
            }
        }
        Decisions { new, resent, history }
    }

    /// Leaves nothing out of texts that are new, and sends those whole of which what was left out is lost. What is decisions now.
    pub(super) fn send_whole(
        &mut self,
        lost: &[Chain],
        options: Options,
        watch: &dyn Watch,
    ) -> Result<Decisions, CompressError> {
        if let Some(first) = self
            .known
            .iter()
            .zip(self.request.blocks())
            .position(|(known, block)| known.is_none() && is_decided(block))
        {
            self.conversation.truncate(first);
        }
        self.change(lost.iter().map(|chain| (*chain, None)));
        self.is_broken |= !lost.is_empty();
        self.conversation.set(options, self.request.query());
        self.extend(watch)?;
        Ok(self.decisions())
    }

    /// What is known of these texts, which are in order, is this from now on. The first is taken in again, and all behind it.
    pub(super) fn change(&mut self, changes: impl IntoIterator<Item = (Chain, Option<SentAs>)>) {
        let (mut at, mut first) = (0, None);
        for (chain, known) in changes {
            let Some(behind) = self.chains[at..].iter().position(|own| *own == chain) else { break };
            at += behind;
            self.known[at] = known.map(Known::Sent);
            first.get_or_insert(at);
        }
        if let Some(first) = first {
            self.conversation.truncate(first);
        }
    }
}
