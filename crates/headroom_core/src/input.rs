//! What a compressor gets to see.

use serde::Deserialize;

use crate::history::History;
use crate::kind::Kind;

/// What the conversation is for, and so what may be done to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Policy {
    /// A live conversation: an agent will act on what it reads, and quote it.
    #[default]
    Agent,
    /// A single request.
    Oneshot,
}

/// One text, and what came before it.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The text to make cheaper.
    pub text: &'a str,
    /// The kind that detection found it to be.
    pub kind: Kind,
    /// Whether it shows a file that the agent may go on to edit: then it has to stay quotable.
    pub quotable: bool,
    /// What the model has already been shown.
    pub history: &'a History,
}
