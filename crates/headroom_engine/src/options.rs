//! What a caller may set.

use headroom_core::Policy;

/// How a conversation is compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options {
    /// What the conversation is for.
    pub policy: Policy,
    /// Whether the provider may drop earlier messages by itself: then nothing refers to them.
    pub history_may_be_dropped: bool,
}
