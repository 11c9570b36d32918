//! What a store does for itself now and then, so that nothing grows without bound.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::Store;
use super::base::Base;

/// So many batches apart the store is looked after, and after each that adds this many bytes.
const BATCHES: u32 = 64;
const BYTES: usize = 1 << 20;
/// How many slices are purged then: what a caller waits for is bounded.
const SLICES: usize = 8;
/// A log longer than this is written into the database and emptied, in bytes.
const LOG_BYTES: u64 = 32 << 20;
/// How long that may take.
const LOG_WAIT: Duration = Duration::from_millis(20);

impl Store {
    /// Called after a batch that added so many bytes. What cannot be done now is done another time.
    pub(super) fn tend(&self, added: usize) {
        if added == 0 {
            return;
        }
        if let Ok(base) = self.base() && base.log_bytes() > LOG_BYTES {
            truncate_log(&base, self.options.wait.min(LOG_WAIT));
        }
        let count = self.batches.fetch_add(1, Ordering::Relaxed);
        if !count.is_multiple_of(BATCHES) && added < BYTES {
            return;
        }
        for _ in 0..SLICES {
            if !self.purge_slice().is_ok_and(|purged| purged.more) {
                break;
            }
        }
    }
}

/// Moves the log into the database and empties it, unless readers or other processes need it for longer. Where readers
/// come and go without a pause, nothing else ever would: SQLite itself does not wait for them.
pub(super) fn truncate_log(base: &Base, wait: Duration) {
    let _ = base.write(Instant::now() + wait, |connection| {
        connection.busy_timeout(wait)?;
        Ok(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    });
}
