//! Work off the event loop.

use napi::bindgen_prelude::{AsyncTask, ToNapiValue, TypeName};
use napi::{Env, Result, Task};

use crate::guard::guarded;

/// A piece of work, on a thread of the pool.
pub struct Work<T>(Option<Box<dyn FnOnce() -> Result<T> + Send>>);

/// Has `work` done on a thread of the pool.
pub(crate) fn work<T: Send + ToNapiValue + TypeName + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> AsyncTask<Work<T>> {
    AsyncTask::new(Work(Some(Box::new(work))))
}

impl<T: Send + ToNapiValue + TypeName + 'static> Task for Work<T> {
    type Output = Option<T>;
    type JsValue = Option<T>;

    fn compute(&mut self) -> Result<Self::Output> {
        let work = self.0.take();
        guarded(|| work.map(|work| work()).transpose())?
    }

    fn resolve(&mut self, _env: Env, output: Self::Output) -> Result<Self::JsValue> {
        Ok(output)
    }
}
