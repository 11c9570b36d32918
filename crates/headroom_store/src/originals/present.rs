//! What was found stored, as long as nothing is dropped.

use headroom_core::TwoGenerationCache;

use super::wanted::{Key, Wanted};
use crate::store::Epoch;

/// How many decisions a process remembers to have found.
const REMEMBERED: usize = 1 << 14;

/// What was found stored in one state of the store, and when: looking it up counts as using it, now and then.
#[derive(Debug)]
pub(super) struct Present {
    epoch: Option<Epoch>,
    found: TwoGenerationCache<Key, u64>,
}

impl Default for Present {
    fn default() -> Self {
        Self { epoch: None, found: TwoGenerationCache::new(REMEMBERED, |_| 1) }
    }
}

impl Present {
    /// Forgets what was found in another state.
    pub(super) fn enter(&mut self, epoch: Epoch) {
        if self.epoch != Some(epoch) {
            self.found.clear();
            self.epoch = Some(epoch);
        }
    }

    /// Whether this was found, no more than `step` seconds ago.
    pub(super) fn has(&mut self, wanted: &Wanted<'_>, now: u64, step: u64) -> bool {
        self.found.get(&wanted.key()).is_some_and(|then| now.abs_diff(then) <= step)
    }

    /// This was found in that state.
    pub(super) fn insert(&mut self, wanted: &Wanted<'_>, epoch: Epoch, now: u64) {
        if self.epoch == Some(epoch) {
            self.found.insert(wanted.key(), now);
        }
    }
}
