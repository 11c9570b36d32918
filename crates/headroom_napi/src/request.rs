//! Hands a conversation over, text by text.

use std::sync::Arc;

use headroom_engine::Role;
use napi_derive::napi;

/// The texts of a conversation, in order. Another thread assembles them, so each call takes only as long as
/// copying its arguments.
#[napi]
#[derive(Default)]
pub struct Request {
    steps: Steps,
    /// The parts of the next text so far.
    parts: Vec<String>,
    calls: u32,
    /// The length of all texts, in bytes.
    bytes: usize,
}

/// The steps of a conversation that were handed over.
#[derive(Default)]
pub(crate) struct Steps(Vec<Step>);

/// The length of the start of a conversation that distinguishes it from others, in bytes.
const START_BYTES: usize = 1 << 10;

/// Limits for a conversation that may be compressed on the event loop.
const MAX_SMALL_BYTES: usize = 1 << 12;
const MAX_SMALL_STEPS: usize = 1 << 6;

enum Step {
    Ask(String),
    Answer,
    Message(u32),
    Call(String),
    Argument { call: u32, key: String, text: Vec<String> },
    Result { call: Option<u32>, text: Vec<String>, open: bool },
    Keep,
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

    /// Whether its texts are so short that compressing them takes about as long as handing them to another
    /// thread.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn is_small(&self) -> bool {
        self.bytes <= MAX_SMALL_BYTES && self.steps.0.len() <= MAX_SMALL_STEPS
    }

    /// Sets the query: the question that the conversation is about.
    #[napi(catch_unwind)]
    pub fn ask(&mut self, query: String) {
        self.steps.0.push(Step::Ask(query));
    }

    /// Marks an answer of the model: it has read all texts so far.
    #[napi(catch_unwind)]
    pub fn answer(&mut self) {
        self.steps.0.push(Step::Answer);
    }

    /// The texts that follow belong to the message with this index.
    #[napi(catch_unwind)]
    pub fn start_message(&mut self, index: u32) {
        self.steps.0.push(Step::Message(index));
    }

    /// Adds a part of the next text, so that a long text need not be handed over at once.
    #[napi(catch_unwind)]
    pub fn part(&mut self, text: String) {
        self.bytes += text.len();
        self.parts.push(text);
    }

    /// Adds a call of a tool, and returns its number for its arguments and results.
    #[napi(catch_unwind)]
    pub fn call(&mut self, tool: String) -> u32 {
        self.steps.0.push(Step::Call(tool));
        self.calls += 1;
        self.calls - 1
    }

    /// Adds an argument of a call that is a string.
    #[napi(catch_unwind)]
    pub fn argument(&mut self, call: u32, key: String, text: String) {
        let text = self.whole(text);
        self.steps.0.push(Step::Argument { call, key, text });
    }

    /// Adds a tool result. `open`: it may be compressed.
    #[napi(catch_unwind)]
    pub fn result(&mut self, call: Option<u32>, text: String, open: bool) {
        let text = self.whole(text);
        self.steps.0.push(Step::Result { call, text, open });
    }

    /// Keeps the last tool result from being pruned: it is an error, or a document of the user.
    #[napi(catch_unwind)]
    pub fn keep(&mut self) {
        self.steps.0.push(Step::Keep);
    }

    /// Adds a text by the user.
    #[napi(catch_unwind)]
    pub fn user(&mut self, text: String) {
        let text = self.whole(text);
        self.steps.0.push(Step::Said { role: Role::User, text });
    }

    /// Adds a text by the model.
    #[napi(catch_unwind)]
    pub fn assistant(&mut self, text: String) {
        let text = self.whole(text);
        self.steps.0.push(Step::Said { role: Role::Assistant, text });
    }
}

impl Request {
    /// Takes the steps that were handed over.
    pub(crate) fn take(&mut self) -> Steps {
        std::mem::take(self).steps
    }

    /// All parts of the text that ends with `end`.
    fn whole(&mut self, end: String) -> Vec<String> {
        self.bytes += end.len();
        let mut parts = std::mem::take(&mut self.parts);
        parts.push(end);
        parts
    }
}

impl Steps {
    /// The start of the first text.
    pub(crate) fn start(&self) -> &str {
        let first = self.0.iter().find_map(|step| match step {
            Step::Argument { text, .. } | Step::Result { text, .. } | Step::Said { text, .. } => text.first(),
            Step::Ask(_) | Step::Answer | Step::Message(_) | Step::Call(_) | Step::Keep => None,
        });
        first.map_or("", |text| &text[..text.floor_char_boundary(START_BYTES)])
    }

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
                Step::Keep => request.keep(),
                Step::Said { role, text } => request.message(role, joined(text)),
            }
        }
        request
    }
}

fn joined(mut parts: Vec<String>) -> Arc<str> {
    if parts.len() == 1 { parts.swap_remove(0).into() } else { parts.concat().into() }
}
