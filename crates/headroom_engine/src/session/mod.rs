//! Live conversations, followed from turn to turn: what was sent once is sent again, byte for byte, whatever has changed since: options, version, a store
//! that failed and works again. A text that was sent before the conversation came here stays as it is. So everything that a provider has cached, and every
//! thinking block it has signed, stays valid.
//!
//! One session serves many conversations at once. They are told apart by what is in them: the hash of a text and all those before it says which text of which
//! conversation it is; branches share what they have in common.

mod chain;
mod decided;
mod lookup;

use std::sync::{Arc, Mutex, PoisonError};

use headroom_core::{Chain, CompressError, Decision, Digest, Keeper, SentAs, StoreError, Watch};

use self::chain::link;
use self::decided::{Decided, Known};
use self::lookup::{Found, look_up};
use crate::conversation::Conversation;
use crate::memory::Memory;
use crate::{Block, Compressed, Options, Outcome, Request, Role};

/// How many decisions wait to be recorded at most, while the store fails.
const WAITING: usize = 1 << 12;

/// How many conversations are decided about at the same time, at most.
const SHARDS: usize = 64;

/// How a request goes on from what was sent before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lineage {
    /// The model has read no result yet.
    New,
    /// All results that it has read are known.
    Continued,
    /// None of them is: the conversation began elsewhere, or what was known is lost.
    Adopted,
    /// Some of them are: the conversation was rewritten behind those, or what was known of the others is lost.
    Rewritten,
}

impl Lineage {
    /// A stable name for switches and metrics.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Continued => "continued",
            Self::Adopted => "adopted",
            Self::Rewritten => "rewritten",
        }
    }
}

/// What became of a turn.
#[derive(Clone, Debug)]
pub struct Followed {
    /// What is sent.
    pub compressed: Compressed,
    /// How it goes on from what was sent before.
    pub lineage: Lineage,
    /// The number of results that are sent as they are because the session forgot the text that it sent for them before.
    pub forgotten: usize,
}

/// Compresses conversations turn by turn.
#[derive(Debug)]
pub struct Session {
    keeper: Option<Arc<dyn Keeper>>,
    decided: Decided,
    /// What the store could not take in.
    waiting: Mutex<Vec<Decision>>,
    memory: Memory,
    /// Held while a turn is decided about, by the start of its conversation: two that decide about one text at a time might send two things for it.
    deciding: [Mutex<()>; SHARDS],
}

impl Default for Session {
    fn default() -> Self {
        Self { keeper: None, decided: Decided::default(), waiting: Mutex::default(), memory: Memory::default(), deciding: [const { Mutex::new(()) }; SHARDS] }
    }
}

impl Session {
    /// Without a keeper nothing is left out, and decisions are known as long as this is, if memory allows.
    #[must_use]
    pub fn new(keeper: Option<Arc<dyn Keeper>>) -> Self {
        Self { keeper, ..Self::default() }
    }

    /// What is sent for each block of `request`, in order.
    pub fn compress(&self, request: &Request, options: &Options, watch: &dyn Watch) -> Result<Followed, CompressError> {
        let blocks = request.blocks();
        let options = options.for_blocks();
        let shard = blocks.first().map_or(0, |first| usize::from(Digest::of(&*first.text).0[0]) % SHARDS);
        let _turn = self.deciding[shard].lock().unwrap_or_else(PoisonError::into_inner);
        let mut conversation = self.memory.take(blocks, |_| true).unwrap_or_else(|| Conversation::new(Options::default(), None));
        let Found { chains, mut known } = look_up(blocks, conversation.chains(), &self.decided, self.keeper.as_deref());
        agree(&mut conversation, blocks, &mut known);
        let start = conversation.count();
        conversation.set(if self.keeper.is_some() { options.clone() } else { options.exactly() }, request.query());
        let extended = extend(&mut conversation, request, &known, watch);
        let fresh = |conversation: &Conversation| fresh(blocks, &chains, &known, &conversation.outcomes(conversation.count()));
        let mut withheld = None;
        let result = extended.and_then(|mut forgotten| {
            let mut decisions = fresh(&conversation);
            if let Err(error) = self.record(&decisions) {
                if decisions.iter().any(|decision| decision.left_out.is_some()) {
                    withheld = Some(error);
                    conversation.truncate(start);
                    conversation.set(options.exactly(), request.query());
                    forgotten = extend(&mut conversation, request, &known, watch)?;
                    decisions = fresh(&conversation);
                }
                self.wait(&decisions);
            }
            for decision in decisions {
                self.decided.insert(decision.chain, decision.sent);
            }
            let outcomes = conversation.outcomes(blocks.len());
            for ((chain, known), outcome) in chains.iter().zip(&known).zip(&outcomes) {
                if matches!(known, Some(Known::Digest(_))) {
                    self.decided.insert(*chain, sent_as(outcome));
                }
            }
            Ok((outcomes, forgotten))
        });
        if result.is_err() {
            // It was not sent.
            conversation.truncate(start);
        }
        conversation.set_chains(&chains);
        self.memory.put(conversation);
        let (outcomes, forgotten) = result?;
        Ok(Followed { compressed: Compressed { outcomes, withheld }, lineage: lineage(request, &known), forgotten })
    }

    /// Forgets what can be known again: conversations, but no decisions.
    pub fn clear(&self) {
        self.memory.clear();
    }

    fn record(&self, fresh: &[Decision]) -> Result<(), StoreError> {
        let Some(keeper) = &self.keeper else { return Ok(()) };
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if fresh.is_empty() && waiting.is_empty() {
            return Ok(());
        }
        if waiting.is_empty() {
            return keeper.record(fresh);
        }
        keeper.record(&[&waiting, fresh].concat())?;
        waiting.clear();
        Ok(())
    }

    /// They are recorded with the next ones. What is too much to wait for may cost a cache miss after a restart.
    fn wait(&self, decisions: &[Decision]) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.extend_from_slice(decisions);
        let excess = waiting.len().saturating_sub(WAITING);
        waiting.drain(..excess);
    }
}

/// Cuts a conversation, which begins like these blocks, back to where the same was sent for it. What is no longer known otherwise is known by it.
fn agree(conversation: &mut Conversation, blocks: &[Block], known: &mut [Option<Known>]) {
    let outcomes = conversation.outcomes(conversation.count().min(blocks.len()));
    for (at, (block, outcome)) in blocks.iter().zip(&outcomes).enumerate() {
        if !is_decided(block) {
            continue;
        }
        let sent = sent_as(outcome);
        match &known[at] {
            Some(Known::Sent(before)) if *before != sent => return conversation.truncate(at),
            Some(Known::Digest(digest)) if digest_of(outcome) != *digest => return conversation.truncate(at),
            _ => known[at] = Some(Known::Sent(sent)),
        }
    }
}

/// Takes in the blocks of the request that are not in the conversation yet, and gives the number of those that are sent as they are because nobody knows what
/// was sent for them.
fn extend(conversation: &mut Conversation, request: &Request, known: &[Option<Known>], watch: &dyn Watch) -> Result<usize, CompressError> {
    let mut forgotten = 0;
    for (at, (block, known)) in request.blocks().iter().zip(known).enumerate().skip(conversation.count()) {
        if watch.cancelled() {
            return Err(CompressError::Cancelled);
        }
        match known {
            Some(Known::Sent(sent)) => conversation.push_sent(block, sent),
            Some(Known::Digest(digest)) => {
                conversation.push(block);
                if conversation.last().is_none_or(|outcome| digest_of(outcome) != *digest) {
                    forgotten += 1;
                    conversation.truncate(at);
                    conversation.adopt(block);
                }
            }
            None if is_decided(block) && block.open && at < request.answered() => conversation.adopt(block),
            None => conversation.push(block),
        }
        watch.advance(block.text.len());
    }
    Ok(forgotten)
}

/// The decisions that are new. Where another text is sent, one more says so of that text, should the client give it back.
fn fresh(blocks: &[Block], chains: &[Chain], known: &[Option<Known>], outcomes: &[Arc<Outcome>]) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for (at, (block, outcome)) in blocks.iter().zip(outcomes).enumerate() {
        if !is_decided(block) || known[at].is_some() {
            continue;
        }
        let chain = chains[at];
        if let Some(output) = &outcome.output {
            let resent = link(at.checked_sub(1).map(|last| &chains[last]), block, output);
            decisions.push(Decision { chain: resent, sent: SentAs::Resent(chain), left_out: None });
        }
        decisions.push(Decision { chain, sent: sent_as(outcome), left_out: outcome.left_out.clone() });
    }
    decisions
}

fn lineage(request: &Request, known: &[Option<Known>]) -> Lineage {
    let read = request.blocks()[..request.answered()].iter().zip(known).filter(|(block, known)| is_decided(block) && (block.open || known.is_some()));
    let (known, unknown): (Vec<_>, Vec<_>) = read.partition(|(_, known)| known.is_some());
    match (known.is_empty(), unknown.is_empty()) {
        (true, true) => Lineage::New,
        (false, true) => Lineage::Continued,
        (true, false) => Lineage::Adopted,
        (false, false) => Lineage::Rewritten,
    }
}

/// All other texts are sent as they are.
fn is_decided(block: &Block) -> bool {
    block.role == Role::Result
}

fn sent_as(outcome: &Outcome) -> SentAs {
    outcome.output.as_ref().map_or(SentAs::ItIs, |output| SentAs::Text(Arc::clone(output)))
}

fn digest_of(outcome: &Outcome) -> Digest {
    Digest::of(outcome.output.as_deref().unwrap_or_default())
}
