//! The engine: compresses conversations. Its memory of earlier conversations saves work and changes no result.

use std::sync::Arc;

use headroom_core::work::watched;
use headroom_core::{CompressError, OriginalStore, Watch};

use crate::conversation::Conversation;
use crate::memory::Memory;
use crate::options::Options;
use crate::outcome::{Compressed, Outcome};
use crate::request::Request;

/// Where the originals of elided texts are kept.
#[derive(Clone, Copy, Debug)]
pub enum StoreMode<'a> {
    /// Nowhere: nothing is elided.
    Off,
    /// Nowhere, but texts are elided as if they were stored. The result must not be sent.
    DryRun,
    /// In this store, before anything is sent.
    On(&'a dyn OriginalStore),
}

/// Compresses conversations. The result depends on the request and the options only. Conversations are remembered,
/// so that the next turn costs only the work on its new texts.
#[derive(Debug, Default)]
pub struct Engine {
    memory: Memory,
}

impl Engine {
    /// An engine that remembers no conversation.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Compresses the request. There is one outcome for each of its blocks, in order.
    pub fn compress(
        &self,
        request: &Request,
        options: &Options,
        store_mode: StoreMode<'_>,
        watch: &dyn Watch,
    ) -> Result<Compressed, CompressError> {
        let options = options.for_blocks();
        let outcomes = self.outcomes(
            request,
            if matches!(store_mode, StoreMode::Off) { options.exactly() } else { options.clone() },
            watch,
        )?;
        let StoreMode::On(originals) = store_mode else {
            return Ok(Compressed { outcomes, store_error: None });
        };
        let elision: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.elision.as_deref()).collect();
        match originals.keep(&elision) {
            Ok(()) => Ok(Compressed { outcomes, store_error: None }),
            Err(error) => Ok(Compressed {
                outcomes: self.outcomes(request, options.exactly(), watch)?,
                store_error: Some(error),
            }),
        }
    }

    fn outcomes(
        &self,
        request: &Request,
        options: Options,
        watch: &dyn Watch,
    ) -> Result<Vec<Arc<Outcome>>, CompressError> {
        let (blocks, query) = (request.blocks(), request.query());
        let known = self
            .memory
            .take(blocks, |known| known.is_with(&options, query) && known.is_behind(request.before()))
            .filter(|_| request.scorer().is_none());
        let mut conversation = known.unwrap_or_else(|| {
            Conversation::new(options, query.map(Into::into))
                .behind(request.before())
                .scored_by(request.scorer())
        });
        let mut result = Ok(());
        for block in &blocks[conversation.count().min(blocks.len())..] {
            if watch.cancelled() {
                result = Err(CompressError::Cancelled);
                break;
            }
            result = watched(watch, || conversation.push(block));
            if result.is_err() {
                break;
            }
            watch.advance(block.text.len());
        }
        let outcomes = result.map(|()| conversation.outcomes(blocks.len()));
        self.memory.put(conversation);
        outcomes
    }

    /// Forgets all conversations.
    pub fn clear(&self) {
        self.memory.clear();
    }
}
