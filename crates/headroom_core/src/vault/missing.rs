//! Why a handle cannot be redeemed.

use std::fmt;

/// Why a handle cannot be redeemed: an answer, and no failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// It is no handle at all.
    Malformed,
    /// Several originals of the scope have handles that start so.
    Ambiguous,
    /// It was stored here, and dropped.
    Expired,
    /// It was never stored in this scope, as far as is known. Whether another scope has it is not said: who guesses a text would learn that somebody stored it.
    Unknown,
}

impl Missing {
    /// A stable name for switches and metrics.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Ambiguous => "ambiguous",
            Self::Expired => "expired",
            Self::Unknown => "unknown",
        }
    }
}

/// Said so that the model that asked can act on it.
impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "This is not a handle. A handle has 16 letters and digits and stands in the note that says what was left out.",
            Self::Ambiguous => "Several originals have handles that start like this. Give all 16 characters.",
            Self::Expired => "The original is no longer kept: it was not used for too long, or there was no room. Run the tool again.",
            Self::Unknown => "There is no original with this handle. Copy the handle from the note that says what was left out.",
        })
    }
}
