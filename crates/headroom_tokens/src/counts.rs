//! A cache of token counts.

use std::sync::{Mutex, MutexGuard, PoisonError};

use headroom_core::{Digest, TwoGenerationCache};

use crate::Encoding;

/// Shorter texts are counted faster than they are looked up, in bytes.
const MIN_LEN: usize = 512;

/// Caches the counts of some thousand recently counted texts. A conversation repeats its texts at every turn.
#[derive(Debug)]
pub struct Counts(Mutex<TwoGenerationCache<(Encoding, Digest), usize>>);

impl Default for Counts {
    /// A full cache takes less than two megabytes.
    fn default() -> Self {
        Self::new(1 << 13)
    }
}

impl Counts {
    /// A cache of at most twice `most` counts.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self(Mutex::new(TwoGenerationCache::new(most, |_| 1)))
    }

    /// Like [`Encoding::count`], but returns a cached count if there is one.
    #[must_use]
    pub fn count(&self, encoding: Encoding, text: &str) -> usize {
        if text.len() < MIN_LEN {
            return encoding.count(text);
        }
        let key = (encoding, Digest::of(text));
        let known = self.memory().get(&key);
        known.unwrap_or_else(|| {
            let tokens = encoding.count(text);
            self.memory().insert(key, tokens);
            tokens
        })
    }

    /// Removes all counts.
    pub fn clear(&self) {
        self.memory().clear();
    }

    fn memory(&self) -> MutexGuard<'_, TwoGenerationCache<(Encoding, Digest), usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Digest, MIN_LEN};
    use crate::Encoding;
    use crate::work::steps;

    fn text(number: usize) -> String {
        format!("{number} ").repeat(MIN_LEN)
    }

    #[test]
    fn counted_texts_are_not_counted_again() {
        let counts = Counts::new(10);
        for encoding in Encoding::ALL {
            let count = || counts.count(encoding, &text(1));
            let mut first = 0;
            assert!(steps(|| first = count()) > 0);
            assert_eq!(steps(|| assert_eq!(count(), first)), 0);
            assert_eq!(first, encoding.count(&text(1)));
        }
        counts.clear();
        assert!(steps(|| assert!(counts.count(Encoding::O200kBase, &text(1)) > 0)) > 0);
    }

    #[test]
    fn only_the_most_recent_counts_are_kept() {
        let counts = Counts::new(10);
        let is_known = |number| steps(|| assert!(counts.count(Encoding::O200kBase, &text(number)) > 0)) == 0;
        for number in 0..1000 {
            assert!(!is_known(number));
            assert!(number == 0 || is_known(0));
        }
        assert!(is_known(995));
        assert!(!is_known(500));
        let key = |number| (Encoding::O200kBase, Digest::of(text(number)));
        let held = (0..1000).filter(|number| counts.memory().get(&key(*number)).is_some()).count();
        assert!(held <= 20, "{held}");
    }
}
