//! What a store does for itself now and then, so that nothing grows without bound.

use std::sync::atomic::Ordering;
use std::time::Instant;

use super::Store;
use super::base::Base;

/// So many batches apart the store is looked after, and after each that adds this many bytes.
const BATCHES: u32 = 64;
const BYTES: usize = 1 << 20;
/// How many slices are purged then: what a caller waits for is bounded.
const SLICES: usize = 8;
/// A log longer than this is written into the database at once, in bytes.
const LOG_BYTES: u64 = 32 << 20;

impl Store {
    /// Called after a batch that added so many bytes. What cannot be done now is done another time.
    pub(super) fn tend(&self, added: usize) {
        let count = self.batches.fetch_add(1, Ordering::Relaxed);
        if !count.is_multiple_of(BATCHES) && added < BYTES {
            return;
        }
        for _ in 0..SLICES {
            if !self.purge_slice().is_ok_and(|purged| purged.more) {
                break;
            }
        }
        let deadline = Instant::now() + self.options.wait;
        if let Ok(base) = self.base() && base.log_bytes() > LOG_BYTES {
            truncate_log(&base, deadline);
        }
    }
}

/// Moves the log into the database and empties it, unless somebody is still reading from it.
pub(super) fn truncate_log(base: &Base, deadline: Instant) {
    let _ = base.write(deadline, |connection| Ok(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?));
}
