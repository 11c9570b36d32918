//! Remembers rows found in the database, until anything is dropped.

use headroom_core::TwoGenerationCache;

use super::wanted::{Key, Wanted};
use crate::store::Epoch;

/// Maximum number of rows remembered in one generation.
const REMEMBERED: usize = 1 << 14;

/// Rows found in one epoch of the store, and when they were found. A repeated lookup counts as a use of the
/// row from time to time.
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
    /// Forgets rows found in another epoch.
    pub(super) fn enter(&mut self, epoch: Epoch) {
        if self.epoch != Some(epoch) {
            self.found.clear();
            self.epoch = Some(epoch);
        }
    }

    /// Whether the row was found at most `step` seconds ago.
    pub(super) fn has(&mut self, wanted: &Wanted<'_>, now: u64, step: u64) -> bool {
        self.found.get(&wanted.key()).is_some_and(|then| now.abs_diff(then) <= step)
    }

    /// Remembers that the row was found in that epoch.
    pub(super) fn insert(&mut self, wanted: &Wanted<'_>, epoch: Epoch, now: u64) {
        if self.epoch == Some(epoch) {
            self.found.insert(wanted.key(), now);
        }
    }
}
