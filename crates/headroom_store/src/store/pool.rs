//! Lends items to one thread at a time.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Instant;

use super::lock;

/// A pool of items.
#[derive(Debug)]
pub(crate) struct Pool<T> {
    state: Mutex<State<T>>,
    returned: Condvar,
}

#[derive(Debug)]
struct State<T> {
    idle: Vec<T>,
    /// The number of waiting threads. Waking nobody would still be a system call.
    waiting: usize,
}

impl<T> Pool<T> {
    pub(crate) fn new(things: impl IntoIterator<Item = T>) -> Self {
        Self {
            state: Mutex::new(State { idle: things.into_iter().collect(), waiting: 0 }),
            returned: Condvar::new(),
        }
    }

    /// Lends an item to `work`. `None` if all items are still lent at `deadline`.
    pub(crate) fn with<R>(&self, deadline: Instant, work: impl FnOnce(&mut T) -> R) -> Option<R> {
        let mut state = lock(&self.state);
        while state.idle.is_empty() {
            let left = deadline.checked_duration_since(Instant::now())?;
            state.waiting += 1;
            state = self.returned.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
            state.waiting -= 1;
        }
        let mut lent = Lent { pool: self, thing: state.idle.pop() };
        drop(state);
        lent.thing.as_mut().map(work)
    }
}

/// Returns the item to the pool, even if the work panics.
struct Lent<'a, T> {
    pool: &'a Pool<T>,
    thing: Option<T>,
}

impl<T> Drop for Lent<'_, T> {
    fn drop(&mut self) {
        let mut state = lock(&self.pool.state);
        state.idle.extend(self.thing.take());
        if state.waiting > 0 {
            self.pool.returned.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    #[test]
    fn items_return_to_the_pool_after_a_panic() {
        let pool = Pool::new([1]);
        let failed = catch_unwind(AssertUnwindSafe(|| pool.with(Instant::now(), |_| panic!("on purpose"))));
        assert!(failed.is_err());
        assert_eq!(pool.with(Instant::now(), |one| *one), Some(1));
    }

    #[test]
    fn lending_gives_up_at_the_deadline() {
        let pool = Pool::new([1]);
        let within = pool.with(Instant::now(), |_| pool.with(Instant::now(), |_| ()));
        assert_eq!(within, Some(None));
    }
}
