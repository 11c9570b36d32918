//! Counts the threads in use of the pool of libuv. The host needs the same pool for files, names of hosts and
//! compression.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use napi_derive::napi;

/// The number of threads in the pool, unless the environment sets another.
const THREADS: usize = 4;
const MAX_THREADS: usize = 1024;

/// Half of the pool, but at least one thread.
static LIMIT: LazyLock<usize> = LazyLock::new(|| {
    let set = std::env::var("UV_THREADPOOL_SIZE").ok().and_then(|size| size.parse().ok());
    (set.unwrap_or(THREADS).clamp(1, MAX_THREADS) / 2).max(1)
});
static TAKEN: AtomicUsize = AtomicUsize::new(0);

/// A thread of the pool that is in use, from the time when work is queued until it is done.
#[derive(Debug)]
pub(crate) struct Slot(());

impl Slot {
    pub(crate) fn take() -> Self {
        TAKEN.fetch_add(1, Ordering::Relaxed);
        Self(())
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        TAKEN.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Maximum number of pieces of work at a time in this process: half of the threads in the pool of Node.
#[napi(catch_unwind)]
#[must_use]
pub fn work_limit() -> u32 {
    *LIMIT as u32
}

/// The number of pieces of work that are under way in this process, for all its threads of JavaScript.
#[napi(catch_unwind)]
#[must_use]
pub fn work_under_way() -> u32 {
    TAKEN.load(Ordering::Relaxed) as u32
}
