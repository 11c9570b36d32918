//! The outcome for a block, and the reasons for it.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use headroom_core::{CompressError, Cost, Elision, Fidelity, Kind, StoreError, Waste};
use headroom_detect::detect;

/// The outcome for a conversation.
#[derive(Clone, Debug)]
pub struct Compressed {
    /// The outcome for each block, in order.
    pub outcomes: Vec<Arc<Outcome>>,
    /// The reason why nothing was elided although it could be: the original could not be stored.
    pub store_error: Option<StoreError>,
}

/// The outcome for a block.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The label used in references, such as `Read app.py #2`; empty if nothing can refer to the block.
    pub label: Box<str>,
    /// The kind of the text, once it is detected: see [`Outcome::kind`].
    pub(crate) kind: OnceLock<Kind>,
    /// The text that is sent in its place; `None` if the block is unchanged.
    pub output: Option<Arc<str>>,
    /// The cost of the original.
    pub before: Cost,
    /// The cost of the text that is sent.
    pub after: Cost,
    /// How close to the original the expanded text is.
    pub fidelity: Fidelity,
    /// The edits that were made.
    pub edits: Vec<EditReport>,
    /// The reason why the block is unchanged.
    pub skipped: Option<SkipReason>,
    /// The elision. Its original must be stored before the output is sent.
    pub elision: Option<Arc<Elision>>,
}

impl Outcome {
    /// The kind of the text. It is detected at most once: compressing detects the kinds of those texts that
    /// it looks at.
    #[must_use]
    pub fn kind(&self, text: &str) -> Kind {
        *self.kind.get_or_init(|| detect(text).kind)
    }
}

/// A report of an edit.
#[derive(Clone, Debug)]
pub struct EditReport {
    /// The name of the compressor or selector that proposed it.
    pub unit: &'static str,
    /// The codec that decodes it; `None` for an elision, whose original only the store has.
    pub codec: Option<&'static str>,
    /// The waste that it removed, if that has a name.
    pub waste: Option<Waste>,
    /// The reason, for people.
    pub reason: &'static str,
    /// The replaced span, in bytes of the original.
    pub span: Range<usize>,
    /// The span of the replacement, in bytes of the output.
    pub output: Range<usize>,
    /// How close to the original the expanded text is.
    pub fidelity: Fidelity,
    /// The cost of the replaced span.
    pub before: Cost,
    /// The cost of the replacement.
    pub after: Cost,
}

/// The reason why a block is unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// Only tool results are compressed.
    NotAResult,
    /// Inside `frozenMessageCount`: the caller asked for it to be sent unchanged.
    Frozen,
    /// The model read it in this form before the session began.
    Adopted,
    /// Too short to save anything.
    Short,
    /// No compressor found anything to shorten.
    NothingFound,
    /// The edits would not save enough.
    NotWorthIt,
    /// It is compressed already.
    AlreadyCompressed,
    /// It looks like compressed text and is not. It is escaped with a marker, or sent unchanged if it may not
    /// be rewritten.
    LooksCompressed,
    /// A compressor failed on it.
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
