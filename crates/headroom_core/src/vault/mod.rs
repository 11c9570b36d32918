//! The port to what is left out: originals by handle and scope, and what was decided about the blocks of a conversation.

mod error;
mod handle;
mod handle_input;
mod ledger;
mod missing;
mod scope;

pub use error::StoreError;
pub use handle::{Digest, Handle};
pub use handle_input::{HandleInput, Prefix};
pub use ledger::{Chain, Entry, Ledger, Standing};
pub use missing::Missing;
pub use scope::Scope;

use std::fmt::Debug;

/// Keeps originals. A handle redeems only in the scope that stored it: membership authorizes, knowing a handle does not.
///
/// Every method may wait for a disk and for other processes, the latter no longer than the backend was told to. What is
/// returned by [`Vault::put`] has been stored; what [`Vault::get`] returns is the text that was put, or nothing is returned.
pub trait Vault: Debug + Send + Sync {
    /// Stores all of `originals`, in one batch, and gives their handles in the same order. Storing again what is there
    /// counts as using it. Where it fails nothing needs to be undone: some may have been stored, each of them whole.
    fn put(&self, scope: &Scope, originals: &[&str]) -> Result<Vec<Handle>, StoreError>;

    /// The whole handle of what a reader's `echo` of one means in this scope.
    fn find(&self, scope: &Scope, echo: &HandleInput) -> Result<Result<Handle, Missing>, StoreError>;

    /// The original that a reader's `echo` of a handle means in this scope. [`StoreError::Damaged`] where what is stored
    /// is no longer what was put.
    fn get(&self, scope: &Scope, echo: &HandleInput) -> Result<Result<Original, Missing>, StoreError>;

    /// At most `limit` of what is stored, the newest first, of one scope or of all, from `after` on in an earlier list.
    fn list(
        &self,
        scope: Option<&Scope>,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Listed>, StoreError>;

    /// What is stored, counted: takes time in proportion to it.
    fn stats(&self) -> Result<VaultStats, StoreError>;

    /// Drops what has not been used for too long, and what was used longest ago where there is too much: one short
    /// slice of it. Call again while `more`.
    fn purge(&self) -> Result<Purged, StoreError>;

    /// Drops everything of a scope, or of all, and leaves no trace of it. How many originals there were.
    fn clear(&self, scope: Option<&Scope>) -> Result<u64, StoreError>;
}

/// A text as it was put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Its handle.
    pub handle: Handle,
    /// All of it.
    pub text: String,
}

/// What is known of an original without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its place in lists, newer ones are larger.
    pub id: u64,
    /// Its handle.
    pub handle: Handle,
    /// The scope that it is stored in.
    pub scope: String,
    /// Its length, in bytes.
    pub bytes: u64,
    /// How many line feeds it has.
    pub line_feeds: u64,
    /// When it was stored, in seconds since 1970.
    pub stored: u64,
    /// When it was last put or read, in seconds since 1970: to the hour, or finer where originals are kept for less than a day.
    pub used: u64,
    /// Whether the ledger needs it.
    pub pinned: bool,
}

/// What is stored, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VaultStats {
    /// How many scopes have stored anything.
    pub scopes: u64,
    /// How many originals.
    pub originals: u64,
    /// How many of them the ledger needs.
    pub pinned: u64,
    /// Their length together, in bytes.
    pub bytes: u64,
    /// What they take up compressed, in bytes.
    pub packed_bytes: u64,
    /// What all that is stored takes up, in bytes: this is what is limited.
    pub stored_bytes: u64,
    /// The most it may take up, in bytes.
    pub limit_bytes: u64,
    /// The log of writes that are not yet in the file, in bytes.
    pub log_bytes: u64,
    /// How many decisions the ledger holds.
    pub ledger_entries: u64,
    /// Whether it outlives the process.
    pub lasting: bool,
}

/// What a slice of purging did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// How many originals were dropped.
    pub originals: u64,
    /// How many decisions of the ledger were dropped: each may cost a cache miss.
    pub ledger_entries: u64,
    /// Whether there is more to drop.
    pub more: bool,
}
