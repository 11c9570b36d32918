//! A cache of recent conversations.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::conversation::Conversation;
use crate::request::Block;

/// Maximum size of the cache, in bytes and in conversations.
const BYTES: usize = 128 << 20;
const COUNT: usize = 32;

/// The cached conversations, the least recently used first.
#[derive(Debug, Default)]
pub(crate) struct Memory(Mutex<Vec<Conversation>>);

impl Memory {
    /// Takes out the fitting conversation that shares the longest start with `blocks`, cut back to that start.
    pub(crate) fn take(
        &self,
        blocks: &[Block],
        fits: impl Fn(&Conversation) -> bool,
    ) -> Option<Conversation> {
        let mut conversations = self.lock();
        let (shared, at) = longest(&conversations, blocks, fits)?;
        let mut known = conversations.remove(at);
        if shared < blocks.len() {
            known.truncate(shared);
        }
        Some(known)
    }

    /// The number of leading `blocks` in the conversation that [`take`](Self::take) would give.
    pub(crate) fn shared(&self, blocks: &[Block]) -> usize {
        longest(&self.lock(), blocks, |_| true).map_or(0, |(shared, _)| shared)
    }

    pub(crate) fn put(&self, conversation: Conversation) {
        let mut conversations = self.lock();
        conversations.push(conversation);
        let mut bytes: usize = conversations.iter().map(Conversation::size).sum();
        while conversations.len() > COUNT || bytes > BYTES && !conversations.is_empty() {
            bytes -= conversations.remove(0).size();
        }
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    /// A panic in another thread cannot have left the list half changed.
    fn lock(&self) -> MutexGuard<'_, Vec<Conversation>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The length of the longest start that `blocks` share with a fitting conversation, and the index of that one.
fn longest(
    conversations: &[Conversation],
    blocks: &[Block],
    fits: impl Fn(&Conversation) -> bool,
) -> Option<(usize, usize)> {
    let candidates = conversations.iter().enumerate().filter(|(_, known)| fits(known));
    let (shared, at) = candidates.map(|(at, known)| (known.shared(blocks), at)).max()?;
    // Cutting back loses the work on the other branch. A short common start is not worth that.
    (shared == blocks.len() || 2 * shared > conversations[at].count()).then_some((shared, at))
}
