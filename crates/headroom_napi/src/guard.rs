//! Catches panics.

use std::panic::{AssertUnwindSafe, catch_unwind};

use headroom_core::CompressError;
use napi::Result;
use napi_derive::module_init;

use crate::options::not_compressed;

/// Runs `work` on a thread of the pool. A panic is caught here, because it would end the process.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| not_compressed(CompressError::Panicked))
}

/// Silences the message of a panic: it may contain text of the user, and standard error belongs to the host.
#[module_init]
fn silence() {
    std::panic::set_hook(Box::new(|_| {}));
}
