//! A conversation and what is sent of it: a pure function of its blocks and the options, block by block.

mod encode;
mod plan;
mod restore;
mod selected;
mod sent;

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use headroom_compressors::json;
use headroom_core::work::{guarded, uninterrupted};
use headroom_core::{
    Budget, Chain, CompressError, Cost, Elision, Fidelity, History, Policy, SentAs, Verified, cost, marker,
    said_verbatim, verbatim,
};

use self::encode::Rewritten;
use self::sent::Sent;
use crate::registry::CODECS;
use crate::session::Epoch;
use crate::{Block, Options, Outcome, Role, SkipReason, ToolMode, judge};

/// Blocks above this are passed on unread, in bytes: offsets are kept in 32 bits, and memory is bounded by it.
const MAX_LEN: usize = 512 << 20;
/// A note alone costs more than this, in tokens: of what costs less nothing is left out.
const NOTE: u64 = 16;

/// How many bytes may be expanded to recognise blocks that were compressed before, as a multiple of the conversation
/// and besides. Past it, what looks compressed is sent as text that only looks so. Each block is read twice.
const RECOGNITION_FACTOR: usize = 16;
const RECOGNITION_BYTES: usize = 16 << 20;

/// The blocks so far.
#[derive(Debug)]
pub(crate) struct Conversation {
    options: Options,
    /// What the request is about, if the caller says so.
    query: Option<Arc<str>>,
    blocks: Vec<BlockRecord>,
    /// Which text of which conversation each block is, as far as somebody asked.
    chains: Vec<Chain>,
    /// Its prunes.
    epochs: Vec<Epoch>,
    history: History,
}

#[derive(Debug)]
struct BlockRecord {
    block: Block,
    outcome: Arc<Outcome>,
    /// Bytes of the conversation up to and with this block, and what reading them has cost.
    bytes: usize,
    budget: Budget,
}

impl Conversation {
    pub(crate) fn new(options: Options, query: Option<Arc<str>>) -> Self {
        Self { options, query, blocks: Vec::new(), chains: Vec::new(), epochs: Vec::new(), history: History::new() }
    }

    pub(crate) fn count(&self) -> usize {
        self.blocks.len()
    }

    /// Whether what it gives is what these would have it give.
    pub(crate) fn is_with(&self, options: &Options, query: Option<&str>) -> bool {
        self.options == *options && self.query.as_deref() == query
    }

    /// How many of the first `blocks` are those of this conversation.
    pub(crate) fn shared(&self, blocks: &[Block]) -> usize {
        self.blocks.iter().zip(blocks).take_while(|(own, theirs)| own.block == **theirs).count()
    }

    /// From now on, what is sent is what these would have it.
    pub(crate) fn set(&mut self, options: Options, query: Option<&str>) {
        self.options = options;
        self.query = query.map(Into::into);
    }

    /// What became of the first `count` blocks.
    pub(crate) fn outcomes(&self, count: usize) -> Vec<Arc<Outcome>> {
        self.blocks[..count].iter().map(|done| Arc::clone(&done.outcome)).collect()
    }

    /// Which text of which conversation each block is, as far as that was set.
    pub(crate) fn chains(&self) -> &[Chain] {
        &self.chains
    }

    /// Remembers which text of which conversation each block is. `chains` starts with those that are known, or the other way round.
    pub(crate) fn set_chains(&mut self, chains: &[Chain]) {
        let count = self.blocks.len().min(chains.len());
        self.chains.extend(chains[..count].iter().skip(self.chains.len()));
    }

    /// Its prunes, as far as they were set.
    pub(crate) fn epochs(&self) -> &[Epoch] {
        &self.epochs
    }

    /// Remembers its prunes.
    pub(crate) fn set_epochs(&mut self, epochs: Vec<Epoch>) {
        self.epochs = epochs;
    }

    /// What became of the last block.
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

    /// About how much memory it holds.
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

    /// Takes in the next block.
    pub(crate) fn push(&mut self, block: &Block) {
        let is_skipped = || self.options.mode(&block.tool) == ToolMode::Skip;
        self.take(block, (!block.open || is_skipped()).then_some(SkipReason::Frozen));
    }

    /// Takes in the next block, which was sent as it is by who does not know us.
    pub(crate) fn adopt(&mut self, block: &Block) {
        self.take(block, Some(SkipReason::Adopted));
    }

    /// Takes in the next block. `closed`: why it is not to be rewritten.
    fn take(&mut self, block: &Block, closed: Option<SkipReason>) {
        let mut budget = self.blocks.last().map_or_else(Budget::default, |done| done.budget);
        let bytes = self.blocks.last().map_or(0, |done| done.bytes) + block.text.len();
        let before = cost(&block.text);
        // Whatever is wrong with reading or writing it, the block goes as it is and the conversation goes on.
        let sent = guarded(|| self.send(block, closed, before, bytes, &mut budget));
        let (original, sent) = sent.unwrap_or_else(|| {
            (Arc::clone(&block.text), Sent::as_is(&block.text, SkipReason::Failed(CompressError::Panicked)))
        });
        let after = sent.output.as_ref().map_or(before, |output| output.cost);
        let output = sent.output.map(|output| output.text.into());
        let called = if block.role == Role::Opaque { "" } else { &block.called };
        // What the provider may drop must not be referred to: nothing of it is taken to be readable.
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
        self.blocks.push(BlockRecord { block: block.clone(), outcome: Arc::new(outcome), bytes, budget });
    }

    /// From here on it may be referred to, by the name that this gives.
    fn show(&mut self, called: &str, text: Arc<str>, shown: &Verified) -> Box<str> {
        uninterrupted(|| self.history.push_shown(called, text, shown));
        self.history.get(self.blocks.len() as u32).name.clone()
    }

    /// Takes in the next block, for which this was sent, whatever would be sent for it now.
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
        // How to read it is not known here: nothing refers to it. It counts as what comes back from it, as when it is expanded.
        let counts_as: Arc<str> = if is_affordable(&budget, bytes) {
            budget.expand(text, &self.history, CODECS, usize::MAX).into()
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
        self.blocks.push(BlockRecord { block: block.clone(), outcome: Arc::new(outcome), bytes, budget });
    }

    /// Decides what to send for a block. With it comes the text that the block counts as from now on: what [`expand`](headroom_core::expand) makes of the text
    /// that is sent, so that compressing, expanding and compressing again refer to the same history.
    fn send(
        &self,
        block: &Block,
        closed: Option<SkipReason>,
        before: Cost,
        bytes: usize,
        budget: &mut Budget,
    ) -> (Arc<str>, Sent) {
        let text = &block.text;
        if block.role != Role::Result {
            return (Arc::clone(text), Sent::as_is(text, SkipReason::NotAResult));
        }
        if text.len() > MAX_LEN {
            return (
                Arc::clone(text),
                Sent::as_is(text, SkipReason::Failed(CompressError::TooLarge { limit: MAX_LEN })),
            );
        }
        let affordable = is_affordable(budget, bytes);
        // Where reading it is not affordable, a text is read no further than its length allows.
        let looks_encoded = if affordable {
            budget.looks_encoded(text, &self.history, CODECS)
        } else {
            looks_encoded_at_once(text, &self.history)
        };
        if looks_encoded {
            let known = if affordable {
                self.recognise(block, closed, budget)
            } else {
                self.recognise_verbatim(block, closed)
            };
            return known.unwrap_or_else(|| self.unknown(block, closed, budget));
        }
        if let Some(why) = closed {
            return (Arc::clone(text), Sent::as_is(text, why));
        }
        let whole = self.rewrite(block, text, before, budget);
        let least = whole.sent.output.as_ref().map_or(before, |output| output.cost);
        let chosen = self.select(block, &whole, least, budget).unwrap_or(whole);
        (chosen.counts_as, chosen.sent)
    }

    /// What is sent for a text that looks compressed and is not known to be.
    fn unknown(&self, block: &Block, closed: Option<SkipReason>, budget: &mut Budget) -> (Arc<str>, Sent) {
        let text = &block.text;
        let skipped = Sent::as_is(text, SkipReason::LooksCompressed);
        let sent = if closed.is_none() {
            Sent { output: Some(verbatim(text).into()), ..skipped }
        } else {
            // What is made of it when it is expanded is not known here: nothing refers to it.
            budget.exhaust(text, &self.history);
            Sent { shown: out_of_sight(text), ..skipped }
        };
        (Arc::clone(text), sent)
    }

    /// What a text that looks compressed was, if it is what was sent for a block before: making it again tells.
    fn recognise(
        &self,
        block: &Block,
        closed: Option<SkipReason>,
        budget: &mut Budget,
    ) -> Option<(Arc<str>, Sent)> {
        let text = &block.text;
        let mut vain = *budget;
        let known = |shown: Verified, detection| Sent {
            detection,
            shown,
            ..Sent::as_is(text, closed.unwrap_or(SkipReason::AlreadyCompressed))
        };
        if let Some(values) = json::loose(text, RECOGNITION_BYTES) {
            budget.count(values.len());
            return Some((values.as_str().into(), known(sent::values(&values), None)));
        }
        let original: Arc<str> = budget.expand(text, &self.history, CODECS, usize::MAX).into();
        let again = self.encode(block, &original, &mut vain);
        let is_known = again.sent.output.as_ref().is_some_and(|output| output.text == **text);
        if closed.is_some() {
            // It stays whatever it is. What it stands for can be found again, but none of it is taken to be readable.
            let shown = out_of_sight(&original);
            let skipped = if is_known {
                known(shown, None)
            } else {
                Sent { shown, ..Sent::as_is(text, SkipReason::LooksCompressed) }
            };
            return Some((original, skipped));
        }
        *budget = budget.max(vain);
        is_known.then(|| (again.counts_as, known(again.sent.shown, again.sent.detection)))
    }

    /// The same where expanding it is not affordable: for a text that only looked compressed.
    fn recognise_verbatim(&self, block: &Block, closed: Option<SkipReason>) -> Option<(Arc<str>, Sent)> {
        let original = said_verbatim(&block.text)
            .filter(|original| closed.is_some() || looks_encoded_at_once(original, &self.history))?;
        let shown = if closed.is_some() { out_of_sight(original) } else { Verified::as_is(original.len()) };
        Some((
            original.into(),
            Sent { shown, ..Sent::as_is(&block.text, closed.unwrap_or(SkipReason::AlreadyCompressed)) },
        ))
    }

    /// The text with less in it, as it is sent. `None` where all of it costs less.
    fn select(
        &self,
        block: &Block,
        whole: &Rewritten,
        least: Cost,
        budget: &mut Budget,
    ) -> Option<Rewritten> {
        let text = &whole.printed;
        let is_whole = self.options.exact_only
            || self.options.mode(&block.tool) == ToolMode::Exact
            || block.quotable && self.options.policy == Policy::Agent;
        if is_whole || least < Cost::tokens(NOTE) || marker::stands_in(text) {
            return None;
        }
        let detected = whole.sent.detection.as_ref().filter(|detection| !detection.sections.is_empty());
        let detection = detected.map_or_else(|| Cow::Owned(selected::detection(block, text)), Cow::Borrowed);
        let (kept, reports) = selected::select(text, &detection, &self.options, &block.tool, self.asked())?;
        let Rewritten { mut sent, counts_as, printed } =
            self.encode(block, &kept.text.as_str().into(), budget);
        let output = sent.output.take().unwrap_or_else(|| kept.text.into());
        if !judge::is_worth_it(least, output.cost) {
            return None;
        }
        let edits = reports.into_iter().chain(sent.edits).collect();
        // The store is asked for what comes back from what is sent.
        let elision =
            Elision { handle: kept.handle, original: Arc::clone(text), shown: Arc::clone(&counts_as) };
        let sent = Sent {
            output: Some(output),
            edits,
            skipped: None,
            fidelity: Fidelity::Recoverable,
            elision: Some(Arc::new(elision)),
            ..sent
        };
        Some(Rewritten { sent, counts_as, printed })
    }

    /// What the user last asked, as far as the text to come may depend on it.
    fn asked(&self) -> Option<&str> {
        if self.options.policy == Policy::Agent {
            return None;
        }
        let said = || {
            self.blocks.iter().rev().find(|done| done.block.role == Role::User).map(|done| &*done.block.text)
        };
        self.query.as_deref().or_else(said)
    }
}

/// Whether the texts of so many bytes, read at this price, may go on to be read as encodings.
const fn is_affordable(budget: &Budget, bytes: usize) -> bool {
    budget.read() <= RECOGNITION_FACTOR * bytes + RECOGNITION_BYTES
}

/// What is said of a text of which nothing is taken to be readable, so that nothing refers to it.
fn out_of_sight(text: &str) -> Verified {
    Verified::as_is(text.len()).hidden()
}

/// Whether a text may not come back as it is when it is expanded, as far as reading it takes no longer than its length allows.
fn looks_encoded_at_once(text: &str, history: &History) -> bool {
    Budget::SPENT.clone().looks_encoded(text, history, CODECS)
}
