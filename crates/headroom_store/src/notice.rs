//! Notices: events that a caller reports once.

use std::fmt;
use std::path::PathBuf;

/// An event that the operator of the store should know about. The store continues to work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The file was damaged. It was moved aside, and an empty one is used.
    Quarantined {
        /// Its new path.
        moved_to: PathBuf,
    },
    /// The file was written by a later version. It is left unchanged, and originals are kept in memory.
    Newer {
        /// The version of its schema.
        version: i64,
    },
    /// The file belongs to another program. It is left unchanged, and originals are kept in memory.
    NotOurs,
    /// The folder is on a network, where locks are unreliable. Originals are kept in memory.
    Remote {
        /// The kind of file system.
        kind: &'static str,
    },
    /// The folder or a file in it is not safe to use. Originals are kept in memory.
    Refused {
        /// The reason.
        why: &'static str,
    },
    /// The file could not be opened or created. Originals are kept in memory.
    Unusable {
        /// The reason.
        why: String,
    },
}

impl Notice {
    /// A stable name for switches and metrics.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Quarantined { .. } => "quarantined",
            Self::Newer { .. } => "newer",
            Self::NotOurs => "not-ours",
            Self::Remote { .. } => "remote",
            Self::Refused { .. } => "refused",
            Self::Unusable { .. } => "unusable",
        }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quarantined { moved_to } => write!(
                f,
                "the store was corrupt: it was moved to {}, and a new one was made",
                moved_to.display()
            ),
            Self::Newer { version } => write!(
                f,
                "the store was written by a later version (schema {version}): originals are kept in memory"
            ),
            Self::NotOurs => {
                f.write_str("the file of the store belongs to another program: originals are kept in memory")
            }
            Self::Remote { kind } => {
                write!(f, "the folder of the store is on a network ({kind}): originals are kept in memory")
            }
            Self::Refused { why } => {
                write!(f, "the folder of the store is not used, for {why}: originals are kept in memory")
            }
            Self::Unusable { why } => {
                write!(f, "the store cannot be opened ({why}): originals are kept in memory")
            }
        }
    }
}
