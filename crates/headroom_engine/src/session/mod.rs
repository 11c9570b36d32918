//! Live conversations, followed from turn to turn: what was sent once is sent again, byte for byte, whatever has changed since: options, version, a store
//! that failed and works again. A text that was sent before the conversation came here stays as it is. So everything that a provider has cached, and every
//! thinking block it has signed, stays valid.
//!
//! What the store lost is stored again, because the client gives it again. Only where that fails the original is sent from then on.
//!
//! One session serves many conversations at once. They are told apart by what is in them: the hash of a text and all those before it says which text of which
//! conversation it is; branches share what they have in common.

mod chain;
mod decisions;
mod lookup;
mod turn;

use std::collections::HashSet;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use headroom_core::{Chain, CompressError, Decision, Digest, OriginalStore, SentAs, StoreError, Watch};

use self::decisions::{DecisionCache, Known};
use self::lookup::{Recalled, look_up};
use self::turn::{Decisions, Turn};
use crate::conversation::Conversation;
use crate::expand::expand_where;
use crate::memory::Memory;
use crate::options::Options;
use crate::outcome::{Compressed, Outcome};
use crate::request::{Block, Request, Role};

/// How many decisions wait to be recorded at most, while the store fails.
const WAITING: usize = 1 << 12;

/// How many conversations are decisions about at the same time, at most.
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
    /// Some of them are: the conversation was rewritten behind those, or what was known of the others is lost. Or one of them is sent otherwise: what was left
    /// out of it is lost, and cannot be stored again.
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
pub struct TurnResult {
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
    originals: Option<Arc<dyn OriginalStore>>,
    decisions: DecisionCache,
    /// What the store could not take in.
    waiting: Mutex<Vec<Decision>>,
    memory: Memory,
    /// Held while a turn is decisions about, by the start of its conversation: two that decide about one text at a time might send two things for it.
    deciding: [Mutex<()>; SHARDS],
}

impl Default for Session {
    fn default() -> Self {
        Self {
            originals: None,
            decisions: DecisionCache::default(),
            waiting: Mutex::default(),
            memory: Memory::default(),
            deciding: [const { Mutex::new(()) }; SHARDS],
        }
    }
}

impl Session {
    /// Without a keeper nothing is left out, and decisions are known as long as this is, if memory allows.
    #[must_use]
    pub fn new(originals: Option<Arc<dyn OriginalStore>>) -> Self {
        Self { originals, ..Self::default() }
    }

    /// The same, with room in memory for at least the last `text_bytes` bytes of texts that were sent, and at most twice that.
    #[must_use]
    pub fn with_memory(originals: Option<Arc<dyn OriginalStore>>, text_bytes: usize) -> Self {
        Self { originals, decisions: DecisionCache::new(text_bytes), ..Self::default() }
    }

    /// What is sent for each block of `request`, in order.
    pub fn compress(
        &self,
        request: &Request,
        options: &Options,
        watch: &dyn Watch,
    ) -> Result<TurnResult, CompressError> {
        let blocks = request.blocks();
        let options = options.for_blocks();
        let shard = blocks.first().map_or(0, |first| usize::from(Digest::of(&*first.text).0[0]) % SHARDS);
        let _turn = self.deciding[shard].lock().unwrap_or_else(PoisonError::into_inner);
        let mut conversation =
            self.memory.take(blocks, |_| true).unwrap_or_else(|| Conversation::new(Options::default(), None));
        let Recalled { chains, mut known } =
            look_up(blocks, conversation.chains(), &self.decisions, self.originals.as_deref());
        agree(&mut conversation, blocks, &mut known);
        let start = conversation.count();
        conversation
            .set(if self.originals.is_some() { options.clone() } else { options.exactly() }, request.query());
        let mut turn = Turn { request, chains, known, conversation, is_broken: false, forgotten: 0 };
        let store_error = self.decide(&mut turn, &options, watch);
        if store_error.is_err() {
            // It was not sent.
            turn.conversation.truncate(start);
        }
        turn.conversation.set_chains(&turn.chains);
        let outcomes = store_error.map(|store_error| (turn.conversation.outcomes(blocks.len()), store_error));
        self.memory.put(turn.conversation);
        let (outcomes, store_error) = outcomes?;
        let lineage = if turn.is_broken { Lineage::Rewritten } else { lineage(request, &turn.known) };
        Ok(TurnResult {
            compressed: Compressed { outcomes, store_error },
            lineage,
            forgotten: turn.forgotten,
        })
    }

    /// Decides about the texts that are new, and makes sure that all that is left out is stored. The result says why something is not left out that would be.
    fn decide(
        &self,
        turn: &mut Turn<'_>,
        options: &Options,
        watch: &dyn Watch,
    ) -> Result<Option<StoreError>, CompressError> {
        loop {
            turn.extend(watch)?;
            let decisions = turn.decisions();
            let error = match self.record(&decisions) {
                Ok(standing) if standing.is_empty() => {
                    self.remember(decisions);
                    return Ok(None);
                }
                // Another session was faster: what it decisions is sent here, too.
                Ok(standing) => {
                    turn.change(
                        standing.into_iter().map(|(index, sent)| (decisions.new[index].chain, Some(sent))),
                    );
                    continue;
                }
                Err(error) => error,
            };
            let lost = self.lost(&decisions.history);
            let is_withheld =
                !lost.is_empty() || decisions.new.iter().any(|decision| decision.elision.is_some());
            let decisions =
                if is_withheld { turn.send_whole(&lost, options.exactly(), watch)? } else { decisions };
            self.wait(&decisions.new);
            self.wait(&decisions.resent);
            self.remember(decisions);
            return Ok(is_withheld.then_some(error));
        }
    }

    /// Those of these decisions whose originals can no longer be fetched. Of a store that is only busy nothing is known: it is asked again at the next turn.
    fn lost(&self, history: &[Decision]) -> Vec<Chain> {
        let Some(originals) = &self.originals else { return Vec::new() };
        let (chains, elision): (Vec<Chain>, Vec<_>) = history
            .iter()
            .filter_map(|decision| Some((decision.chain, decision.elision.as_deref()?)))
            .unzip();
        match originals.lost(&elision) {
            Ok(lost) => lost.into_iter().map(|index| chains[index]).collect(),
            Err(StoreError::Busy) => Vec::new(),
            Err(_) => chains,
        }
    }

    /// Takes in what is new. Texts of earlier decisions are taken in if memory had lost them.
    fn remember(&self, Decisions { new, resent, history }: Decisions) {
        let lost = history
            .into_iter()
            .filter(|decision| matches!(self.decisions.get(&decision.chain), Some(Known::Digest(_))));
        for decision in lost.chain(new).chain(resent) {
            self.decisions.insert(decision.chain, decision.sent);
        }
    }

    /// The texts that a conversation stands for, where they differ from those in it: as [`expand_request`](crate::expand_request), but texts that this session
    /// sent as they were, and originals, are left alone even if they look compressed.
    pub fn expand(&self, request: &Request, limit: usize) -> Result<Vec<Option<Arc<str>>>, StoreError> {
        let originals = self.originals.as_deref();
        let Recalled { known, .. } = look_up(request.blocks(), &[], &self.decisions, originals);
        let is_ours = |index: usize, block: &Block| match &known[index] {
            None => true,
            Some(Known::Sent(SentAs::Text(text))) => *text == block.text,
            Some(Known::Sent(SentAs::Unchanged | SentAs::Resent(_)) | Known::Digest(_)) => false,
        };
        expand_where(request, is_ours, originals.map(|originals| originals as &dyn OriginalStore), limit)
    }

    /// Forgets what can be known again: conversations, but no decisions.
    pub fn clear(&self) {
        self.memory.clear();
    }

    /// Makes sure that these are stored, and those that wait. The result says which decisions stand in place of new ones, by their index: then none was stored.
    fn record(
        &self,
        Decisions { new, resent, history }: &Decisions,
    ) -> Result<Vec<(usize, SentAs)>, StoreError> {
        let Some(originals) = &self.originals else { return Ok(Vec::new()) };
        let history = &[&history[..], resent].concat();
        let mut waiting = mem::take(&mut *self.waiting());
        loop {
            if waiting.is_empty() && new.is_empty() && history.is_empty() {
                return Ok(Vec::new());
            }
            let recorded = originals.record(&[&waiting[..], new].concat(), history);
            let late: HashSet<usize> = recorded
                .iter()
                .flatten()
                .map(|(index, _)| *index)
                .filter(|index| *index < waiting.len())
                .collect();
            if late.is_empty() {
                let count = waiting.len();
                if !recorded.as_ref().is_ok_and(Vec::is_empty) {
                    self.wait(&waiting);
                }
                return recorded.map(|standing| {
                    standing.into_iter().map(|(index, sent)| (index - count, sent)).collect()
                });
            }
            // What waits was sent before another session decisions otherwise: here it is sent again, and after a restart what stands.
            let mut index = 0..;
            waiting.retain(|_| index.next().is_none_or(|index| !late.contains(&index)));
        }
    }

    /// They are recorded with the next ones. What is too much to wait for may cost a cache miss after a restart.
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

/// Cuts a conversation, which begins like these blocks, back to where the same was sent for it. What is no longer known otherwise is known by it.
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
            Some(Known::Sent(SentAs::Unchanged | SentAs::Resent(_))) => *sent == block.text,
            Some(Known::Digest(digest)) => Digest::of(&**sent) == *digest,
        };
        if !is_same {
            return conversation.truncate(at);
        }
        known[at].get_or_insert_with(|| Known::Sent(sent_as(outcome)));
    }
}

fn lineage(request: &Request, known: &[Option<Known>]) -> Lineage {
    let read = request.blocks()[..request.answered()]
        .iter()
        .zip(known)
        .filter(|(block, known)| is_decided(block) && (block.open || known.is_some()));
    let (known, unknown): (Vec<_>, Vec<_>) = read.partition(|(_, known)| known.is_some());
    match (known.is_empty(), unknown.is_empty()) {
        (true, true) => Lineage::New,
        (false, true) => Lineage::Continued,
        (true, false) => Lineage::Adopted,
        (false, false) => Lineage::Rewritten,
    }
}

/// All other texts are sent as they are. A decision about a closed block stands, too: it may have been open when it was sent first.
fn is_decided(block: &Block) -> bool {
    block.role == Role::Result
}

fn sent_as(outcome: &Outcome) -> SentAs {
    outcome.output.as_ref().map_or(SentAs::Unchanged, |output| SentAs::Text(Arc::clone(output)))
}
