//! Sessions follow live conversations from turn to turn. A text that was sent once is sent again, byte for
//! byte, even if options, the version or the state of the store have changed. Only a [prune](crate::pruning)
//! replaces it, once, if the caller asks for that. A text that was sent before the
//! session saw the conversation stays unchanged. So the cache of the provider and signed thinking blocks stay
//! valid.
//!
//! An original that the store has lost is stored again, because the client gives it in every turn. If that
//! fails, the original is sent from then on.
//!
//! One session serves many conversations at once. A chain, which is a hash of a text and all texts before it,
//! identifies a text in its conversation. Branches share the decisions about their common start.

mod chain;
mod decisions;
mod epochs;
mod lookup;
mod prune;
mod result;
mod settle;
mod turn;

use std::collections::HashSet;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};

use headroom_core::{
    Chain, CompressError, Decision, DecisionStore, Digest, OriginalStore, SentAs, StoreError, Watch,
};

use self::decisions::{DecisionCache, Known, TEXT_BYTES};
use self::lookup::{Recalled, Start, look_up};
use self::turn::Decisions;
use crate::conversation::Conversation;
use crate::expand::{Expanded, expand_where};
use crate::memory::Memory;
use crate::options::Options;
use crate::outcome::Outcome;
use crate::request::{Block, Request, Role};

pub(crate) use self::epochs::Epoch;
pub use self::result::{Lineage, Settled, TurnResult};
pub use self::turn::Turn;

/// Maximum number of decisions that wait to be recorded while the store fails.
const WAITING: usize = 1 << 12;

/// Maximum number of conversations that are compressed at the same time.
const SHARDS: usize = 64;

/// Compresses conversations turn by turn.
#[derive(Debug)]
pub struct Session {
    originals: Option<Arc<dyn DecisionStore>>,
    /// Whether originals are kept, by the store or by the caller. Otherwise nothing is elided.
    can_elide: bool,
    decisions: DecisionCache,
    /// Decisions that the store could not record.
    waiting: Mutex<Vec<Decision>>,
    memory: Memory,
    /// Locks for turns, by the start of the conversation: two turns that decide about the same text at the
    /// same time might send it in two forms.
    deciding: [Mutex<()>; SHARDS],
}

impl Default for Session {
    fn default() -> Self {
        Self {
            originals: None,
            can_elide: false,
            decisions: DecisionCache::default(),
            waiting: Mutex::default(),
            memory: Memory::default(),
            deciding: [const { Mutex::new(()) }; SHARDS],
        }
    }
}

impl Session {
    /// A session over a store. Without a store nothing is elided, and decisions are only in memory.
    #[must_use]
    pub fn new(originals: Option<Arc<dyn DecisionStore>>) -> Self {
        Self::with_memory(originals, TEXT_BYTES)
    }

    /// The same, with memory for at least the last `text_bytes` bytes of texts that were sent, and at most
    /// twice as many.
    #[must_use]
    pub fn with_memory(originals: Option<Arc<dyn DecisionStore>>, text_bytes: usize) -> Self {
        let decisions = DecisionCache::new(text_bytes, originals.is_some());
        Self { can_elide: originals.is_some(), originals, decisions, ..Self::default() }
    }

    /// A session whose caller keeps decisions and originals: see [`Session::open`].
    #[must_use]
    pub fn kept_by_caller() -> Self {
        Self { can_elide: true, ..Self::default() }
    }

    /// Compresses a turn of the conversation in `request`.
    pub fn compress(
        &self,
        request: &Request,
        options: &Options,
        watch: &dyn Watch,
    ) -> Result<TurnResult, CompressError> {
        let _turn = self.deciding[shard_of(request)].lock().unwrap_or_else(PoisonError::into_inner);
        self.next(request, options, watch)
    }

    /// As [`compress`](Self::compress), for a caller that must not wait. `None` if a turn of the same conversation
    /// may be under way, a store would have to be asked, or more than `max_new` bytes of texts are new.
    pub fn try_compress(
        &self,
        request: &Request,
        options: &Options,
        watch: &dyn Watch,
        max_new: usize,
    ) -> Option<Result<TurnResult, CompressError>> {
        let blocks = request.blocks();
        let new = || blocks[self.memory.shared(blocks)..].iter().map(|block| block.text.len()).sum::<usize>();
        if self.originals.is_some() || new() > max_new {
            return None;
        }
        let _turn = match self.deciding[shard_of(request)].try_lock() {
            Ok(turn) => turn,
            Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => return None,
        };
        Some(self.next(request, options, watch))
    }

    fn next(
        &self,
        request: &Request,
        options: &Options,
        watch: &dyn Watch,
    ) -> Result<TurnResult, CompressError> {
        let mut turn = self.open(request, options, watch)?;
        loop {
            let recorded = self.record(&turn);
            match self.settle(request, turn, recorded, watch)? {
                Settled::Sent(result) => return Ok(result),
                Settled::Open(again) => turn = again,
            }
        }
    }

    /// The chains of results about which this session knows no decision, without those that are `absent` from
    /// the store of the caller. The caller recalls them, and tells the session what it [learns](Self::learn),
    /// until none is left: a decision may say that a result was resent, which changes the chains behind it.
    #[must_use]
    #[allow(clippy::implicit_hasher, reason = "the caller has no reason for another")]
    pub fn unknown(&self, request: &Request, absent: &HashSet<Chain>) -> Vec<Chain> {
        let conversation = self.remembered(request);
        let mut unknown: Vec<Chain> = Vec::new();
        look_up(request.blocks(), remembered(&conversation), &self.decisions, &mut |chains| {
            unknown.extend(chains.iter().filter(|chain| !absent.contains(chain)));
            unknown.is_empty().then(|| vec![None; chains.len()])
        });
        self.memory.put(conversation);
        unknown
    }

    /// Remembers a decision that the caller recalled.
    pub fn learn(&self, chain: Chain, sent: SentAs) {
        self.decisions.insert(chain, sent);
    }

    /// The first half of a turn: compresses the request. The caller records the [decisions](Turn::unrecorded)
    /// and [settles](Self::settle) the turn. At most one turn of a conversation may be open at a time: two that
    /// decide about the same text might send it in two forms.
    pub fn open(
        &self,
        request: &Request,
        options: &Options,
        watch: &dyn Watch,
    ) -> Result<Turn, CompressError> {
        let blocks = request.blocks();
        let options = options.for_blocks();
        let mut conversation = self.remembered(request);
        let originals = self.originals.as_deref();
        let Recalled { chains, keys, mut known, epochs, is_resent } =
            look_up(blocks, remembered(&conversation), &self.decisions, &mut |chains| {
                originals.and_then(|originals| originals.recall(chains).ok())
            });
        agree(&mut conversation, blocks, &mut known);
        let start = conversation.count();
        conversation.set(if self.can_elide { options.clone() } else { options.exactly() }, request.query());
        let turn = Turn {
            options,
            chains,
            keys,
            epochs,
            pruned: None,
            known,
            conversation,
            start,
            is_broken: false,
            forgotten: 0,
            decisions: Decisions::default(),
            waiting: Vec::new(),
            is_outdated: false,
        };
        let turn = self.decide(request, turn, watch)?;
        // What the client gives as it was sent may refer to what a prune would shorten.
        if is_resent { Ok(turn) } else { self.prune(request, turn, watch) }
    }

    /// The remembered conversation that begins like the request, or a new one.
    fn remembered(&self, request: &Request) -> Conversation {
        let known = self.memory.take(request.blocks(), |_| true);
        known.unwrap_or_else(|| Conversation::new(Options::default(), None))
    }

    /// Decides about the texts that are new. After an error the turn was not sent.
    fn decide(&self, request: &Request, mut turn: Turn, watch: &dyn Watch) -> Result<Turn, CompressError> {
        match turn.extend(request, watch) {
            Ok(()) => {
                turn.waiting = mem::take(&mut *self.waiting());
                Ok(turn)
            }
            Err(error) => {
                self.abandon(turn);
                Err(error)
            }
        }
    }

    /// Ends a turn that was not sent. What was known before stays known.
    fn abandon(&self, mut turn: Turn) {
        turn.conversation.truncate(turn.start);
        turn.conversation.set_chains(&turn.chains);
        self.memory.put(turn.conversation);
    }

    /// Expands a conversation like [`expand_request`](crate::expand_request). Texts that this session sent
    /// unchanged, and originals, are not expanded, even if they look compressed.
    pub fn expand(&self, request: &Request, limit: usize) -> Result<Expanded, StoreError> {
        self.expand_from(
            request,
            self.originals.as_deref().map(|originals| originals as &dyn OriginalStore),
            limit,
        )
    }

    /// The same, with the originals from another store.
    pub fn expand_from(
        &self,
        request: &Request,
        originals: Option<&dyn OriginalStore>,
        limit: usize,
    ) -> Result<Expanded, StoreError> {
        let ledger = self.originals.as_deref();
        let Recalled { known, .. } =
            look_up(request.blocks(), Start::default(), &self.decisions, &mut |chains| {
                ledger.and_then(|ledger| ledger.recall(chains).ok())
            });
        let is_ours = |index: usize, block: &Block| match &known[index] {
            None => true,
            Some(Known::Sent(SentAs::Text(text))) => *text == block.text,
            Some(Known::Sent(_) | Known::Digest(_)) => false,
        };
        expand_where(request, is_ours, originals, limit)
    }

    /// Forgets conversations, which only save work. Decisions are kept.
    pub fn clear(&self) {
        self.memory.clear();
    }

    /// Records the decisions of a turn. The result lists decisions that stand in their place, by their index: then
    /// none was recorded.
    fn record(&self, turn: &Turn) -> Result<Vec<(usize, SentAs)>, StoreError> {
        let Some(originals) = &self.originals else { return Ok(Vec::new()) };
        let (new, history) = turn.unrecorded();
        if new.is_empty() && history.is_empty() {
            return Ok(Vec::new());
        }
        originals.record(&new, &history)
    }

    /// Keeps decisions until the next turn records them. Above the limit, the oldest are dropped: each may
    /// cost a cache miss after a restart.
    fn wait(&self, decisions: &[Decision]) {
        let mut waiting = self.waiting();
        waiting.extend_from_slice(decisions);
        let excess = waiting.len().saturating_sub(WAITING);
        waiting.drain(..excess);
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Decision>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The lock for a conversation, by its start.
fn shard_of(request: &Request) -> usize {
    request.blocks().first().map_or(0, |first| usize::from(Digest::of(&*first.text).0[0]) % SHARDS)
}

fn remembered(conversation: &Conversation) -> Start<'_> {
    Start { chains: conversation.chains(), epochs: conversation.epochs() }
}

/// Cuts a remembered conversation back to the part that agrees with the decisions about these blocks. Where a
/// decision is not known, the conversation supplies it.
fn agree(conversation: &mut Conversation, blocks: &[Block], known: &mut [Option<Known>]) {
    let outcomes = conversation.outcomes(conversation.count().min(blocks.len()));
    for (at, (block, outcome)) in blocks.iter().zip(&outcomes).enumerate() {
        if !is_decided(block) {
            continue;
        }
        let sent = outcome.output.as_ref().unwrap_or(&block.text);
        let is_same = match &known[at] {
            None => true,
            Some(Known::Sent(SentAs::Text(text))) => text == sent,
            Some(Known::Sent(_)) => *sent == block.text,
            Some(Known::Digest(digest)) => Digest::of(&**sent) == *digest,
        };
        if !is_same {
            return conversation.truncate(at);
        }
        known[at].get_or_insert_with(|| Known::Sent(sent_as(outcome)));
    }
}

/// Whether decisions are made about a block. Other texts are sent unchanged. Decisions about closed blocks
/// stand, too, because such a block may have been open when it was first sent.
fn is_decided(block: &Block) -> bool {
    block.role == Role::Result
}

fn sent_as(outcome: &Outcome) -> SentAs {
    outcome.output.as_ref().map_or(SentAs::Unchanged, |output| SentAs::Text(Arc::clone(output)))
}
