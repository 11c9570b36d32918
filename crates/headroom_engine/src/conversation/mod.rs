//! A conversation and what is sent for each of its blocks: a pure function of the blocks and the options.

mod encode;
mod plan;
mod recognise;
mod restore;
mod selected;
mod send;
mod sent;
mod shorten;
mod uses;
mod written_out;

use std::sync::{Arc, OnceLock};

use headroom_core::work::{guarded, uninterrupted};
use headroom_core::{Budget, Chain, CompressError, Fidelity, History, Scorer, SentAs, Verified, cost};

use self::recognise::is_affordable;
use self::sent::Sent;
use crate::session::Epoch;
use crate::written_out::Opened;
use crate::{Block, Kind, Options, Outcome, Role, SkipReason, ToolMode};

/// The blocks so far.
#[derive(Debug)]
pub(crate) struct Conversation {
    options: Options,
    /// The question that the request is about, if the caller gave one.
    query: Option<Arc<str>>,
    /// Documents that the caller sends in front of the conversation.
    before: Vec<Arc<str>>,
    /// Says how well parts of texts match the query; `None`: their words do.
    scorer: Option<Arc<dyn Scorer>>,
    blocks: Vec<BlockRecord>,
    /// The chain of each block: a hash of the block and of everything before it. Only a prefix may be known.
    chains: Vec<Chain>,
    /// The prunes of the conversation.
    epochs: Vec<Epoch>,
    history: History,
}

#[derive(Debug)]
struct BlockRecord {
    block: Block,
    outcome: Arc<Outcome>,
    /// Bytes of the conversation up to the end of this block. `budget` is what is left after it.
    bytes: usize,
    budget: Budget,
    /// Whether it was found to be prose when it was compressed. A kind that a report asks for later must not decide.
    is_prose: bool,
    /// The blocks to which its sent text refers, once somebody has asked.
    targets: OnceLock<Box<[usize]>>,
}

impl Conversation {
    pub(crate) fn new(options: Options, query: Option<Arc<str>>) -> Self {
        Self {
            options,
            query,
            before: Vec::new(),
            scorer: None,
            blocks: Vec::new(),
            chains: Vec::new(),
            epochs: Vec::new(),
            history: History::new(),
        }
    }

    /// The same conversation behind these documents.
    pub(crate) fn behind(self, documents: &[Arc<str>]) -> Self {
        Self { before: documents.to_vec(), ..self }
    }

    /// The same conversation, in which a scorer says how well parts of texts match the query.
    pub(crate) fn scored_by(self, scorer: Option<&Arc<dyn Scorer>>) -> Self {
        Self { scorer: scorer.cloned(), ..self }
    }

    /// Whether it stands behind these documents, and words alone say how well texts match the query.
    pub(crate) fn is_behind(&self, documents: &[Arc<str>]) -> bool {
        self.before == documents && self.scorer.is_none()
    }

    pub(crate) fn count(&self) -> usize {
        self.blocks.len()
    }

    /// Whether this conversation was built with the same options and query.
    pub(crate) fn is_with(&self, options: &Options, query: Option<&str>) -> bool {
        self.options == *options && self.query.as_deref() == query
    }

    /// The number of leading `blocks` that this conversation already has.
    pub(crate) fn shared(&self, blocks: &[Block]) -> usize {
        self.blocks.iter().zip(blocks).take_while(|(own, theirs)| own.block == **theirs).count()
    }

    /// Later blocks are compressed with these options and this query.
    pub(crate) fn set(&mut self, options: Options, query: Option<&str>) {
        self.options = options;
        self.query = query.map(Into::into);
    }

    /// The outcomes of all blocks.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<Outcome>> {
        self.blocks.iter().map(|done| &done.outcome)
    }

    /// The outcomes of the first `count` blocks.
    pub(crate) fn outcomes(&self, count: usize) -> Vec<Arc<Outcome>> {
        self.blocks[..count].iter().map(|done| Arc::clone(&done.outcome)).collect()
    }

    /// The chains that are known: those of the first blocks, perhaps not of all.
    pub(crate) fn chains(&self) -> &[Chain] {
        &self.chains
    }

    /// Stores the chains of further blocks. One of the two lists is a prefix of the other.
    pub(crate) fn set_chains(&mut self, chains: &[Chain]) {
        let count = self.blocks.len().min(chains.len());
        self.chains.extend(chains[..count].iter().skip(self.chains.len()));
    }

    /// The prunes that were set.
    pub(crate) fn epochs(&self) -> &[Epoch] {
        &self.epochs
    }

    /// Stores the prunes of the conversation.
    pub(crate) fn set_epochs(&mut self, epochs: Vec<Epoch>) {
        self.epochs = epochs;
    }

    /// The outcome of the last block.
    pub(crate) fn last(&self) -> Option<&Outcome> {
        self.blocks.last().map(|done| &*done.outcome)
    }

    /// Forgets all blocks but the first `count`.
    pub(crate) fn truncate(&mut self, count: usize) {
        self.blocks.truncate(count);
        self.chains.truncate(count);
        self.epochs.retain(|epoch| epoch.at < count);
        self.history.truncate(count);
    }

    /// An estimate of the memory in use, in bytes.
    pub(crate) fn size(&self) -> usize {
        let outputs: usize = self
            .blocks
            .iter()
            .map(|done| {
                done.outcome.output.as_ref().map_or(0, |text| text.len())
                    + size_of::<BlockRecord>()
                    + size_of::<Outcome>()
            })
            .sum();
        self.blocks.last().map_or(0, |done| done.bytes) + outputs + self.history.overhead()
    }

    /// Adds the next block.
    pub(crate) fn push(&mut self, block: &Block) {
        let is_skipped = || self.options.mode(&block.tool) == ToolMode::Skip;
        self.take(block, (!block.open || is_skipped()).then_some(SkipReason::Frozen));
    }

    /// Adds the next block, which another process sent unchanged.
    pub(crate) fn adopt(&mut self, block: &Block) {
        self.take(block, Some(SkipReason::Adopted));
    }

    /// Adds the next block. `closed` is the reason why it must not be rewritten.
    fn take(&mut self, block: &Block, closed: Option<SkipReason>) {
        let mut budget = self.blocks.last().map_or_else(Budget::default, |done| done.budget);
        let bytes = self.blocks.last().map_or(0, |done| done.bytes) + block.text.len();
        let before = cost(&block.text);
        // An error or panic in a codec must not end the conversation: the block is sent unchanged.
        let sent = guarded(|| self.send(block, closed, before, bytes, &mut budget));
        let (original, sent) = sent.unwrap_or_else(|| {
            (Arc::clone(&block.text), Sent::as_is(&block.text, SkipReason::Failed(CompressError::Panicked)))
        });
        let after = sent.output.as_ref().map_or(before, |output| output.cost);
        let is_prose = sent.detection.as_ref().is_some_and(|detection| is_prose(detection.kind));
        let output = sent.output.map(|output| output.text.into());
        let called = if block.role == Role::Opaque { "" } else { &block.called };
        // The provider may drop this block, so later blocks must not refer to it: none of it counts as readable.
        let shown = if self.options.history_may_be_dropped { sent.shown.hidden() } else { sent.shown };
        let label = self.show(called, original, &shown);
        let outcome = Outcome {
            label,
            kind: sent.detection.map_or_else(OnceLock::new, |detection| detection.kind.into()),
            output,
            before,
            after,
            fidelity: sent.fidelity,
            edits: sent.edits,
            skipped: sent.skipped,
            elision: sent.elision,
        };
        let outcome = Arc::new(outcome);
        let block = block.clone();
        self.blocks.push(BlockRecord { block, outcome, bytes, budget, is_prose, targets: OnceLock::new() });
    }

    /// Makes a text available to references, and returns its label.
    fn show(&mut self, called: &str, text: Arc<str>, shown: &Verified) -> Box<str> {
        uninterrupted(|| self.history.push_shown(called, text, shown));
        self.history.get(self.blocks.len() as u32).name.clone()
    }

    /// Adds the next block, for which `sent` was sent earlier, whatever would be sent for it now.
    pub(crate) fn push_sent(&mut self, block: &Block, sent: &SentAs) {
        self.push(block);
        let last = self.count() - 1;
        let is_same = match (sent, self.blocks[last].outcome.output.as_ref()) {
            (SentAs::Text(text), output) => text == output.unwrap_or(&block.text),
            (_, output) => output.is_none(),
        };
        if is_same {
            return;
        }
        self.truncate(last);
        let SentAs::Text(text) = sent else { return self.adopt(block) };
        if *text == block.text {
            return self.adopt(block);
        }
        let (bytes, mut budget) =
            self.blocks.last().map_or_else(Default::default, |done| (done.bytes, done.budget));
        let bytes = bytes + block.text.len();
        let (before, after) = (cost(&block.text), cost(text));
        // Which lines of the sent text can be read is unknown here, so nothing refers to it. As in `expand`, the
        // block counts as what the sent text expands to.
        let counts_as: Arc<str> = if is_affordable(&budget, bytes) {
            Opened::new(text, &self.history, usize::MAX, &mut budget).lines.into()
        } else {
            Arc::clone(text)
        };
        let elision = self.restore(block, &counts_as).map(Arc::new);
        let shown = out_of_sight(&counts_as);
        let label = self.show(&block.called, counts_as, &shown);
        let outcome = Outcome {
            label,
            kind: OnceLock::new(),
            output: Some(Arc::clone(text)),
            before,
            after,
            fidelity: Fidelity::Recoverable,
            edits: Vec::new(),
            skipped: None,
            elision,
        };
        let outcome = Arc::new(outcome);
        let block = block.clone();
        let targets = OnceLock::new();
        self.blocks.push(BlockRecord { block, outcome, bytes, budget, is_prose: false, targets });
    }
}

const fn is_prose(kind: Kind) -> bool {
    matches!(kind, Kind::Markdown | Kind::Prose)
}

/// A text that expands to itself and to which nothing may refer.
fn out_of_sight(text: &str) -> Verified {
    Verified::as_is(text.len()).hidden()
}
