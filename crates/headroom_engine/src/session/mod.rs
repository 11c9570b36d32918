//! Live conversations, followed from turn to turn: what was sent once is sent again, byte for byte, whatever has changed since: options, version, a store
//! that failed and works again. A text that was sent before the conversation came here stays as it is. So everything that a provider has cached, and every
//! thinking block it has signed, stays valid.
//!
//! One session serves many conversations at once. They are told apart by what is in them: the hash of a text and all those before it says which text of which
//! conversation it is; branches share what they have in common.

mod decided;

use std::sync::{Arc, Mutex, PoisonError};

use headroom_core::work::watched;
use headroom_core::{Chain, CompressError, Decision, Digest, Keeper, SentAs, StoreError, Watch};

use self::decided::Decided;
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

/// What is known of the results of a request, by their places: nothing where it is a new one.
type Known = Vec<Option<SentAs>>;

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
        let chains = conversation.chains(blocks);
        let mut known = self.known(blocks, &chains);
        agree(&mut conversation, blocks, &mut known);
        let start = conversation.count();
        conversation.set(if self.keeper.is_some() { options.clone() } else { options.exactly() }, request.query());
        let extended = extend(&mut conversation, request, &known, watch);
        let fresh = |conversation: &Conversation| fresh(blocks, &chains, &known, &conversation.outcomes(conversation.count()));
        let mut withheld = None;
        let result = extended.and_then(|()| {
            let mut decisions = fresh(&conversation);
            if let Err(error) = self.record(&decisions) {
                if decisions.iter().any(|decision| decision.left_out.is_some()) {
                    withheld = Some(error);
                    conversation.truncate(start);
                    conversation.set(options.exactly(), request.query());
                    extend(&mut conversation, request, &known, watch)?;
                    decisions = fresh(&conversation);
                }
                self.wait(&decisions);
            }
            for decision in decisions {
                self.decided.insert(decision.chain, decision.sent);
            }
            Ok(conversation.outcomes(blocks.len()))
        });
        if result.is_err() {
            // It was not sent.
            conversation.truncate(start);
        }
        self.memory.put(conversation);
        Ok(Followed { compressed: Compressed { outcomes: result?, withheld }, lineage: lineage(request, &known) })
    }

    /// Forgets what can be known again: conversations, but no decisions.
    pub fn clear(&self) {
        self.memory.clear();
    }

    fn known(&self, blocks: &[Block], chains: &[Chain]) -> Known {
        let mut known: Known = blocks.iter().zip(chains).map(|(block, chain)| if is_decided(block) { self.decided.get(chain) } else { None }).collect();
        let Some(keeper) = &self.keeper else { return known };
        let missing: Vec<usize> = (0..blocks.len()).filter(|&at| is_decided(&blocks[at]) && known[at].is_none()).collect();
        let asked: Vec<Chain> = missing.iter().map(|&at| chains[at]).collect();
        if asked.is_empty() {
            return known;
        }
        // What cannot be read now counts as not known: the texts stay as they are.
        let Ok(recalled) = keeper.recall(&asked) else { return known };
        for (at, sent) in missing.into_iter().zip(recalled) {
            if let Some(sent) = sent {
                self.decided.insert(chains[at], sent.clone());
                known[at] = Some(sent);
            }
        }
        known
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
fn agree(conversation: &mut Conversation, blocks: &[Block], known: &mut Known) {
    let outcomes = conversation.outcomes(conversation.count().min(blocks.len()));
    for (at, (block, outcome)) in blocks.iter().zip(&outcomes).enumerate() {
        if !is_decided(block) {
            continue;
        }
        let sent = sent_as(outcome);
        if *known[at].get_or_insert_with(|| sent.clone()) != sent {
            conversation.truncate(at);
            break;
        }
    }
}

/// Takes in what of the request is not in the conversation yet.
fn extend(conversation: &mut Conversation, request: &Request, known: &Known, watch: &dyn Watch) -> Result<(), CompressError> {
    for (at, (block, known)) in request.blocks().iter().zip(known).enumerate().skip(conversation.count()) {
        if watch.cancelled() {
            return Err(CompressError::Cancelled);
        }
        watched(watch, || match known {
            Some(sent) => conversation.push_sent(block, sent),
            None if is_decided(block) && at < request.answered() => conversation.adopt(block),
            None => conversation.push(block),
        })?;
        watch.advance(block.text.len());
    }
    Ok(())
}

/// The decisions that are new.
fn fresh(blocks: &[Block], chains: &[Chain], known: &Known, outcomes: &[Arc<Outcome>]) -> Vec<Decision> {
    let all = blocks.iter().zip(chains).zip(known).zip(outcomes);
    let new = all.filter(|(((block, _), known), _)| is_decided(block) && known.is_none());
    new.map(|(((_, chain), _), outcome)| Decision { chain: *chain, sent: sent_as(outcome), left_out: outcome.left_out.clone() }).collect()
}

fn lineage(request: &Request, known: &Known) -> Lineage {
    let read = request.blocks()[..request.answered()].iter().zip(known).filter(|(block, _)| is_decided(block));
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
    block.role == Role::Result && block.open
}

fn sent_as(outcome: &Outcome) -> SentAs {
    outcome.output.as_ref().map_or(SentAs::ItIs, |output| SentAs::Text(Arc::clone(output)))
}
