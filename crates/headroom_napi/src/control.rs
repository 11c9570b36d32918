//! Progress and cancellation of long work.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use headroom_core::Watch;
use napi_derive::napi;

/// Reports the progress of a piece of work, and can cancel it.
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

    /// The number of bytes that are done.
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

    fn within(&self) -> Option<Arc<dyn Watch + Send>> {
        Some(Arc::new(self.clone()))
    }
}

/// Cancels work that takes too long on the event loop. What is decided does not depend on it: cancelled work is
/// done again on another thread.
#[derive(Clone)]
pub(crate) struct Deadline {
    until: Instant,
    done: Arc<AtomicU64>,
}

impl Deadline {
    pub(crate) fn new(within: Duration) -> Self {
        Self { until: Instant::now() + within, done: Arc::default() }
    }

    /// The number of bytes that are done.
    pub(crate) fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed) as usize
    }
}

impl Watch for Deadline {
    fn cancelled(&self) -> bool {
        Instant::now() > self.until
    }

    fn advance(&self, bytes: usize) {
        self.done.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    fn within(&self) -> Option<Arc<dyn Watch + Send>> {
        Some(Arc::new(self.clone()))
    }
}
