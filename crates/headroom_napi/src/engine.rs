//! Conversations, off the event loop.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use headroom_core::{Keeper, StoreError, Watch};
use headroom_engine::{Compressed, Keeping, Options};
use napi::bindgen_prelude::AsyncTask;
use napi::{Env, Result, Task};
use napi_derive::napi;

use crate::guard::guarded;
use crate::options::{failure, options};
use crate::report::{BlockReport, Reported, Sums, tokens};
use crate::request::Request;
use crate::store::{ScopedStore, stored};
use crate::work::{Work, work};

/// What expanding gives back at most, in bytes.
pub(crate) const LONGEST_EXPANSION: usize = 1 << 30;

/// Texts cross over in parts of about so many bytes, between which JavaScript may do other work.
const PART_BYTES: usize = 1 << 18;

/// Compresses conversations and remembers them.
#[napi]
#[derive(Default)]
pub struct Engine {
    inner: Arc<headroom_engine::Engine>,
}

/// Follows a piece of work from outside, and may end it.
#[napi]
#[derive(Clone, Default)]
pub struct Control {
    cancelled: Arc<AtomicBool>,
    done: Arc<AtomicU64>,
}

#[napi]
impl Control {
    #[napi(constructor, catch_unwind)]
    #[must_use]
    #[allow(missing_docs)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the work to stop.
    #[napi(catch_unwind)]
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// How many bytes are done.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn done(&self) -> f64 {
        self.done.load(Ordering::Relaxed) as f64
    }
}

impl Watch for Control {
    fn cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    fn advance(&self, bytes: usize) {
        self.done.fetch_add(bytes as u64, Ordering::Relaxed);
    }
}

#[napi]
impl Engine {
    #[napi(constructor, catch_unwind)]
    #[must_use]
    #[allow(missing_docs)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Compresses the conversation that `request` holds, and leaves it empty. `options`: JSON. Without a store nothing is left out; with one, that is stored
    /// first, unless this only `simulate`s.
    #[napi(catch_unwind, ts_return_type = "Promise<Texts>")]
    pub fn compress(&self, request: &mut Request, options: Option<String>, control: &Control, store: Option<&ScopedStore>, simulate: bool) -> Result<AsyncTask<Compress>> {
        let options = self::options(options.as_deref())?;
        let keeper = store.map(|store| Arc::clone(&store.inner));
        Ok(AsyncTask::new(Compress { engine: Arc::clone(&self.inner), request: request.take(), options, control: control.clone(), keeper, simulate }))
    }

    /// Forgets all conversations.
    #[napi(catch_unwind)]
    pub fn clear(&self) {
        self.inner.clear();
    }
}

/// The texts that changed, and what became of all of them.
#[napi]
pub struct Texts {
    changed: Vec<(u32, Arc<str>)>,
    sums: Sums,
    reported: Vec<Reported>,
    withheld: Option<StoreError>,
}

#[napi]
impl Texts {
    /// The places of the texts that changed, in order.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn places(&self) -> Vec<u32> {
        self.changed.iter().map(|(place, _)| *place).collect()
    }

    /// A part of the `index`th text that changed, the first, the next and so on; null behind the last.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn part(&self, index: u32, part: u32) -> Option<&str> {
        let (_, text) = self.changed.get(index as usize)?;
        let edge = |part: usize| text.floor_char_boundary(part.saturating_mul(PART_BYTES).min(text.len()));
        Some(&text[edge(part as usize)..edge(part as usize + 1)]).filter(|part| !part.is_empty())
    }

    /// What the texts cost before, in estimated tokens.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn tokens_before(&self) -> f64 {
        tokens(self.sums.before)
    }

    /// What they cost now, in estimated tokens.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn tokens_after(&self) -> f64 {
        tokens(self.sums.after)
    }

    /// The handles of what was left out, each once, in order.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn handles(&self) -> Vec<String> {
        let mut seen = HashSet::new();
        let left_out = self.reported.iter().filter_map(|reported| reported.outcome.left_out.as_deref());
        left_out.filter(|text| seen.insert(text.handle)).map(|text| text.handle.to_string()).collect()
    }

    /// Why nothing was left out where something would have been: the code of what keeps the store from storing it.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn withheld(&self) -> Option<&'static str> {
        self.withheld.map(StoreError::code)
    }

    /// What became of each text.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn report(&self) -> Vec<BlockReport> {
        self.reported.iter().map(Reported::report).collect()
    }
}

/// Compressing, on a thread of the pool.
pub struct Compress {
    engine: Arc<headroom_engine::Engine>,
    request: headroom_engine::Request,
    options: Options,
    control: Control,
    keeper: Option<Arc<headroom_store::ScopedStore>>,
    simulate: bool,
}

impl Task for Compress {
    type Output = Compressed;
    type JsValue = Texts;

    fn compute(&mut self) -> Result<Self::Output> {
        let keeper = self.keeper.as_deref().map(|keeper| keeper as &dyn Keeper);
        let keeping = match keeper {
            None => Keeping::Nowhere,
            Some(_) if self.simulate => Keeping::Supposed,
            Some(keeper) => Keeping::In(keeper),
        };
        let compressed = guarded(|| self.engine.compress(&self.request, &self.options, keeping, &self.control))?;
        compressed.map_err(|error| failure(error.code(), error))
    }

    fn resolve(&mut self, _env: Env, Compressed { outcomes, withheld }: Self::Output) -> Result<Self::JsValue> {
        let changed = outcomes.iter().enumerate().filter_map(|(place, outcome)| Some((place as u32, Arc::clone(outcome.output.as_ref()?)))).collect();
        let sums = Sums { before: outcomes.iter().map(|outcome| outcome.before).sum(), after: outcomes.iter().map(|outcome| outcome.after).sum() };
        let blocks = std::mem::take(&mut self.request).into_blocks();
        let reported = blocks.into_iter().zip(outcomes).map(|(block, outcome)| Reported { block, outcome }).collect();
        Ok(Texts { changed, sums, reported, withheld })
    }
}

/// Expands the compressed conversation that `request` holds, and leaves it empty. What was left out comes from the store, if there is one.
#[napi(catch_unwind, ts_return_type = "Promise<Texts>")]
pub fn expand_request(request: &mut Request, store: Option<&ScopedStore>) -> AsyncTask<Work<Texts>> {
    let request = request.take();
    let keeper = store.map(|store| Arc::clone(&store.inner));
    work(move || {
        let keeper = keeper.as_deref().map(|keeper| keeper as &dyn Keeper);
        let texts = headroom_engine::expand_request(&request, keeper, LONGEST_EXPANSION).map_err(stored)?;
        let changed = texts.into_iter().enumerate().filter_map(|(place, text)| Some((place as u32, text?))).collect();
        Ok(Texts { changed, sums: Sums::default(), reported: Vec::new(), withheld: None })
    })
}
