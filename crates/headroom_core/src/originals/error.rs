//! Errors of a store. The sets are closed: callers switch on the code.

use std::fmt;

use super::handle::Handle;

/// A reason why a store failed. A text whose elision needs the store is then sent without the elision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StoreError {
    /// Another process kept the store locked for longer than the time limit.
    Busy,
    /// The disk is full.
    Full,
    /// The file is read-only.
    ReadOnly,
    /// The disk or the file system failed.
    Io,
    /// The file is damaged.
    Corrupt,
    /// One original no longer matches its digest. It has been dropped.
    Damaged {
        /// Its handle.
        handle: Handle,
    },
    /// The text is too long to be stored.
    TooLarge {
        /// Maximum length, in bytes.
        limit: usize,
    },
    /// Another text of the scope has the same handle. This does not happen by chance: somebody made the texts
    /// collide.
    Collision {
        /// The handle of both texts.
        handle: Handle,
    },
    /// A decision refers to an original that is not stored.
    NotStored {
        /// The handle of the original.
        handle: Handle,
    },
    /// The store that the caller provides failed, took too long, or gave an answer of the wrong form.
    Backend,
    /// A bug: the database rejected a statement.
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
            Self::Backend => "backend",
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
            Self::Backend => f.write_str("the store that was provided failed"),
            Self::Failed { code } => write!(f, "the store failed (SQLite {code})"),
        }
    }
}

impl std::error::Error for StoreError {}
