//! A conversation as its providers' adapters hand it over: texts in order, and what each one is.

use std::sync::Arc;

use headroom_core::Kind;

use crate::names::{Call, Paths};

/// What a text is in its conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Written by the user.
    User,
    /// Written by the model.
    Assistant,
    /// An argument that the model gave a tool.
    Argument,
    /// What a tool answered. The only text that is rewritten.
    Result,
    /// Anything that is passed on unread: it keeps its place.
    Opaque,
}

/// One text of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The text.
    pub text: Arc<str>,
    /// What it is.
    pub role: Role,
    /// What the model knows it by.
    pub called: Box<str>,
    /// Whether it may be rewritten.
    pub open: bool,
    /// Of a result: the name of the tool, as far as it is known.
    pub tool: Arc<str>,
    /// Whether it shows a file that may be edited next.
    pub quotable: bool,
    /// Its kind, if the caller knows it; otherwise it is detected.
    pub kind: Option<Kind>,
    /// The index of its message.
    pub message: u32,
}

/// The texts of a conversation, in order.
#[derive(Debug, Default)]
pub struct Request {
    blocks: Vec<Block>,
    calls: Vec<Call>,
    paths: Paths,
    message: u32,
    answered: usize,
    query: Option<Box<str>>,
}

impl Request {
    /// An empty conversation.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
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

    /// What the conversation is about, for policies that may look at it.
    pub fn ask(&mut self, query: &str) {
        self.query = Some(query.into());
    }

    /// The same.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// The model answers: it has read all texts so far.
    pub fn answer(&mut self) {
        self.answered = self.blocks.len();
    }

    /// How many texts at the start the model has read.
    #[must_use]
    pub const fn answered(&self) -> usize {
        self.answered
    }

    /// The texts to come are those of the message with this index.
    pub fn start_message(&mut self, index: u32) {
        self.message = index;
    }

    /// The model calls a tool. Arguments and results name the call by what this returns.
    pub fn call(&mut self, tool: &str) -> u32 {
        self.calls.push(Call::new(tool));
        self.calls.len() as u32 - 1
    }

    /// One of the arguments of a call that are strings, by its key.
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
            kind: None,
            message: self.message,
        });
    }

    /// What a tool answered; `call` is `None` where the call is not in the conversation. `open`: it may be rewritten.
    pub fn result(&mut self, call: Option<u32>, text: Arc<str>, open: bool) {
        let call = call.and_then(|call| self.calls.get(call as usize));
        let called = call.map_or_else(|| "tool result".to_owned(), Call::name_of_result);
        let tool = call.map_or_else(Arc::default, Call::tool);
        self.blocks.push(Block {
            text,
            role: Role::Result,
            called: called.into(),
            open,
            tool,
            quotable: call.is_some_and(Call::shows_a_file),
            kind: None,
            message: self.message,
        });
    }

    /// A tool result whose kind may be known.
    pub(crate) fn text(&mut self, call: u32, text: Arc<str>, kind: Option<Kind>) {
        self.result(Some(call), text, true);
        if let Some(block) = self.blocks.last_mut() {
            block.kind = kind;
        }
    }

    /// A text by the user or the model.
    pub fn message(&mut self, role: Role, text: Arc<str>) {
        let called = match role {
            Role::User => "user message",
            Role::Assistant => "assistant message",
            Role::Argument | Role::Result | Role::Opaque => return self.opaque(text),
        };
        self.blocks.push(Block {
            text,
            role,
            called: called.into(),
            open: false,
            tool: Arc::default(),
            quotable: false,
            kind: None,
            message: self.message,
        });
    }

    /// A text that is passed on unread.
    pub fn opaque(&mut self, text: Arc<str>) {
        self.blocks.push(Block {
            text,
            role: Role::Opaque,
            called: Box::default(),
            open: false,
            tool: Arc::default(),
            quotable: false,
            kind: None,
            message: self.message,
        });
    }
}
