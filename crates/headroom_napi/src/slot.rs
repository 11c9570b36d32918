//! How much of the pool of threads is taken, which the host has for its own work as well: files, names of hosts, compression.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use napi_derive::napi;

/// How many threads the pool of libuv has, unless the environment says otherwise.
const THREADS: usize = 4;
const MAX_THREADS: usize = 1024;

/// Half of the pool, if that is a thread.
static LIMIT: LazyLock<usize> = LazyLock::new(|| {
    let set = std::env::var("UV_THREADPOOL_SIZE").ok().and_then(|size| size.parse().ok());
    (set.unwrap_or(THREADS).clamp(1, MAX_THREADS) / 2).max(1)
});
static TAKEN: AtomicUsize = AtomicUsize::new(0);

/// A thread of the pool, from when work is handed over until it is done.
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

/// How many pieces of work may be under way at a time in this process: half of the threads that Node has for such work.
#[napi(catch_unwind)]
#[must_use]
pub fn work_limit() -> u32 {
    *LIMIT as u32
}

/// How many pieces of work are under way in this process, in all its threads of JavaScript.
#[napi(catch_unwind)]
#[must_use]
pub fn work_under_way() -> u32 {
    TAKEN.load(Ordering::Relaxed) as u32
}
