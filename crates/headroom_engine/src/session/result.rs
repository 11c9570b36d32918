//! What a session says of a turn.

use super::Turn;
use crate::outcome::Compressed;
use crate::pruning::{Prune, PruneVerdict};

/// How a request continues earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lineage {
    /// The model has read no tool result yet.
    New,
    /// The session has decisions about all tool results that the model has read.
    Continued,
    /// It has decisions about none of them: the conversation began elsewhere, or the decisions are lost.
    Adopted,
    /// It has decisions about some of them: the conversation was rewritten after those, or the other
    /// decisions are lost. Or one of them is sent in another form, because its original is lost and cannot be
    /// stored again.
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

/// The outcome for a turn.
#[derive(Clone, Debug)]
pub struct TurnResult {
    /// The outcomes for its blocks.
    pub compressed: Compressed,
    /// How it continues earlier turns.
    pub lineage: Lineage,
    /// The number of results that are sent unchanged because the session forgot the text that it sent for them.
    pub forgotten: usize,
    /// The prune that was made in this turn.
    pub prune: Option<Prune>,
    /// With a prune: its verdict on each block; `None` if the block is no tool result. Empty without a prune.
    pub verdicts: Vec<Option<PruneVerdict>>,
    /// By how much the conversation is shorter than without the prunes of earlier turns in this session, in tokens.
    pub pruned_before: u64,
}

/// The outcome for an open turn.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "it lives for one call")]
pub enum Settled {
    /// It is sent.
    Sent(TurnResult),
    /// Other decisions stand, so the turn was compressed again: its decisions are to be recorded now.
    Open(Turn),
}
