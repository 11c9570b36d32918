//! Handing a conversation over, text by text.

use headroom_engine::Role;
use napi_derive::napi;

/// The texts of a conversation, in order.
#[napi]
#[derive(Default)]
pub struct Request {
    inner: headroom_engine::Request,
}

#[napi]
impl Request {
    /// An empty conversation.
    #[napi(constructor, catch_unwind)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The texts to come are those of the message with this index.
    #[napi(catch_unwind)]
    pub fn start_message(&mut self, index: u32) {
        self.inner.start_message(index);
    }

    /// The model calls a tool. Gives the number that arguments and results name the call by.
    #[napi(catch_unwind)]
    pub fn call(&mut self, tool: String) -> u32 {
        self.inner.call(&tool)
    }

    /// An argument of a call that is text.
    #[napi(catch_unwind)]
    pub fn argument(&mut self, call: u32, key: String, text: String) {
        self.inner.argument(call, &key, text.into());
    }

    /// What a tool answered, and whether it may be rewritten.
    #[napi(catch_unwind)]
    pub fn result(&mut self, call: Option<u32>, text: String, open: bool) {
        self.inner.result(call, text.into(), open);
    }

    /// What the user wrote.
    #[napi(catch_unwind)]
    pub fn user(&mut self, text: String) {
        self.inner.message(Role::User, text.into());
    }

    /// What the model wrote.
    #[napi(catch_unwind)]
    pub fn assistant(&mut self, text: String) {
        self.inner.message(Role::Assistant, text.into());
    }
}

impl Request {
    pub(crate) fn take(&mut self) -> headroom_engine::Request {
        std::mem::take(&mut self.inner)
    }
}
