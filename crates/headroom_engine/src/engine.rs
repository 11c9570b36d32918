//! The engine: conversations, and a memory of them that saves work and changes nothing.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use headroom_core::{CompressError, Keeper, Watch};

use crate::conversation::Conversation;
use crate::{Compressed, Options, Outcome, Request};

/// What is remembered at most, in bytes and in conversations.
const MEMORY_BYTES: usize = 128 << 20;
const MEMORY_COUNT: usize = 32;

/// Where what is left out is kept.
#[derive(Clone, Copy, Debug)]
pub enum Keeping<'a> {
    /// Nowhere: nothing is left out.
    Nowhere,
    /// Nowhere, but what would be left out is wanted: it must not be sent.
    Supposed,
    /// Here, before anything is sent.
    In(&'a dyn Keeper),
}

/// Compresses conversations. What it gives depends on nothing but the request and the options; conversations are
/// remembered so that a next turn costs only what is new in it.
#[derive(Debug, Default)]
pub struct Engine {
    /// The least recently used first.
    remembered: Mutex<Vec<Conversation>>,
}

impl Engine {
    /// With nothing remembered.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What is sent for each block of `request`, in order.
    pub fn compress(&self, request: &Request, options: &Options, keeping: Keeping<'_>, watch: &dyn Watch) -> Result<Compressed, CompressError> {
        let exactly = Options { exact_only: true, ..options.clone() };
        let outcomes = self.outcomes(request, if matches!(keeping, Keeping::Nowhere) { &exactly } else { options }, watch)?;
        let Keeping::In(keeper) = keeping else { return Ok(Compressed { outcomes, withheld: None }) };
        let left_out: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.left_out.as_deref()).collect();
        match keeper.keep(&left_out) {
            Ok(()) => Ok(Compressed { outcomes, withheld: None }),
            Err(error) => Ok(Compressed { outcomes: self.outcomes(request, &exactly, watch)?, withheld: Some(error) }),
        }
    }

    fn outcomes(&self, request: &Request, options: &Options, watch: &dyn Watch) -> Result<Vec<Arc<Outcome>>, CompressError> {
        let blocks = request.blocks();
        // Closed blocks say so themselves.
        let options = Options { frozen_message_count: 0, ..options.clone() };
        let mut conversation = self.recall(request, options);
        let mut result = Ok(());
        for block in &blocks[conversation.count().min(blocks.len())..] {
            if watch.cancelled() {
                result = Err(CompressError::Cancelled);
                break;
            }
            conversation.push(block);
            watch.advance(block.text.len());
        }
        let outcomes = result.map(|()| (0..blocks.len()).map(|index| conversation.outcome(index)).collect());
        self.remember(conversation);
        outcomes
    }

    /// Forgets all conversations.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// Takes out of the memory the conversation that shares most with `request`, cut back to what is shared.
    fn recall(&self, request: &Request, options: Options) -> Conversation {
        let (blocks, query) = (request.blocks(), request.query());
        let mut remembered = self.lock();
        let candidates = remembered.iter().enumerate().filter(|(_, known)| known.is_with(&options, query));
        let best = candidates.map(|(at, known)| (known.shared(blocks), at)).max();
        // Cutting back loses what the other branch knew: not worth it for a short common start.
        match best {
            Some((shared, at)) if shared == blocks.len() || 2 * shared > remembered[at].count() => {
                let mut known = remembered.remove(at);
                if shared < blocks.len() {
                    known.truncate(shared);
                }
                known
            }
            _ => Conversation::new(options, query.map(Into::into)),
        }
    }

    fn remember(&self, conversation: Conversation) {
        let mut remembered = self.lock();
        remembered.push(conversation);
        let mut bytes: usize = remembered.iter().map(Conversation::size).sum();
        while remembered.len() > MEMORY_COUNT || bytes > MEMORY_BYTES && !remembered.is_empty() {
            bytes -= remembered.remove(0).size();
        }
    }

    /// A panic elsewhere cannot have left the list half changed.
    fn lock(&self) -> MutexGuard<'_, Vec<Conversation>> {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
