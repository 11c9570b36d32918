//! What a text is, and how much of it a rewrite keeps.

use std::fmt;

/// The kind of content a text holds, as far as its compressors care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ContentKind {
    /// One JSON value.
    Json,
    /// One JSON value on each line.
    JsonLines,
    /// A file shown with its line numbers.
    NumberedFile,
    /// What a program sent to a terminal: with colours, moves of the cursor, lines written over.
    Terminal,
    /// Anything else.
    Text,
}

impl ContentKind {
    /// The name users see: in `detect`, in reports, in metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::JsonLines => "json-lines",
            Self::NumberedFile => "numbered-file",
            Self::Terminal => "terminal",
            Self::Text => "text",
        }
    }
}

impl fmt::Display for ContentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

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
