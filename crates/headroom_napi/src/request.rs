//! Handing a conversation over, text by text.

use std::sync::Arc;

use headroom_engine::Role;
use napi_derive::napi;

/// The texts of a conversation, in order. They are put together on another thread: here each call takes no longer than copying what it is given.
#[napi]
#[derive(Default)]
pub struct Request {
    steps: Steps,
    /// The start of the next text.
    parts: Vec<String>,
    calls: u32,
}

/// What was handed over.
#[derive(Default)]
pub(crate) struct Steps(Vec<Step>);

enum Step {
    Ask(String),
    Answer,
    Message(u32),
    Call(String),
    Argument { call: u32, key: String, text: Vec<String> },
    Result { call: Option<u32>, text: Vec<String>, open: bool },
    Said { role: Role, text: Vec<String> },
}

#[napi]
impl Request {
    /// An empty conversation.
    #[napi(constructor, catch_unwind)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What the conversation is about.
    #[napi(catch_unwind)]
    pub fn ask(&mut self, query: String) {
        self.steps.0.push(Step::Ask(query));
    }

    /// The model answers: it has read all texts so far.
    #[napi(catch_unwind)]
    pub fn answer(&mut self) {
        self.steps.0.push(Step::Answer);
    }

    /// The texts to come are those of the message with this index.
    #[napi(catch_unwind)]
    pub fn start_message(&mut self, index: u32) {
        self.steps.0.push(Step::Message(index));
    }

    /// The start of the next text, or more of it, so that a long one need not be handed over at once.
    #[napi(catch_unwind)]
    pub fn part(&mut self, text: String) {
        self.parts.push(text);
    }

    /// The model calls a tool. Gives the number that arguments and results name the call by.
    #[napi(catch_unwind)]
    pub fn call(&mut self, tool: String) -> u32 {
        self.steps.0.push(Step::Call(tool));
        self.calls += 1;
        self.calls - 1
    }

    /// An argument of a call that is text.
    #[napi(catch_unwind)]
    pub fn argument(&mut self, call: u32, key: String, text: String) {
        let text = self.whole(text);
        self.steps.0.push(Step::Argument { call, key, text });
    }

    /// What a tool answered, and whether it may be rewritten.
    #[napi(catch_unwind)]
    pub fn result(&mut self, call: Option<u32>, text: String, open: bool) {
        let text = self.whole(text);
        self.steps.0.push(Step::Result { call, text, open });
    }

    /// What the user wrote.
    #[napi(catch_unwind)]
    pub fn user(&mut self, text: String) {
        let text = self.whole(text);
        self.steps.0.push(Step::Said { role: Role::User, text });
    }

    /// What the model wrote.
    #[napi(catch_unwind)]
    pub fn assistant(&mut self, text: String) {
        let text = self.whole(text);
        self.steps.0.push(Step::Said { role: Role::Assistant, text });
    }
}

impl Request {
    /// What was handed over so far, which leaves nothing.
    pub(crate) fn take(&mut self) -> Steps {
        std::mem::take(self).steps
    }

    /// The parts of the text of which `end` is the end.
    fn whole(&mut self, end: String) -> Vec<String> {
        let mut parts = std::mem::take(&mut self.parts);
        parts.push(end);
        parts
    }
}

impl Steps {
    /// The conversation.
    pub(crate) fn build(self) -> headroom_engine::Request {
        let mut request = headroom_engine::Request::new();
        for step in self.0 {
            match step {
                Step::Ask(query) => request.ask(&query),
                Step::Answer => request.answer(),
                Step::Message(index) => request.start_message(index),
                Step::Call(tool) => drop(request.call(&tool)),
                Step::Argument { call, key, text } => request.argument(call, &key, joined(text)),
                Step::Result { call, text, open } => request.result(call, joined(text), open),
                Step::Said { role, text } => request.message(role, joined(text)),
            }
        }
        request
    }
}

fn joined(mut parts: Vec<String>) -> Arc<str> {
    if parts.len() == 1 { parts.swap_remove(0).into() } else { parts.concat().into() }
}
