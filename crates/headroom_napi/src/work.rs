//! Work off the event loop.

use headroom_core::work::watched;
use napi::bindgen_prelude::{AsyncTask, ToNapiValue, TypeName};
use napi::{Env, Result, Task};

use crate::control::Control;
use crate::guard::guarded;
use crate::options::not_compressed;
use crate::slot::Slot;

/// A piece of work, on a thread of the pool.
pub struct Work<T> {
    work: Option<Box<dyn FnOnce() -> Result<T> + Send>>,
    /// The slot of work that may take long.
    slot: Option<Slot>,
}

/// Runs `work` on a thread of the pool.
pub(crate) fn work<T: Send + ToNapiValue + TypeName + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> AsyncTask<Work<T>> {
    AsyncTask::new(Work { work: Some(Box::new(work)), slot: None })
}

/// The same for work that may take long. `control` may end it.
pub(crate) fn long_work<T: Send + ToNapiValue + TypeName + 'static>(
    control: Option<&Control>,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> AsyncTask<Work<T>> {
    let control = control.cloned().unwrap_or_default();
    let work = move || watched(&control, work).unwrap_or_else(|error| Err(not_compressed(error)));
    AsyncTask::new(Work { work: Some(Box::new(work)), slot: Some(Slot::take()) })
}

impl<T: Send + ToNapiValue + TypeName + 'static> Task for Work<T> {
    type Output = Option<T>;
    type JsValue = Option<T>;

    fn compute(&mut self) -> Result<Self::Output> {
        let _slot = self.slot.take();
        let work = self.work.take();
        guarded(|| work.map(|work| work()).transpose())?
    }

    fn resolve(&mut self, _env: Env, output: Self::Output) -> Result<Self::JsValue> {
        Ok(output)
    }
}
