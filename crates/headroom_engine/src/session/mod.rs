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

use headroom_core::{
    Chain, CompressError, Decision, DecisionStore, Digest, OriginalStore, SentAs, StoreError, Watch,
};

use self::decisions::{DecisionCache, Known};
use self::lookup::{Recalled, look_up};
use self::turn::Decisions;
use crate::conversation::Conversation;
use crate::expand::expand_where;
use crate::memory::Memory;
use crate::options::Options;
use crate::outcome::{Compressed, Outcome};
use crate::request::{Block, Request, Role};

pub use self::turn::Turn;

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

/// What became of an open turn.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "it lives for one call")]
pub enum Settled {
    /// It is sent.
    Sent(TurnResult),
    /// Other decisions stand, so the turn was compressed again: its decisions are to be recorded now.
    Open(Turn),
}

/// Compresses conversations turn by turn.
#[derive(Debug)]
pub struct Session {
    originals: Option<Arc<dyn DecisionStore>>,
    /// Whether originals are kept, by the store or by the caller. Otherwise nothing is elided.
    can_elide: bool,
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
            can_elide: false,
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
    pub fn new(originals: Option<Arc<dyn DecisionStore>>) -> Self {
        Self { can_elide: originals.is_some(), originals, ..Self::default() }
    }

    /// The same, with room in memory for at least the last `text_bytes` bytes of texts that were sent, and at most twice that.
    #[must_use]
    pub fn with_memory(originals: Option<Arc<dyn DecisionStore>>, text_bytes: usize) -> Self {
        Self { decisions: DecisionCache::new(text_bytes), ..Self::new(originals) }
    }

    /// A session whose caller keeps decisions and originals: see [`Session::open`].
    #[must_use]
    pub fn kept_by_caller() -> Self {
        Self { can_elide: true, ..Self::default() }
    }

    /// What is sent for each block of `request`, in order.
    pub fn compress(
        &self,
        request: &Request,
        options: &Options,
        watch: &dyn Watch,
    ) -> Result<TurnResult, CompressError> {
        let first = request.blocks().first();
        let shard = first.map_or(0, |first| usize::from(Digest::of(&*first.text).0[0]) % SHARDS);
        let _turn = self.deciding[shard].lock().unwrap_or_else(PoisonError::into_inner);
        let mut turn = self.open(request, options, watch)?;
        loop {
            let recorded = self.record(&turn);
            match self.settle(request, turn, recorded, watch)? {
                Settled::Sent(result) => return Ok(result),
                Settled::Open(again) => turn = again,
            }
        }
    }

    /// The chains of results about which this session knows no decision, without those that are `absent` from the
    /// store of the caller. The caller recalls them, and tells the session what it [learns](Self::learn), until none
    /// is left: a decision may say that a result was resent, which changes the chains behind it.
    #[must_use]
    #[allow(clippy::implicit_hasher, reason = "the caller has no reason for another")]
    pub fn unknown(&self, request: &Request, absent: &HashSet<Chain>) -> Vec<Chain> {
        let conversation = self.remembered(request);
        let mut unknown: Vec<Chain> = Vec::new();
        look_up(request.blocks(), conversation.chains(), &self.decisions, &mut |chains| {
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

    /// The first half of a turn: compresses the request. The caller records the [decisions](Turn::unrecorded) and
    /// [settles](Self::settle) the turn. One turn at a time may be open in a session: two that decide about the same
    /// text might send it in two forms.
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
        let Recalled { chains, mut known } =
            look_up(blocks, conversation.chains(), &self.decisions, &mut |chains| {
                originals.and_then(|originals| originals.recall(chains).ok())
            });
        agree(&mut conversation, blocks, &mut known);
        let start = conversation.count();
        conversation.set(if self.can_elide { options.clone() } else { options.exactly() }, request.query());
        self.decide(
            request,
            Turn {
                options,
                chains,
                known,
                conversation,
                start,
                is_broken: false,
                forgotten: 0,
                decisions: Decisions::default(),
                waiting: Vec::new(),
            },
            watch,
        )
    }

    /// The second half of a turn. `recorded` says what recording the decisions gave, as
    /// [`OriginalStore::record`] does: after a failure, nothing is elided that is not stored.
    pub fn settle(
        &self,
        request: &Request,
        mut turn: Turn,
        recorded: Result<Vec<(usize, SentAs)>, StoreError>,
        watch: &dyn Watch,
    ) -> Result<Settled, CompressError> {
        let standing = match recorded {
            Ok(standing) => standing,
            Err(error) => return self.withhold(request, turn, error, watch).map(Settled::Sent),
        };
        if standing.is_empty() {
            return Ok(Settled::Sent(self.send(request, turn, None)));
        }
        let count = turn.waiting.len();
        let late: HashSet<usize> =
            standing.iter().map(|(index, _)| *index).filter(|index| *index < count).collect();
        if !late.is_empty() {
            // A waiting decision was sent before another session decided otherwise: this session sends it again, and
            // after a restart the standing decision is sent.
            let mut index = 0..;
            turn.waiting.retain(|_| index.next().is_none_or(|index| !late.contains(&index)));
            return Ok(Settled::Open(turn));
        }
        // Another session was faster: its decision is sent here, too.
        self.wait(&mem::take(&mut turn.waiting));
        let changes: Vec<_> = standing
            .into_iter()
            .map(|(index, sent)| (turn.decisions.new[index - count].chain, Some(sent)))
            .collect();
        turn.change(changes);
        self.decide(request, turn, watch).map(Settled::Open)
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

    /// Ends a turn whose decisions could not be recorded. New texts are sent without elisions, and texts whole whose
    /// originals are lost. The decisions wait for the next turn.
    fn withhold(
        &self,
        request: &Request,
        mut turn: Turn,
        error: StoreError,
        watch: &dyn Watch,
    ) -> Result<TurnResult, CompressError> {
        self.wait(&mem::take(&mut turn.waiting));
        let lost = self.lost(&turn.decisions.history);
        let is_withheld =
            !lost.is_empty() || turn.decisions.new.iter().any(|decision| decision.elision.is_some());
        if is_withheld {
            let exactly = turn.options.exactly();
            if let Err(error) = turn.send_whole(request, &lost, exactly, watch) {
                self.abandon(turn);
                return Err(error);
            }
        }
        self.wait(&turn.decisions.new);
        self.wait(&turn.decisions.resent);
        Ok(self.send(request, turn, is_withheld.then_some(error)))
    }

    /// Ends a turn: it is sent.
    fn send(&self, request: &Request, mut turn: Turn, store_error: Option<StoreError>) -> TurnResult {
        self.remember(mem::take(&mut turn.decisions));
        let Turn { chains, known, mut conversation, is_broken, forgotten, .. } = turn;
        conversation.set_chains(&chains);
        let outcomes = conversation.outcomes(request.blocks().len());
        self.memory.put(conversation);
        let lineage = if is_broken { Lineage::Rewritten } else { lineage(request, &known) };
        TurnResult { compressed: Compressed { outcomes, store_error }, lineage, forgotten }
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
        self.expand_from(
            request,
            self.originals.as_deref().map(|originals| originals as &dyn OriginalStore),
            limit,
        )
    }

    /// The same, with originals that the caller keeps.
    pub fn expand_from(
        &self,
        request: &Request,
        originals: Option<&dyn OriginalStore>,
        limit: usize,
    ) -> Result<Vec<Option<Arc<str>>>, StoreError> {
        let ledger = self.originals.as_deref();
        let Recalled { known, .. } = look_up(request.blocks(), &[], &self.decisions, &mut |chains| {
            ledger.and_then(|ledger| ledger.recall(chains).ok())
        });
        let is_ours = |index: usize, block: &Block| match &known[index] {
            None => true,
            Some(Known::Sent(SentAs::Text(text))) => *text == block.text,
            Some(Known::Sent(SentAs::Unchanged | SentAs::Resent(_)) | Known::Digest(_)) => false,
        };
        expand_where(request, is_ours, originals, limit)
    }

    /// Forgets what can be known again: conversations, but no decisions.
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
