//! The engine, off the event loop.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use headroom_core::{CompressError, Policy, Watch};
use headroom_engine::{Options, Outcome, expand_request};
use napi::bindgen_prelude::AsyncTask;
use napi::{Env, Error, Result, Task};
use napi_derive::napi;

use crate::request::Request;

/// What expanding gives back at most, in bytes.
const LONGEST_EXPANSION: usize = 1 << 30;

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

    /// Compresses the conversation that `request` holds, and leaves it empty.
    #[napi(catch_unwind, ts_return_type = "Promise<Texts>")]
    pub fn compress(&self, request: &mut Request, policy: String, history_may_be_dropped: bool, control: &Control) -> AsyncTask<Compress> {
        let policy = if policy == "oneshot" { Policy::Oneshot } else { Policy::Agent };
        AsyncTask::new(Compress { engine: Arc::clone(&self.inner), request: request.take(), options: Options { policy, history_may_be_dropped }, control: control.clone() })
    }

    /// Expands the compressed conversation that `request` holds, and leaves it empty.
    #[napi(catch_unwind, ts_return_type = "Promise<Texts>")]
    pub fn expand(&self, request: &mut Request) -> AsyncTask<Expand> {
        AsyncTask::new(Expand { request: request.take() })
    }
}

/// The texts that changed.
#[napi]
pub struct Texts {
    changed: Vec<(u32, Arc<str>)>,
    outcomes: Vec<Arc<Outcome>>,
}

#[napi]
impl Texts {
    /// The places of the texts that changed, in order.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn places(&self) -> Vec<u32> {
        self.changed.iter().map(|(place, _)| *place).collect()
    }

    /// The `index`th text that changed.
    #[napi(catch_unwind)]
    pub fn text(&self, index: u32) -> Option<&str> {
        self.changed.get(index as usize).map(|(_, text)| &**text)
    }

    /// What the texts cost before and after, in estimated tokens.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn tokens(&self) -> Vec<f64> {
        let sum = |cost: fn(&Outcome) -> headroom_core::Cost| self.outcomes.iter().map(|outcome| cost(outcome)).sum::<headroom_core::Cost>().to_tokens() as f64;
        vec![sum(|outcome| outcome.before), sum(|outcome| outcome.after)]
    }

    /// What became of each text, as JSON.
    #[napi(catch_unwind)]
    pub fn report(&self) -> String {
        String::new()
    }
}

/// Compressing, on a thread of the pool.
pub struct Compress {
    engine: Arc<headroom_engine::Engine>,
    request: headroom_engine::Request,
    options: Options,
    control: Control,
}

impl Task for Compress {
    type Output = Vec<Arc<Outcome>>;
    type JsValue = Texts;

    fn compute(&mut self) -> Result<Self::Output> {
        let compressed = guarded(|| self.engine.compress(&self.request, self.options, &self.control))?;
        compressed.map_err(|error| Error::from_reason(error.to_string()))
    }

    fn resolve(&mut self, _env: Env, outcomes: Self::Output) -> Result<Self::JsValue> {
        let changed = outcomes.iter().enumerate().filter_map(|(place, outcome)| Some((place as u32, Arc::clone(outcome.output.as_ref()?)))).collect();
        Ok(Texts { changed, outcomes })
    }
}

/// Expanding, on a thread of the pool.
pub struct Expand {
    request: headroom_engine::Request,
}

impl Task for Expand {
    type Output = Vec<Option<Arc<str>>>;
    type JsValue = Texts;

    fn compute(&mut self) -> Result<Self::Output> {
        guarded(|| expand_request(&self.request, LONGEST_EXPANSION))
    }

    fn resolve(&mut self, _env: Env, texts: Self::Output) -> Result<Self::JsValue> {
        let changed = texts.into_iter().enumerate().filter_map(|(place, text)| Some((place as u32, text?))).collect();
        Ok(Texts { changed, outcomes: Vec::new() })
    }
}

/// A panic must not pass through the thread pool: it would end the process.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Error::from_reason(CompressError::Panicked.to_string()))
}
