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

/// The steps of a conversation that were handed over, or the conversation if it was built already.
pub(crate) enum Steps {
    Given {
        /// An earlier conversation that this one begins with.
        start: Option<Arc<headroom_engine::Request>>,
        steps: Vec<Step>,
    },
    Built(headroom_engine::Request),
}

impl Default for Steps {
    fn default() -> Self {
        Self::Given { start: None, steps: Vec::new() }
    }
}

/// The length of the start of a conversation that distinguishes it from others, in bytes.
const START_BYTES: usize = 1 << 10;

/// Limits for a conversation that is built on the event loop, which copies its texts.
const MAX_SMALL_BYTES: usize = 1 << 18;
const MAX_SMALL_STEPS: usize = 1 << 9;

pub(crate) enum Step {
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

    /// Whether its texts are so short that looking them up takes about as long as handing them to another thread.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn is_small(&self) -> bool {
        self.bytes <= MAX_SMALL_BYTES && self.steps.count() <= MAX_SMALL_STEPS
    }

    /// Sets the query: the question that the conversation is about.
    #[napi(catch_unwind)]
    pub fn ask(&mut self, query: String) {
        self.steps.push(Step::Ask(query));
    }

    /// Marks an answer of the model: it has read all texts so far.
    #[napi(catch_unwind)]
    pub fn answer(&mut self) {
        self.steps.push(Step::Answer);
    }

    /// The texts that follow belong to the message with this index.
    #[napi(catch_unwind)]
    pub fn start_message(&mut self, index: u32) {
        self.steps.push(Step::Message(index));
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
        self.steps.push(Step::Call(tool));
        self.calls += 1;
        self.calls - 1
    }

    /// Adds an argument of a call that is a string.
    #[napi(catch_unwind)]
    pub fn argument(&mut self, call: u32, key: String, text: String) {
        let text = self.whole(text);
        self.steps.push(Step::Argument { call, key, text });
    }

    /// Adds a tool result. `open`: it may be compressed.
    #[napi(catch_unwind)]
    pub fn result(&mut self, call: Option<u32>, text: String, open: bool) {
        let text = self.whole(text);
        self.steps.push(Step::Result { call, text, open });
    }

    /// Keeps the last tool result from being pruned: it is an error, or a document of the user.
    #[napi(catch_unwind)]
    pub fn keep(&mut self) {
        self.steps.push(Step::Keep);
    }

    /// Adds a text by the user.
    #[napi(catch_unwind)]
    pub fn user(&mut self, text: String) {
        let text = self.whole(text);
        self.steps.push(Step::Said { role: Role::User, text });
    }

    /// Adds a text by the model.
    #[napi(catch_unwind)]
    pub fn assistant(&mut self, text: String) {
        let text = self.whole(text);
        self.steps.push(Step::Said { role: Role::Assistant, text });
    }
}

impl Request {
    /// A conversation that begins with an earlier one. Only what follows has to be handed over.
    pub(crate) fn after(start: Arc<headroom_engine::Request>) -> Self {
        let bytes = start.blocks().iter().map(|block| block.text.len()).sum();
        Self {
            calls: start.calls(),
            bytes,
            steps: Steps::Given { start: Some(start), steps: Vec::new() },
            parts: Vec::new(),
        }
    }

    /// Takes the steps that were handed over.
    pub(crate) fn take(&mut self) -> Steps {
        std::mem::take(self).steps
    }

    /// Puts the conversation back that its steps have built.
    pub(crate) fn put_back(&mut self, built: headroom_engine::Request) {
        self.steps = Steps::Built(built);
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
    fn count(&self) -> usize {
        match self {
            Self::Given { start, steps } => {
                start.as_ref().map_or(0, |start| start.blocks().len()) + steps.len()
            }
            Self::Built(request) => request.blocks().len(),
        }
    }

    /// Adds a step. A conversation that was built takes no more of them.
    fn push(&mut self, step: Step) {
        if let Self::Given { steps, .. } = self {
            steps.push(step);
        }
    }

    /// The start of the first text.
    pub(crate) fn start(&self) -> &str {
        let first = match self {
            Self::Given { start, steps } => {
                start.as_deref().and_then(first_text).or_else(|| steps.iter().find_map(Step::text))
            }
            Self::Built(request) => first_text(request),
        };
        first.map_or("", |text| &text[..text.floor_char_boundary(START_BYTES)])
    }

    /// The conversation.
    pub(crate) fn build(self) -> headroom_engine::Request {
        let (start, steps) = match self {
            Self::Given { start, steps } => (start, steps),
            Self::Built(request) => return request,
        };
        let mut request = start.map(|start| start.continued()).unwrap_or_default();
        for step in steps {
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

impl Step {
    /// The first part of its text.
    fn text(&self) -> Option<&str> {
        match self {
            Self::Argument { text, .. } | Self::Result { text, .. } | Self::Said { text, .. } => {
                text.first().map(String::as_str)
            }
            Self::Ask(_) | Self::Answer | Self::Message(_) | Self::Call(_) | Self::Keep => None,
        }
    }
}

fn first_text(request: &headroom_engine::Request) -> Option<&str> {
    request.blocks().first().map(|block| &*block.text)
}

fn joined(mut parts: Vec<String>) -> Arc<str> {
    if parts.len() == 1 { parts.swap_remove(0).into() } else { parts.concat().into() }
}
