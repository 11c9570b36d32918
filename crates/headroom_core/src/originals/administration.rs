//! The port for whoever runs a store: lists, statistics and deletion.

use std::fmt::Debug;

use super::{Handle, Scope, StoreError};

/// Administers a store. Compressing, expanding and retrieving need none of this.
pub trait Administration: Debug + Send + Sync {
    /// At most `limit` entries, newest first, of one scope or of all. `after` is the last id of the previous
    /// page.
    fn list(
        &self,
        scope: Option<&Scope>,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Listed>, StoreError>;

    /// Statistics of the store. They take time in proportion to its size.
    fn stats(&self) -> Result<StoreStats, StoreError>;

    /// Drops originals that were not used for too long, and the least recently used ones above the size
    /// limit. Each call does one short slice of work; call again while `more`.
    fn purge(&self) -> Result<Purged, StoreError>;

    /// Drops everything of a scope, or of all scopes, without a trace. Returns the number of originals.
    fn clear(&self, scope: Option<&Scope>) -> Result<u64, StoreError>;
}

/// The metadata of an original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its position in lists. Newer originals have larger ids.
    pub id: u64,
    /// Its handle.
    pub handle: Handle,
    /// The scope that stored it.
    pub scope: String,
    /// Its length, in bytes.
    pub bytes: u64,
    /// The number of its line feeds.
    pub line_feeds: u64,
    /// When it was stored, in seconds since 1970.
    pub stored: u64,
    /// When it was last put or read, in seconds since 1970: to the hour, or finer where originals are kept
    /// for less than a day.
    pub used: u64,
    /// Whether a decision in the ledger refers to it.
    pub pinned: bool,
}

/// Statistics of a store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoreStats {
    /// The number of scopes that have stored anything.
    pub scopes: u64,
    /// The number of originals.
    pub originals: u64,
    /// The number of originals that the ledger refers to.
    pub pinned: u64,
    /// The total length of the originals, in bytes.
    pub bytes: u64,
    /// The compressed size of the originals, in bytes.
    pub packed_bytes: u64,
    /// The size of everything stored, in bytes. The limit applies to it.
    pub stored_bytes: u64,
    /// Maximum size, in bytes.
    pub limit_bytes: u64,
    /// The size of the log of writes that are not yet in the file, in bytes.
    pub log_bytes: u64,
    /// The number of decisions in the ledger.
    pub ledger_entries: u64,
    /// Whether the store outlives the process.
    pub lasting: bool,
}

/// The result of one slice of purging.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// The number of originals dropped.
    pub originals: u64,
    /// The number of decisions dropped. Each one may cost a cache miss.
    pub ledger_entries: u64,
    /// Whether there is more to drop.
    pub more: bool,
}
