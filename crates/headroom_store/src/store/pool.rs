//! Things that are lent to one thread at a time.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Instant;

/// What can be lent.
#[derive(Debug)]
pub(crate) struct Pool<T> {
    idle: Mutex<Vec<T>>,
    returned: Condvar,
}

impl<T> Pool<T> {
    pub(crate) fn new(things: impl IntoIterator<Item = T>) -> Self {
        Self { idle: Mutex::new(things.into_iter().collect()), returned: Condvar::new() }
    }

    /// Lends one for a piece of work, or does nothing where all are still lent at `deadline`.
    pub(crate) fn with<R>(&self, deadline: Instant, work: impl FnOnce(&mut T) -> R) -> Option<R> {
        // Taking out and putting back cannot panic half way.
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        while idle.is_empty() {
            let left = deadline.checked_duration_since(Instant::now())?;
            idle = self.returned.wait_timeout(idle, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        let mut lent = Lent { pool: self, thing: idle.pop() };
        drop(idle);
        lent.thing.as_mut().map(work)
    }
}

/// Puts back what is lent, even where the work panics.
struct Lent<'a, T> {
    pool: &'a Pool<T>,
    thing: Option<T>,
}

impl<T> Drop for Lent<'_, T> {
    fn drop(&mut self) {
        self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).extend(self.thing.take());
        self.pool.returned.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    #[test]
    fn what_is_lent_comes_back_after_a_panic() {
        let pool = Pool::new([1]);
        let failed = catch_unwind(AssertUnwindSafe(|| pool.with(Instant::now(), |_| panic!("on purpose"))));
        assert!(failed.is_err());
        assert_eq!(pool.with(Instant::now(), |one| *one), Some(1));
    }

    #[test]
    fn nobody_waits_past_the_deadline() {
        let pool = Pool::new([1]);
        let within = pool.with(Instant::now(), |_| pool.with(Instant::now(), |_| ()));
        assert_eq!(within, Some(None));
    }
}
