//! A conversation in the form that adapters of providers hand over: its texts, in order, each with its role.

use std::sync::Arc;

use headroom_core::{Kind, Scorer};

use crate::names::{Call, Paths};

/// The part of a text in its conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Written by the user.
    User,
    /// Written by the model.
    Assistant,
    /// An argument that the model gave a tool.
    Argument,
    /// A tool result: the only text that is compressed.
    Result,
    /// Content that is passed on unread, and keeps its place.
    Opaque,
}

/// One text of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own about the text")]
pub struct Block {
    /// The text.
    pub text: Arc<str>,
    /// Its part in the conversation.
    pub role: Role,
    /// The name by which the model knows it: the tool, and the argument that identifies the call.
    pub called: Arc<str>,
    /// Whether it may be compressed.
    pub open: bool,
    /// For a tool result: the name of the tool; empty if it is not known.
    pub tool: Arc<str>,
    /// Whether it shows a file, which an agent may quote in an edit.
    pub quotable: bool,
    /// Whether it is a document from elsewhere, such as a web page, which nobody edits.
    pub is_document: bool,
    /// Whether it is never pruned: an error, or a document of the user.
    pub is_kept: bool,
    /// Its kind, if the caller knows it; otherwise it is detected.
    pub kind: Option<Kind>,
    /// The index of its message.
    pub message: u32,
}

/// The texts of a conversation, in order.
#[derive(Clone, Debug, Default)]
pub struct Request {
    blocks: Vec<Block>,
    calls: Vec<Call>,
    paths: Paths,
    message: u32,
    answered: usize,
    /// For each turn of the model that read something new: the number of texts before it.
    turns: Vec<usize>,
    /// Whether there is a text that the model has not read.
    is_unread: bool,
    query: Option<Box<str>>,
    /// Documents that the caller sends in front of this request.
    before: Vec<Arc<str>>,
    scorer: Option<Arc<dyn Scorer>>,
}

impl Request {
    /// An empty conversation.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A conversation that begins like this one, and takes further texts. It asks no query of its own yet.
    #[must_use]
    pub fn continued(&self) -> Self {
        Self { query: None, before: Vec::new(), scorer: None, ..self.clone() }
    }

    /// The number of calls of tools so far.
    #[must_use]
    pub fn calls(&self) -> u32 {
        self.calls.len() as u32
    }

    /// The texts so far.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The texts themselves.
    #[must_use]
    pub fn into_blocks(self) -> Vec<Block> {
        self.blocks
    }

    /// Sets the query: what the conversation is about, for policies that use it.
    pub fn ask(&mut self, query: &str) {
        self.query = Some(query.into());
    }

    /// The query.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// Sets documents that the caller sends in front of this request. An elision may leave out what they tell.
    pub fn follow(&mut self, documents: Vec<Arc<str>>) {
        self.before = documents;
    }

    /// The documents in front of this request.
    #[must_use]
    pub fn before(&self) -> &[Arc<str>] {
        &self.before
    }

    /// Sets what says how well parts of texts match the query. By default their words do.
    pub(crate) fn score_by(&mut self, scorer: Arc<dyn Scorer>) {
        self.scorer = Some(scorer);
    }

    /// What says how well parts of texts match the query.
    pub(crate) fn scorer(&self) -> Option<&Arc<dyn Scorer>> {
        self.scorer.as_ref()
    }

    /// Marks an answer of the model: it has read all texts so far.
    pub fn answer(&mut self) {
        self.answered = self.blocks.len();
        if std::mem::take(&mut self.is_unread) {
            self.turns.push(self.answered);
        }
    }

    /// The number of texts at the start that the model has read.
    #[must_use]
    pub const fn answered(&self) -> usize {
        self.answered
    }

    /// The number of turns that the model has made.
    #[must_use]
    pub fn turns(&self) -> usize {
        self.turns.len()
    }

    /// The number of turns that the model has made since it first read the text at `index`.
    #[must_use]
    pub fn turns_since(&self, index: usize) -> usize {
        self.turns.len() - self.turns.partition_point(|read| *read <= index)
    }

    /// The texts that follow belong to the message with this index.
    pub fn start_message(&mut self, index: u32) {
        self.message = index;
    }

    /// Adds a call of a tool, and returns its number for its arguments and results.
    pub fn call(&mut self, tool: &str) -> u32 {
        self.calls.push(Call::new(tool));
        self.calls.len() as u32 - 1
    }

    /// Adds an argument of a call that is a string, with its key.
    pub fn argument(&mut self, call: u32, key: &str, text: Arc<str>) {
        let Some(call) = self.calls.get_mut(call as usize) else {
            return self.opaque(text);
        };
        call.argument(key, &text, &mut self.paths);
        let called = call.name_of_argument(key);
        self.blocks.push(Block {
            text,
            role: Role::Argument,
            called: called.into(),
            open: false,
            tool: Arc::default(),
            quotable: false,
            is_document: false,
            is_kept: false,
            kind: None,
            message: self.message,
        });
    }

    /// Adds a tool result. `call` is `None` if the call is not in the conversation. `open` says whether it
    /// may be compressed.
    pub fn result(&mut self, call: Option<u32>, text: Arc<str>, open: bool) {
        let call = call.and_then(|call| self.calls.get(call as usize));
        let called = call.map_or_else(|| "tool result".to_owned(), Call::name_of_result);
        let tool = call.map_or_else(Arc::default, Call::tool);
        self.is_unread = true;
        self.blocks.push(Block {
            text,
            role: Role::Result,
            called: called.into(),
            open,
            tool,
            quotable: call.is_some_and(Call::shows_a_file),
            is_document: call.is_some_and(Call::fetches_a_document),
            is_kept: false,
            kind: None,
            message: self.message,
        });
    }

    /// Keeps the last tool result from being pruned: it is an error, or a document of the user.
    pub fn keep(&mut self) {
        if let Some(block) = self.blocks.last_mut().filter(|block| block.role == Role::Result) {
            block.is_kept = true;
        }
    }

    /// Adds a tool result whose kind may be known.
    pub(crate) fn text(&mut self, call: u32, text: Arc<str>, kind: Option<Kind>) {
        self.result(Some(call), text, true);
        if let Some(block) = self.blocks.last_mut() {
            block.kind = kind;
        }
    }

    /// Adds a text by the user or the model.
    pub fn message(&mut self, role: Role, text: Arc<str>) {
        let called = match role {
            Role::User => "user message",
            Role::Assistant => "assistant message",
            Role::Argument | Role::Result | Role::Opaque => return self.opaque(text),
        };
        self.is_unread |= role == Role::User;
        self.blocks.push(Block {
            text,
            role,
            called: called.into(),
            open: false,
            tool: Arc::default(),
            quotable: false,
            is_document: false,
            is_kept: false,
            kind: None,
            message: self.message,
        });
    }

    /// Adds a text that is passed on unread.
    pub fn opaque(&mut self, text: Arc<str>) {
        self.blocks.push(Block {
            text,
            role: Role::Opaque,
            called: Arc::default(),
            open: false,
            tool: Arc::default(),
            quotable: false,
            is_document: false,
            is_kept: false,
            kind: None,
            message: self.message,
        });
    }
}
