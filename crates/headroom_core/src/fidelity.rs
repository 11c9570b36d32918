//! How much of a text a rewrite preserves.

use std::fmt;

/// How closely a decoded rewrite matches the original, from the strictest to the loosest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fidelity {
    /// The same bytes.
    Bytes,
    /// JSON with the same values, number text, key order and duplicate keys. White space may differ.
    Values,
    /// The same text on a screen: colours, overwritten lines and blanks at the ends of lines are gone.
    View,
    /// Some text was elided and can be retrieved.
    Recoverable,
}

impl Fidelity {
    /// The name in metrics and reports.
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
