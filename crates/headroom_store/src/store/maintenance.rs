//! Periodic maintenance: what keeps the store and its log from growing without bound.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::Store;
use super::database::Database;

/// Room is made when so many originals are new, or so many bytes.
const ORIGINALS: usize = 64;
const BYTES: usize = 1 << 20;
/// How many slices are purged then, and one more for so many new originals: more is dropped than is added.
const SLICES: usize = 8;
const ORIGINALS_PER_SLICE: usize = 16;
/// What a batch adds to the log besides its originals, about: pages of tables and indexes, in bytes.
const BATCH: usize = 24 << 10;
/// What was added to the log is written into the database when it is so much, in bytes.
const LOG_BYTES: usize = 4 << 20;
/// A log longer than this is emptied, in bytes, and how long that may take.
const MAX_LOG_LEN: u64 = 8 << 20;
const LOG_WAIT: Duration = Duration::from_millis(20);

/// What was added since room was last made.
#[derive(Debug)]
pub(super) struct Added {
    originals: AtomicUsize,
    bytes: AtomicUsize,
    log: AtomicUsize,
}

impl Default for Added {
    /// Room is due at once: a process that stores little and ends would never make any.
    fn default() -> Self {
        Self { originals: AtomicUsize::new(ORIGINALS), bytes: AtomicUsize::new(0), log: AtomicUsize::new(0) }
    }
}

impl Store {
    /// Called before something is stored, never behind it: then nothing that a request needs is dropped for what else it
    /// stores. What cannot be dropped now is dropped another time.
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

    /// Called behind a batch that added so many originals of so many bytes.
    pub(super) fn added(&self, originals: usize, bytes: usize) {
        self.added.originals.fetch_add(originals, Ordering::Relaxed);
        self.added.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.logged(BATCH + bytes);
    }

    /// Called after about so many bytes went into the log.
    pub(super) fn logged(&self, bytes: usize) {
        let log = &self.added.log;
        if log.fetch_add(bytes, Ordering::Relaxed) >= LOG_BYTES {
            log.store(0, Ordering::Relaxed);
            self.settle();
        }
    }

    /// Writes the log into the database, beside those who read and write; and empties it where it has become long.
    /// Where readers come and go without a pause nothing else ever would: SQLite does not wait for them by itself.
    fn settle(&self) {
        let Ok(database) = self.database() else { return };
        if database.log_bytes() > MAX_LOG_LEN {
            truncate_log(&database, self.options.wait.min(LOG_WAIT));
        } else {
            checkpoint(&database, "PRAGMA wal_checkpoint(PASSIVE)", Duration::ZERO);
        }
    }
}

/// Moves the log into the database and empties it, unless readers or other processes need it for longer than `wait`.
pub(super) fn truncate_log(database: &Database, wait: Duration) {
    checkpoint(database, "PRAGMA wal_checkpoint(TRUNCATE)", wait);
}

/// With a connection that reads: the disk may take its time, and the one that writes is needed.
fn checkpoint(database: &Database, how: &str, wait: Duration) {
    if database.path().is_some() {
        let _ = database.read(wait, |connection| {
            connection.busy_timeout(wait)?;
            Ok(connection.query_row(how, [], |_| Ok(()))?)
        });
    }
}
