//! Reasons why a handle cannot be redeemed.

use std::fmt;

/// The reason why a handle cannot be redeemed. It is an answer, not a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// The input is not a handle.
    Malformed,
    /// The shortened handle matches several originals of the scope.
    Ambiguous,
    /// The original was stored in this scope and has been dropped.
    Expired,
    /// No original with this handle is known in this scope. Other scopes are not mentioned: somebody who
    /// guesses a text could otherwise learn that it was stored.
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

/// The messages tell the model that asked how to go on.
impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "This is not a handle. A handle has 16 letters and digits, of which the first 8 suffice, and stands in the note that says what was left out.",
            Self::Ambiguous => "Several originals have handles that start like this. Give all 16 characters.",
            Self::Expired => "The original is no longer kept: it was not used for too long, or there was no room. Run the tool again.",
            Self::Unknown => "There is no original with this handle. Copy the handle from the note that says what was left out.",
        })
    }
}
