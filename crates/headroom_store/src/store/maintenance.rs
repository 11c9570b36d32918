//! Periodic maintenance, which keeps the store and its log from growing without bound.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::Store;
use super::database::Database;

/// Purging starts after this many new originals, or this many bytes.
const ORIGINALS: usize = 64;
const BYTES: usize = 1 << 20;
/// The number of slices purged then, and one more for each `ORIGINALS_PER_SLICE` new originals: more is
/// dropped than is added.
const SLICES: usize = 8;
const ORIGINALS_PER_SLICE: usize = 16;
/// Approximate size of a batch in the log without its originals: pages of tables and indexes, in bytes.
const BATCH: usize = 24 << 10;
/// The log is written into the database after it grew by this many bytes.
const LOG_BYTES: usize = 4 << 20;
/// The log is emptied when it is longer than `MAX_LOG_LEN` bytes. That takes at most `LOG_WAIT`.
const MAX_LOG_LEN: u64 = 8 << 20;
const LOG_WAIT: Duration = Duration::from_millis(20);

/// What was added since the last purge.
#[derive(Debug)]
pub(super) struct Added {
    originals: AtomicUsize,
    bytes: AtomicUsize,
    log: AtomicUsize,
}

impl Default for Added {
    /// Purging is due at once: a process that stores little and ends would otherwise never purge.
    fn default() -> Self {
        Self { originals: AtomicUsize::new(ORIGINALS), bytes: AtomicUsize::new(0), log: AtomicUsize::new(0) }
    }
}

impl Store {
    /// Called before a request stores anything, and never after it, so that its own originals are not dropped
    /// for each other. If purging fails now, a later call repeats it.
    pub(crate) fn make_room(&self) {
        let Added { originals, bytes, .. } = &self.added;
        let (count, size) = (originals.load(Ordering::Relaxed), bytes.load(Ordering::Relaxed));
        if count < ORIGINALS && size < BYTES {
            return;
        }
        originals.store(0, Ordering::Relaxed);
        bytes.store(0, Ordering::Relaxed);
        for _ in 0..SLICES + count / ORIGINALS_PER_SLICE {
            if !self.purge_slice().is_ok_and(|purged| purged.more) {
                break;
            }
        }
    }

    /// Called after a batch that added originals.
    pub(super) fn added(&self, originals: usize, bytes: usize) {
        self.added.originals.fetch_add(originals, Ordering::Relaxed);
        self.added.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.logged(BATCH + bytes);
    }

    /// Called after about this many bytes were added to the log.
    pub(super) fn logged(&self, bytes: usize) {
        let log = &self.added.log;
        if log.fetch_add(bytes, Ordering::Relaxed) >= LOG_BYTES {
            log.store(0, Ordering::Relaxed);
            self.settle();
        }
    }

    /// Writes the log into the database while others read and write, and empties it if it has become long.
    /// With readers that come and go without a pause, SQLite would never empty it by itself, because it does
    /// not wait for them.
    fn settle(&self) {
        let Ok(database) = self.database() else { return };
        if database.log_bytes() > MAX_LOG_LEN {
            truncate_log(&database, self.options.wait.min(LOG_WAIT));
        } else {
            checkpoint(&database, "PRAGMA wal_checkpoint(PASSIVE)", Duration::ZERO);
        }
    }
}

/// Moves the log into the database and empties it, unless readers or other processes need it for longer than
/// `wait`.
pub(super) fn truncate_log(database: &Database, wait: Duration) {
    checkpoint(database, "PRAGMA wal_checkpoint(TRUNCATE)", wait);
}

/// Uses a connection that reads, because the disk may be slow and the connection that writes is needed.
fn checkpoint(database: &Database, how: &str, wait: Duration) {
    if database.path().is_some() {
        let _ = database.read(wait, |connection| {
            connection.busy_timeout(wait)?;
            Ok(connection.query_row(how, [], |_| Ok(()))?)
        });
    }
}
