//! A conversation and what is sent of it: a pure function of its blocks and the options, block by block.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use headroom_compressors::{CODECS, COMPRESSORS, json, terminal};
use headroom_core::{Applied, AppliedEdit, CompressError, Compressor, ContentKind, Earlier, Fidelity, Input, Policy, Verified, apply, cost, expand, looks_encoded, verbatim};

use crate::detect::content_kind;
use crate::{Block, EditReport, Left, Options, Outcome, Role, judge};

/// Blocks below this are not worth looking at, in bytes.
const SHORT: usize = 48;
/// Blocks above this are passed on unread, in bytes: offsets are kept in 32 bits, and memory is bounded by it.
const LONGEST: usize = 512 << 20;
/// How many bytes may be expanded to recognise blocks that were compressed before, as a multiple of the conversation
/// and besides. Past it, what looks compressed is sent as text that only looks so.
const RECOGNITION_FACTOR: usize = 8;
const RECOGNITION_BYTES: usize = 16 << 20;

/// The blocks so far.
#[derive(Debug)]
pub(crate) struct Conversation {
    options: Options,
    blocks: Vec<Done>,
    earlier: Earlier,
}

#[derive(Debug)]
struct Done {
    block: Block,
    outcome: Arc<Outcome>,
    /// Bytes of the conversation up to and with this block, and bytes expanded to recognise blocks.
    bytes: usize,
    expanded: usize,
}

/// What is sent for a text, and what of it can be read.
struct Sent {
    output: Option<String>,
    edits: Vec<EditReport>,
    left: Option<Left>,
    kind: ContentKind,
    /// How close to the text of the block what comes back is.
    fidelity: Fidelity,
    shown: Verified,
}

impl Conversation {
    pub(crate) fn new(options: Options) -> Self {
        Self { options, blocks: Vec::new(), earlier: Earlier::new() }
    }

    pub(crate) fn count(&self) -> usize {
        self.blocks.len()
    }

    pub(crate) fn options(&self) -> Options {
        self.options
    }

    /// How many of the first `blocks` are those of this conversation.
    pub(crate) fn shared(&self, blocks: &[Block]) -> usize {
        self.blocks.iter().zip(blocks).take_while(|(own, theirs)| own.block == **theirs).count()
    }

    pub(crate) fn outcome(&self, index: usize) -> Arc<Outcome> {
        Arc::clone(&self.blocks[index].outcome)
    }

    /// Forgets all blocks but the first `count`.
    pub(crate) fn truncate(&mut self, count: usize) {
        self.blocks.truncate(count);
        self.earlier.truncate(count);
    }

    /// About how much memory it holds.
    pub(crate) fn size(&self) -> usize {
        let outputs: usize = self.blocks.iter().map(|done| done.outcome.output.as_ref().map_or(0, |text| text.len()) + size_of::<Done>() + size_of::<Outcome>()).sum();
        self.blocks.last().map_or(0, |done| done.bytes) + outputs + self.earlier.overhead()
    }

    /// Takes in the next block.
    pub(crate) fn push(&mut self, block: &Block) {
        let mut expanded = self.blocks.last().map_or(0, |done| done.expanded);
        let bytes = self.blocks.last().map_or(0, |done| done.bytes) + block.text.len();
        let before = cost(&block.text);
        // Whatever is wrong with reading or writing it, the block goes as it is and the conversation goes on.
        let sent = catch_unwind(AssertUnwindSafe(|| self.send(block, bytes, &mut expanded)));
        let (original, sent) = sent.unwrap_or_else(|_| (Arc::clone(&block.text), Sent::as_is(&block.text, ContentKind::Text, Left::Failed(CompressError::Panicked))));
        let after = sent.output.as_deref().map_or(before, cost);
        let outcome = Outcome { kind: sent.kind, output: sent.output.map(Into::into), before, after, fidelity: sent.fidelity, edits: sent.edits, left: sent.left };
        let called = if block.role == Role::Opaque { "" } else { &block.called };
        // What the provider may drop must not be referred to: nothing of it is taken to be readable.
        let shown = if self.options.history_may_be_dropped { Verified { visible: Vec::new(), refers: true, ..sent.shown } } else { sent.shown };
        self.earlier.push_shown(called, original, &shown);
        self.blocks.push(Done { block: block.clone(), outcome: Arc::new(outcome), bytes, expanded });
    }

    /// Decides what to send for a block, and what its text was before it was compressed, which may have been earlier.
    fn send(&self, block: &Block, bytes: usize, expanded: &mut usize) -> (Arc<str>, Sent) {
        let text = &block.text;
        if block.role != Role::Result {
            return (Arc::clone(text), Sent::as_is(text, ContentKind::Text, Left::NotAResult));
        }
        if text.len() > LONGEST {
            return (Arc::clone(text), Sent::as_is(text, ContentKind::Text, Left::Failed(CompressError::TooLarge { limit: LONGEST })));
        }
        if looks_encoded(text, &self.earlier, CODECS) {
            let affordable = *expanded <= RECOGNITION_FACTOR * bytes + RECOGNITION_BYTES;
            let known = if affordable { self.recognise(block, expanded) } else { None };
            return known.unwrap_or_else(|| {
                let left = Sent::as_is(text, ContentKind::Text, if block.open { Left::LooksCompressed } else { Left::Frozen });
                (Arc::clone(text), Sent { output: block.open.then(|| verbatim(text)), ..left })
            });
        }
        if !block.open {
            return (Arc::clone(text), Sent::as_is(text, ContentKind::Text, Left::Frozen));
        }
        self.on_screen(block, text).unwrap_or_else(|| (Arc::clone(text), self.compress(block, text)))
    }

    /// What is sent for a text that a terminal would show as another, and that other text: for the model it is what was printed.
    fn on_screen(&self, block: &Block, text: &str) -> Option<(Arc<str>, Sent)> {
        if !terminal::is_terminal(text) {
            return None;
        }
        let applied = plan_and_apply(&[&terminal::Terminal::DEFAULT], &self.input(block, text, ContentKind::Terminal)).ok()?;
        let view: Arc<str> = applied.text.as_deref()?.into();
        let mut sent = self.encode(block, &view);
        if sent.fidelity != Fidelity::Bytes {
            // What a screen shows has its blanks.
            sent = Sent::as_is(&view, sent.kind, Left::NothingFound);
        }
        let output = sent.output.take().unwrap_or_else(|| view.to_string());
        if !judge::is_worth_it(cost(text), cost(&output)) {
            return None;
        }
        let edits = reports(text, &view, applied.edits).chain(sent.edits).collect();
        Some((view, Sent { output: Some(output), edits, left: None, fidelity: Fidelity::View, ..sent }))
    }

    /// What a text that looks compressed was, if it is what was sent for a block before: making it again tells.
    fn recognise(&self, block: &Block, expanded: &mut usize) -> Option<(Arc<str>, Sent)> {
        let text = &block.text;
        let known = |shown: Verified, kind| Sent { shown, ..Sent::as_is(text, kind, if block.open { Left::AlreadyCompressed } else { Left::Frozen }) };
        if let Some(values) = json::loose(text, RECOGNITION_BYTES) {
            *expanded += values.len();
            let shown = Verified { fidelity: Fidelity::Values, visible: Vec::new(), ..Verified::as_is(values.len()) };
            return Some((values.into(), known(shown, ContentKind::Json)));
        }
        let original = expand(text, &self.earlier, CODECS, usize::MAX);
        *expanded += original.len();
        if !block.open {
            // It stays whatever it is. What it stands for can be found again, but none of it is taken to be readable.
            let shown = Verified { visible: Vec::new(), refers: true, ..Verified::as_is(original.len()) };
            return Some((original.into(), known(shown, ContentKind::Text)));
        }
        let again = self.encode(block, &original);
        (again.output.as_deref() == Some(text)).then(|| (original.into(), known(again.shown, again.kind)))
    }

    /// What is sent for a text that may itself look compressed.
    fn encode(&self, block: &Block, text: &str) -> Sent {
        if looks_encoded(text, &self.earlier, CODECS) {
            let shown = Sent::as_is(text, ContentKind::Text, Left::LooksCompressed);
            return Sent { output: Some(verbatim(text)), ..shown };
        }
        self.compress(block, text)
    }

    /// What is sent for a text that does not look compressed.
    fn compress(&self, block: &Block, text: &str) -> Sent {
        if text.len() < SHORT {
            return Sent::as_is(text, ContentKind::Text, Left::Short);
        }
        let kind = content_kind(text);
        let applied = match plan_and_apply(COMPRESSORS, &self.input(block, text, kind)) {
            Ok(applied) => applied,
            Err(error) => return Sent::as_is(text, kind, Left::Failed(error)),
        };
        let Some(output) = applied.text else {
            return Sent::as_is(text, kind, Left::NothingFound);
        };
        if !judge::is_worth_it(cost(text), cost(&output)) {
            return Sent::as_is(text, kind, Left::NotWorthIt);
        }
        let edits = reports(text, &output, applied.edits).collect();
        Sent { edits, left: None, kind, fidelity: applied.shown.fidelity, shown: applied.shown, output: Some(output) }
    }

    fn input<'a>(&'a self, block: &Block, text: &'a str, kind: ContentKind) -> Input<'a> {
        Input { text, kind, quotable: block.quotable && self.options.policy == Policy::Agent, earlier: &self.earlier }
    }
}

impl Sent {
    fn as_is(text: &str, kind: ContentKind, left: Left) -> Self {
        Self { output: None, edits: Vec::new(), left: Some(left), kind, fidelity: Fidelity::Bytes, shown: Verified::as_is(text.len()) }
    }
}

/// What is told of the edits that made `output` of `text`.
fn reports<'a>(text: &'a str, output: &'a str, edits: Vec<AppliedEdit>) -> impl Iterator<Item = EditReport> + use<'a> {
    edits.into_iter().map(|edit| EditReport {
        codec: edit.codec.name(),
        reason: edit.reason,
        before: cost(&text[edit.span.clone()]),
        after: cost(&output[edit.output.clone()]),
        span: edit.span,
        output: edit.output,
        fidelity: edit.fidelity,
    })
}

/// Has every compressor that accepts the input propose edits, and makes the best of them. A compressor that gives up
/// does not keep the others from their work; its error counts when nobody found anything.
fn plan_and_apply(compressors: &[&dyn Compressor], input: &Input<'_>) -> Result<Applied, CompressError> {
    let mut plans = Vec::new();
    let mut failure = None;
    for compressor in compressors.iter().filter(|compressor| compressor.accepts().contains(&input.kind)) {
        match compressor.plan(input) {
            Ok(plan) => plans.push(plan),
            Err(error) => failure = Some(error),
        }
    }
    let plan = judge::choose(input.text, input.earlier, plans);
    match failure {
        Some(error) if plan.is_empty() => Err(error),
        _ => Ok(apply(input.text, plan, input.earlier, CODECS)),
    }
}
