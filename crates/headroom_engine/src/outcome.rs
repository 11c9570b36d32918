//! What became of a block, and why.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use headroom_core::{CompressError, Cost, Elision, Fidelity, Kind, StoreError, Waste};
use headroom_detect::detect;

/// What became of a conversation.
#[derive(Clone, Debug)]
pub struct Compressed {
    /// What became of each block, in order.
    pub outcomes: Vec<Arc<Outcome>>,
    /// Why nothing was left out, where something would have been: it could not be stored.
    pub store_error: Option<StoreError>,
}

/// What became of a block.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What references call it; empty: nothing can refer to it.
    pub label: Box<str>,
    /// Its kind, once it was detected: see [`Outcome::kind`].
    pub(crate) kind: OnceLock<Kind>,
    /// What is sent in its place; `None`: the block as it is.
    pub output: Option<Arc<str>>,
    /// What it cost.
    pub before: Cost,
    /// What it costs now.
    pub after: Cost,
    /// How close to the original what comes back is.
    pub fidelity: Fidelity,
    /// What was done.
    pub edits: Vec<EditReport>,
    /// Why nothing was done.
    pub skipped: Option<SkipReason>,
    /// What was left out and has to be stored before the output is sent.
    pub elision: Option<Arc<Elision>>,
}

impl Outcome {
    /// The kind of the text, which is detected at most once. Compressing detects only the kind of texts that it looks at.
    #[must_use]
    pub fn kind(&self, text: &str) -> Kind {
        *self.kind.get_or_init(|| detect(text).kind)
    }
}

/// An edit that was made.
#[derive(Clone, Debug)]
pub struct EditReport {
    /// The compressor or selector that proposed it: the name of its folder.
    pub unit: &'static str,
    /// The codec that reads it back; `None` for an elision, which only the store gives back.
    pub codec: Option<&'static str>,
    /// The waste that it removed, if that has a name.
    pub waste: Option<Waste>,
    /// Why it was made.
    pub reason: &'static str,
    /// What it replaced, in bytes of the original.
    pub span: Range<usize>,
    /// What stands there now, in bytes of the output.
    pub output: Range<usize>,
    /// How close to the original what comes back is.
    pub fidelity: Fidelity,
    /// What the span cost.
    pub before: Cost,
    /// What it costs now.
    pub after: Cost,
}

/// Why a block was left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// Only what tools answer is rewritten.
    NotAResult,
    /// The caller keeps it.
    Frozen,
    /// It was sent as it is before the conversation came here.
    Adopted,
    /// Too short to gain anything.
    Short,
    /// Nothing was found that could be said in less.
    NothingFound,
    /// What was found did not save enough.
    NotWorthIt,
    /// It was compressed before.
    AlreadyCompressed,
    /// It looks like compressed text and is none: sent behind a mark that says so, or as it is where it may not be rewritten.
    LooksCompressed,
    /// A compressor gave up on it.
    Failed(CompressError),
}

impl SkipReason {
    /// A stable name for switches and metrics.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAResult => "not-a-result",
            Self::Frozen => "frozen",
            Self::Adopted => "adopted",
            Self::Short => "short",
            Self::NothingFound => "nothing-found",
            Self::NotWorthIt => "not-worth-it",
            Self::AlreadyCompressed => "already-compressed",
            Self::LooksCompressed => "looks-compressed",
            Self::Failed(error) => error.code(),
        }
    }
}
