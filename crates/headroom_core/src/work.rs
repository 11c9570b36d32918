//! Work is counted, in bytes that are looked at or written, and ends when its caller asks for it.
//!
//! Long loops report what they have done to [`step`]. No result depends on it. Where the caller asks to stop, [`step`] does not return: it unwinds the
//! stack up to [`watched`], as salsa cancels queries. The count belongs to the thread, so pure functions need no argument for it.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::thread;

use crate::error::CompressError;
use crate::watch::Watch;

/// The watch is asked each time so many bytes of work are done.
const ASK_EVERY: u64 = 1 << 16;

struct Meter {
    done: Cell<u64>,
    /// At how many bytes of work the watch is asked next.
    ask_at: Cell<u64>,
}

thread_local! {
    static METER: Meter = const { Meter { done: Cell::new(0), ask_at: Cell::new(u64::MAX) } };
    static WATCH: RefCell<Option<Arc<dyn Watch + Send>>> = const { RefCell::new(None) };
}

/// What the stack is unwound with.
struct Stopped;

/// Reports that so many bytes were looked at or written. Does not return where the caller asked to stop.
#[inline]
pub fn step(bytes: usize) {
    METER.with(|meter| {
        let done = meter.done.get().wrapping_add(bytes as u64);
        meter.done.set(done);
        if done >= meter.ask_at.get() {
            ask(meter, done);
        }
    });
}

#[cold]
fn ask(meter: &Meter, done: u64) {
    meter.ask_at.set(done.saturating_add(ASK_EVERY));
    let is_cancelled = WATCH.with_borrow(|watch| watch.as_ref().is_some_and(|watch| watch.cancelled()));
    // A second unwinding within the first would end the process.
    if is_cancelled && !thread::panicking() {
        resume_unwind(Box::new(Stopped));
    }
}

/// Does `work`, which ends within a text where `watch` allows that.
pub fn watched<T>(watch: &dyn Watch, work: impl FnOnce() -> T) -> Result<T, CompressError> {
    let Some(watch) = watch.within() else { return Ok(work()) };
    let _installed = Installed::new(Some(watch), 0);
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        if !payload.is::<Stopped>() {
            resume_unwind(payload);
        }
        CompressError::Cancelled
    })
}

/// Does `work`; `None`: it panicked. A request to stop is no panic, and unwinds further.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|payload| {
            if payload.is::<Stopped>() {
                resume_unwind(payload)
            }
        })
        .ok()
}

/// Does `work` to its end, whatever the caller asks: it leaves something half done where it is unwound.
pub fn uninterrupted<T>(work: impl FnOnce() -> T) -> T {
    let _installed = Installed::new(None, u64::MAX);
    work()
}

/// What `work` gives, and how many bytes of work it reported.
pub fn counted<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let before = METER.with(|meter| meter.done.get());
    let result = work();
    (result, METER.with(|meter| meter.done.get()).wrapping_sub(before))
}

/// A watch, or none, in place of the one before, which comes back when this is dropped.
struct Installed {
    before: Option<Arc<dyn Watch + Send>>,
    ask_at: u64,
}

impl Installed {
    fn new(watch: Option<Arc<dyn Watch + Send>>, ask_at: u64) -> Self {
        let ask_at = METER.with(|meter| meter.ask_at.replace(ask_at));
        Self { before: WATCH.replace(watch), ask_at }
    }
}

impl Drop for Installed {
    fn drop(&mut self) {
        METER.with(|meter| meter.ask_at.set(self.ask_at));
        WATCH.set(self.before.take());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Allows so many questions.
    #[derive(Clone)]
    struct Allows(Arc<AtomicUsize>);

    impl Allows {
        fn new(questions: usize) -> Self {
            Self(Arc::new(AtomicUsize::new(questions)))
        }
    }

    impl Watch for Allows {
        fn cancelled(&self) -> bool {
            self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_err()
        }

        fn advance(&self, _bytes: usize) {}

        fn within(&self) -> Option<Arc<dyn Watch + Send>> {
            Some(Arc::new(self.clone()))
        }
    }

    fn long(steps: usize) -> usize {
        (0..steps).inspect(|_| step(1 << 14)).count()
    }

    #[test]
    fn work_ends_soon_after_it_was_asked_to_stop() {
        let (ended, done) = counted(|| watched(&Allows::new(3), || long(1_000_000)));
        assert_eq!(ended, Err(CompressError::Cancelled));
        assert!(done <= 4 * ASK_EVERY, "{done}");
        assert_eq!(watched(&Allows::new(100), || long(10)), Ok(10));
        assert_eq!(counted(|| long(10)), (10, 10 << 14), "nobody watches any longer");
    }

    #[test]
    fn a_request_to_stop_is_no_panic() {
        let watch = Allows::new(0);
        assert_eq!(watched(&watch, || guarded(|| long(10))), Err(CompressError::Cancelled));
        let broken = |fails: bool| guarded(move || assert!(!fails));
        assert_eq!([broken(false), broken(true)], [Some(()), None]);
        assert!(catch_unwind(|| watched(&Allows::new(9), || std::panic::panic_any(1))).is_err());
    }

    #[test]
    fn what_must_not_be_left_half_done_is_not_interrupted() {
        let watch = Allows::new(0);
        let done = Cell::new(0);
        let ended = watched(&watch, || {
            done.set(uninterrupted(|| long(100)));
            long(100)
        });
        assert_eq!((ended, done.get()), (Err(CompressError::Cancelled), 100));
    }

    #[test]
    fn the_outer_watch_is_asked_again_behind_an_inner_one() {
        let outer = Allows::new(2);
        let ended = watched(&outer, || {
            assert_eq!(watched(&Allows::new(1000), || long(100)), Ok(100));
            long(1_000_000)
        });
        assert_eq!(ended, Err(CompressError::Cancelled));
    }
}
