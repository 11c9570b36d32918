//! What can go wrong with a store. The sets are closed: callers switch on the code.

use std::fmt;

use super::handle::Handle;

/// What keeps a store from doing what it was asked to. A compression that needs it is withheld then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StoreError {
    /// Somebody else is writing for longer than it was to wait.
    Busy,
    /// The disk is full.
    Full,
    /// The file may not be written.
    ReadOnly,
    /// The disk, or what is in front of it, failed.
    Io,
    /// The file is not what was written.
    Corrupt,
    /// One original is no longer what was put; it has been dropped.
    Damaged {
        /// Its handle.
        handle: Handle,
    },
    /// A text is too long to be stored.
    TooLarge {
        /// The most bytes that would be.
        limit: usize,
    },
    /// Another text of the scope has the same handle: made so on purpose, for by chance it does not happen.
    Collision {
        /// The handle of both.
        handle: Handle,
    },
    /// A decision needs an original that is not stored.
    NotStored {
        /// Its handle.
        handle: Handle,
    },
    /// A bug: the database refused what it was asked.
    Failed {
        /// The extended result code of SQLite (<https://sqlite.org/rescode.html>), or 0.
        code: i32,
    },
}

impl StoreError {
    /// A stable name for switches and metrics.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::Full => "full",
            Self::ReadOnly => "read-only",
            Self::Io => "io",
            Self::Corrupt => "corrupt",
            Self::Damaged { .. } => "damaged",
            Self::TooLarge { .. } => "too-large",
            Self::Collision { .. } => "collision",
            Self::NotStored { .. } => "not-stored",
            Self::Failed { .. } => "failed",
        }
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => f.write_str("the store is being written by another process"),
            Self::Full => f.write_str("the disk of the store is full"),
            Self::ReadOnly => f.write_str("the store may not be written"),
            Self::Io => f.write_str("the disk of the store failed"),
            Self::Corrupt => f.write_str("the store is corrupt"),
            Self::Damaged { handle } => write!(f, "the original {handle} was damaged on disk"),
            Self::TooLarge { limit } => write!(f, "longer than the {limit} bytes that an original may have"),
            Self::Collision { handle } => write!(f, "another original has the handle {handle}"),
            Self::NotStored { handle } => write!(f, "the original {handle} is not stored"),
            Self::Failed { code } => write!(f, "the store failed (SQLite {code})"),
        }
    }
}

impl std::error::Error for StoreError {}
