//! Handing a conversation over, text by text.

use std::sync::Arc;

use headroom_engine::Role;
use napi_derive::napi;

/// The texts of a conversation, in order.
#[napi]
#[derive(Default)]
pub struct Request {
    inner: headroom_engine::Request,
    /// The start of the next text.
    parts: String,
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
        self.inner.ask(&query);
    }

    /// The model answers: it has read all texts so far.
    #[napi(catch_unwind)]
    pub fn answer(&mut self) {
        self.inner.answer();
    }

    /// The texts to come are those of the message with this index.
    #[napi(catch_unwind)]
    pub fn start_message(&mut self, index: u32) {
        self.inner.start_message(index);
    }

    /// The start of the next text, or more of it, so that a long one need not be handed over at once.
    #[napi(catch_unwind)]
    pub fn part(&mut self, text: String) {
        self.parts.push_str(&text);
    }

    /// The model calls a tool. Gives the number that arguments and results name the call by.
    #[napi(catch_unwind)]
    pub fn call(&mut self, tool: String) -> u32 {
        self.inner.call(&tool)
    }

    /// An argument of a call that is text.
    #[napi(catch_unwind)]
    pub fn argument(&mut self, call: u32, key: String, text: String) {
        let text = self.whole(text);
        self.inner.argument(call, &key, text);
    }

    /// What a tool answered, and whether it may be rewritten.
    #[napi(catch_unwind)]
    pub fn result(&mut self, call: Option<u32>, text: String, open: bool) {
        let text = self.whole(text);
        self.inner.result(call, text, open);
    }

    /// What the user wrote.
    #[napi(catch_unwind)]
    pub fn user(&mut self, text: String) {
        let text = self.whole(text);
        self.inner.message(Role::User, text);
    }

    /// What the model wrote.
    #[napi(catch_unwind)]
    pub fn assistant(&mut self, text: String) {
        let text = self.whole(text);
        self.inner.message(Role::Assistant, text);
    }
}

impl Request {
    pub(crate) fn take(&mut self) -> headroom_engine::Request {
        std::mem::take(&mut self.inner)
    }

    /// The text of which `end` is the end.
    fn whole(&mut self, end: String) -> Arc<str> {
        if self.parts.is_empty() {
            return end.into();
        }
        let mut text = std::mem::take(&mut self.parts);
        text.push_str(&end);
        text.into()
    }
}
