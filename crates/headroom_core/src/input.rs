//! The input of a compressor.

use std::ops::Range;

use serde::Deserialize;

use crate::history::History;
use crate::kind::Kind;

/// The purpose of the conversation. It decides which elisions are allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Policy {
    /// A live conversation: an agent acts on the text and quotes it.
    #[default]
    Agent,
    /// A single request.
    Oneshot,
}

/// One text and the conversation before it.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The text to compress.
    pub text: &'a str,
    /// The detected kind of the text.
    pub kind: Kind,
    /// Whether the text shows a file that the agent may edit later. Its lines must then stay quotable.
    pub quotable: bool,
    /// The sections of the text that are source code or documents. A reader may quote them, so their lines are
    /// not folded.
    pub source: &'a [Range<usize>],
    /// The texts that the model has already been shown.
    pub history: &'a History,
}
