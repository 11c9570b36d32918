//! The result of detection: the kind of a text, and its sections.

use std::ops::Range;

use headroom_core::Kind;

use headroom_core::Language;

/// Minimum confidence with which a kind is named.
pub(crate) const UNSURE: u8 = 50;

/// The kind of a text and its sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detection {
    /// The kind of most of the text.
    pub kind: Kind,
    /// The language of most of the text, if it is a program.
    pub language: Option<Language>,
    /// The confidence in the kind, in percent.
    pub confidence: u8,
    /// The sections, in order and without gaps. An empty text has none.
    pub sections: Vec<Section>,
    /// The kind whose compressors are asked. It differs from `kind` if a text is JSON or a numbered file only
    /// in most of its lines: such a text is read line by line.
    pub compress_as: Kind,
}

/// A section of a text: whole lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its bytes.
    pub span: Range<usize>,
    /// Its kind.
    pub kind: Kind,
    /// Its programming language, if it is a program whose language is recognised.
    pub language: Option<Language>,
    /// The confidence in the kind, in percent.
    pub confidence: u8,
}
