//! Counts of texts that were counted before.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use crate::Encoding;

/// Shorter texts are counted sooner than they are found, in bytes.
const SHORTEST: usize = 512;

/// The encoding and the SHA-256 of a text.
type Key = (Encoding, [u8; 32]);

/// Remembers the counts of some thousand texts: those that were asked for last. A conversation says the same again at every turn.
#[derive(Debug)]
pub struct Counts {
    memory: Mutex<Generations>,
    /// So many of a generation.
    most: usize,
}

/// The newer one grows until it is full; then it takes the place of the older one.
#[derive(Debug, Default)]
struct Generations {
    newer: HashMap<Key, usize>,
    older: HashMap<Key, usize>,
}

impl Default for Counts {
    /// Less than two megabytes, full.
    fn default() -> Self {
        Self::new(1 << 13)
    }
}

impl Counts {
    /// Remembers at most twice `most` counts.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { memory: Mutex::default(), most }
    }

    /// As [`Encoding::count`], from memory where the text was counted before.
    #[must_use]
    pub fn count(&self, encoding: Encoding, text: &str) -> usize {
        if text.len() < SHORTEST {
            return encoding.count(text);
        }
        let key = (encoding, Sha256::digest(text).into());
        if let Some(known) = self.recall(&key) {
            return known;
        }
        let tokens = encoding.count(text);
        self.remember(key, tokens);
        tokens
    }

    /// Forgets all.
    pub fn clear(&self) {
        *self.memory.lock().unwrap_or_else(PoisonError::into_inner) = Generations::default();
    }

    fn recall(&self, key: &Key) -> Option<usize> {
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tokens) = memory.newer.get(key) {
            return Some(*tokens);
        }
        let tokens = *memory.older.get(key)?;
        drop(memory);
        self.remember(*key, tokens);
        Some(tokens)
    }

    fn remember(&self, key: Key, tokens: usize) {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.newer.len() >= self.most {
            memory.older = std::mem::take(&mut memory.newer);
        }
        memory.newer.insert(key, tokens);
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, SHORTEST};
    use crate::Encoding;
    use crate::work::steps;

    fn text(number: usize) -> String {
        format!("{number} ").repeat(SHORTEST)
    }

    #[test]
    fn what_was_counted_is_not_counted_again() {
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
    fn what_was_asked_for_last_is_kept_and_no_more() {
        let counts = Counts::new(10);
        let is_known = |number| steps(|| assert!(counts.count(Encoding::O200kBase, &text(number)) > 0)) == 0;
        for number in 0..1000 {
            assert!(!is_known(number));
            assert!(number == 0 || is_known(0));
        }
        assert!(is_known(995));
        assert!(!is_known(500));
        let memory = counts.memory.lock().expect("nobody panicked");
        assert!(memory.newer.len() + memory.older.len() <= 20);
    }
}
