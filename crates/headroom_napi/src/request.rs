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

    /// Something that is passed on unread. Keeps its place in the count of texts.
    #[napi(catch_unwind)]
    pub fn opaque(&mut self, text: String) {
        self.inner.opaque(text.into());
    }
}

impl Request {
    pub(crate) fn take(&mut self) -> headroom_engine::Request {
        std::mem::take(&mut self.inner)
    }
}
