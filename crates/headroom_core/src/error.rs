//! Reasons why a compressor leaves a text unchanged. The set is closed: callers switch on the code.

use std::fmt;

/// An expected reason to send a text unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompressError {
    /// The text is nested deeper than the limit.
    TooDeep {
        /// The limit, in levels.
        limit: usize,
    },
    /// The text is longer than the limit.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The text is not valid for its detected kind.
    Malformed {
        /// Where reading stopped, in bytes from the start.
        at: usize,
    },
    /// A bug: the compressor panicked and the panic was caught.
    Panicked,
    /// The caller asked to stop.
    Cancelled,
}

impl CompressError {
    /// A stable name for switches and metrics.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooDeep { .. } => "too-deep",
            Self::TooLarge { .. } => "too-large",
            Self::Malformed { .. } => "malformed",
            Self::Panicked => "panicked",
            Self::Cancelled => "cancelled",
        }
    }
}

impl fmt::Display for CompressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooDeep { limit } => write!(f, "nested deeper than {limit} levels"),
            Self::TooLarge { limit } => write!(f, "longer than {limit} bytes"),
            Self::Malformed { at } => write!(f, "not well formed at byte {at}"),
            Self::Panicked => f.write_str("the compressor failed"),
            Self::Cancelled => f.write_str("cancelled"),
        }
    }
}

impl std::error::Error for CompressError {}
