//! Conversations, off the event loop.

use std::sync::Arc;

use headroom_engine::StoreMode;
use headroom_tokens::Counts;
use napi::Result;
use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;

use crate::compress::{self, Compress};
use crate::control::Control;
use crate::options::options;
use crate::request::Request;
use crate::store::ScopedStore;

/// Compresses conversations and remembers them.
#[napi]
#[derive(Default)]
pub struct Engine {
    inner: Arc<headroom_engine::Engine>,
    counts: Arc<Counts>,
}

#[napi]
impl Engine {
    #[napi(constructor, catch_unwind)]
    #[must_use]
    #[allow(missing_docs)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Compresses the conversation in `request`, and leaves it empty. `options`: JSON. Without a store
    /// nothing is elided. With one, originals are stored first, unless this only `simulate`s.
    #[napi(catch_unwind, ts_return_type = "Promise<Texts>")]
    pub fn compress(
        &self,
        request: &mut Request,
        options: Option<String>,
        control: &Control,
        store: Option<&ScopedStore>,
        simulate: bool,
    ) -> Result<AsyncTask<Compress>> {
        let options = self::options(options.as_deref())?;
        let (engine, originals) = (Arc::clone(&self.inner), store.map(|store| Arc::clone(&store.originals)));
        let work = move |request: &headroom_engine::Request, control: &Control| {
            let store_mode = match originals.as_deref() {
                None => StoreMode::Off,
                Some(_) if simulate => StoreMode::DryRun,
                Some(originals) => StoreMode::On(originals),
            };
            Ok(engine.compress(request, &options, store_mode, control)?.into())
        };
        Ok(compress::compress(request, control, &self.counts, work))
    }

    /// Forgets all conversations.
    #[napi(catch_unwind)]
    pub fn clear(&self) {
        self.inner.clear();
        self.counts.clear();
    }
}
