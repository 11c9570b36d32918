//! The answer: the kind of a text, and its sections.

use std::ops::Range;

use headroom_core::Kind;

use crate::language::Language;

/// The least confidence with which a kind is named.
pub(crate) const UNSURE: u8 = 50;

/// What a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detection {
    /// The kind of most of it.
    pub kind: Kind,
    /// The language of most of it, where it is a program.
    pub language: Option<Language>,
    /// How sure that is, in hundredths.
    pub confidence: u8,
    /// Its parts, in order, without gaps. An empty text has none.
    pub sections: Vec<Section>,
    /// The kind whose compressors are asked. It differs from `kind` if only most of the text is JSON or a numbered file: such a text is read line by line.
    pub compress_as: Kind,
}

/// A part of a text: whole lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Where it is, in bytes.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// The language it is written in, where it is a program and that could be told.
    pub language: Option<Language>,
    /// How sure that is, in hundredths.
    pub confidence: u8,
}
