//! Why a prune shortened a tool result, or left it as it was.

/// The verdict of a prune on a tool result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PruneVerdict {
    /// The reason why the result stays. `None`: it was shortened.
    pub stays: Option<StayReason>,
    /// The number of turns that the model has made since it last used the result.
    pub unused_turns: usize,
}

/// The reason why a prune leaves a tool result as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StayReason {
    /// It is never pruned: an error, a fetched original, a document of the user, a frozen message, or the result of a
    /// tool that is set so.
    Protected,
    /// A short form would not be shorter, perhaps because an earlier prune made one.
    Short,
    /// The model used it in the turns that are kept.
    Used,
    /// Fetching it again is likely to cost more than shortening it saves.
    LikelyFetched,
    /// The cache write from there on would cost more than it saves so far.
    CostlyWrite,
}

impl PruneVerdict {
    /// A stable name for switches and metrics.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self.stays {
            None => "pruned",
            Some(StayReason::Protected) => "protected",
            Some(StayReason::Short) => "short",
            Some(StayReason::Used) => "used",
            Some(StayReason::LikelyFetched) => "likely-fetched",
            Some(StayReason::CostlyWrite) => "costly-write",
        }
    }
}
