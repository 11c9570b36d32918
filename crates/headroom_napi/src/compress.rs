//! Compresses and expands conversations on threads of the pool.

use std::sync::Arc;

use headroom_core::CompressError;
use headroom_engine::Options;
use headroom_tokens::Counts;
use napi::bindgen_prelude::AsyncTask;
use napi::{Env, Result, Task};
use napi_derive::napi;

use crate::control::Control;
use crate::guard::guarded;
use crate::options::{not_compressed, options};
use crate::request::{Request, Steps};
use crate::slot::Slot;
use crate::store::{ScopedStore, stored};
use crate::text::MAX_EXPANSION;
use crate::texts::{Outcome, Texts};
use crate::work::{Work, long_work};

type Worked = std::result::Result<Outcome, CompressError>;
type Working = dyn FnOnce(&headroom_engine::Request, &Control) -> Worked + Send;

/// Compressing a conversation, on a thread of the pool.
pub struct Compress {
    counts: Arc<Counts>,
    steps: Steps,
    control: Control,
    work: Option<Box<Working>>,
    slot: Option<Slot>,
}

/// Runs `work` for the conversation in `request`, which is left empty.
pub(crate) fn compress(
    request: &mut Request,
    control: &Control,
    counts: &Arc<Counts>,
    work: impl FnOnce(&headroom_engine::Request, &Control) -> Worked + Send + 'static,
) -> AsyncTask<Compress> {
    AsyncTask::new(Compress {
        steps: request.take(),
        control: control.clone(),
        counts: Arc::clone(counts),
        work: Some(Box::new(work)),
        slot: Some(Slot::take()),
    })
}

impl Task for Compress {
    type Output = Texts;
    type JsValue = Texts;

    fn compute(&mut self) -> Result<Self::Output> {
        let _slot = self.slot.take();
        let (steps, work) = (std::mem::take(&mut self.steps), self.work.take());
        guarded(|| {
            let request = steps.build();
            let outcome = work.map_or(Err(CompressError::Cancelled), |work| work(&request, &self.control))?;
            Ok(Texts::new(Arc::new(request), outcome, &self.counts))
        })?
        .map_err(not_compressed)
    }

    fn resolve(&mut self, _env: Env, texts: Self::Output) -> Result<Self::JsValue> {
        Ok(texts)
    }
}

/// Expands the compressed conversation in `request`, and leaves it empty. Originals come from the store, if
/// there is one. `options`: those that it was compressed with, in JSON. `control` may end the work.
#[napi(catch_unwind, ts_return_type = "Promise<Texts>")]
pub fn expand_request(
    request: &mut Request,
    options: Option<String>,
    store: Option<&ScopedStore>,
    control: Option<&Control>,
) -> Result<AsyncTask<Work<Texts>>> {
    let options: Options = self::options(options.as_deref())?;
    let steps = request.take();
    let originals = store.map(|store| Arc::clone(&store.originals));
    Ok(long_work(control, move || {
        let originals = originals.as_deref();
        headroom_engine::expand_request(&steps.build(), &options, originals, MAX_EXPANSION)
            .map(Texts::expanded)
            .map_err(stored)
    }))
}
