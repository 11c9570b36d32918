//! How much of a text a rewrite keeps.

use std::fmt;

/// What comes back when a rewrite is decoded, from the strictest to the loosest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fidelity {
    /// The same bytes.
    Bytes,
    /// JSON with the same values, number text, key order and duplicate keys; blanks may differ.
    Values,
    /// The same on a screen: colours, lines written over and blanks at the ends of lines are gone.
    View,
    /// Something was left out, and can be fetched.
    Recoverable,
}

impl Fidelity {
    /// The name users see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Values => "values",
            Self::View => "view",
            Self::Recoverable => "recoverable",
        }
    }
}

impl fmt::Display for Fidelity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
