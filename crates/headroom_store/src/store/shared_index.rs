//! The index of the log, a file that SQLite maps into the memory of all processes that use the database.
//!
//! Access to a mapped page that its file no longer has ends the process with `SIGBUS`. So the length of the
//! file is compared before the database is used. SQLite takes a page of zeros for an index that was not
//! written completely, and rebuilds it from the log: <https://sqlite.org/walformat.html>, section 2.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

/// The maximum length that is restored, in bytes: many times that of the index of the longest log.
const MAX_LEN: u64 = 16 << 20;

#[derive(Debug)]
pub(crate) struct SharedIndex {
    path: PathBuf,
    /// The greatest length of the file so far. While a connection is open, SQLite never shortens it.
    len: AtomicU64,
}

impl SharedIndex {
    pub(crate) fn new(path: PathBuf) -> Self {
        let index = Self { path, len: AtomicU64::new(0) };
        index.restore();
        index
    }

    /// Gives the file its length back if another program has truncated it.
    pub(crate) fn restore(&self) {
        // If the file was removed, the mapped pages remain.
        let Ok(file) = fs::symlink_metadata(&self.path) else { return };
        let longest = self.len.fetch_max(file.len().min(MAX_LEN), Ordering::Relaxed);
        if file.len() < longest && file.is_file() {
            // Zeros all over: what is left of the index does not tell that a part is missing. If writing fails,
            // nothing is worse than before.
            let _ = fs::OpenOptions::new()
                .write(true)
                .open(&self.path)
                .and_then(|mut file| file.write_all(&vec![0; longest as usize]));
        }
    }
}
