//! What was decided lately.

use std::sync::{Mutex, MutexGuard, PoisonError};

use headroom_core::{Chain, Generations, SentAs};

/// What is remembered at most, in bytes: twice this.
const BYTES: usize = 32 << 20;
/// What a decision takes besides its text.
const ENTRY: usize = 128;

/// What was sent for texts, as far as memory allows.
#[derive(Debug)]
pub(super) struct Decided(Mutex<Generations<Chain, SentAs>>);

impl Default for Decided {
    fn default() -> Self {
        Self(Mutex::new(Generations::new(BYTES, size)))
    }
}

impl Decided {
    pub(super) fn get(&self, chain: &Chain) -> Option<SentAs> {
        self.decisions().get(chain)
    }

    /// Remembers a decision in place of an earlier one about the same text.
    pub(super) fn insert(&self, chain: Chain, sent: SentAs) {
        self.decisions().insert(chain, sent);
    }

    fn decisions(&self) -> MutexGuard<'_, Generations<Chain, SentAs>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn size(sent: &SentAs) -> usize {
    ENTRY + match sent {
        SentAs::ItIs => 0,
        SentAs::Text(text) => text.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(number: usize) -> Chain {
        let mut chain = [0; 32];
        chain[..8].copy_from_slice(&number.to_le_bytes());
        Chain(chain)
    }

    #[test]
    fn a_later_decision_replaces_an_earlier_one() {
        let decided = Decided::default();
        decided.insert(chain(1), SentAs::Text("earlier".into()));
        decided.insert(chain(1), SentAs::ItIs);
        assert_eq!(decided.get(&chain(1)), Some(SentAs::ItIs));
        assert_eq!(decided.get(&chain(2)), None);
    }

    #[test]
    fn what_is_used_stays_and_memory_is_bounded() {
        let decided = Decided::default();
        let text: std::sync::Arc<str> = "x".repeat(1 << 20).into();
        for number in 0..200 {
            decided.insert(chain(number), SentAs::Text(text.clone()));
            assert!(decided.get(&chain(0)).is_some(), "it is in use, after {number}");
        }
        let held = (0..200).filter(|&number| decided.get(&chain(number)).is_some()).count();
        assert!(held <= 2 * (BYTES >> 20), "{held} texts of 1 MiB");
        assert_eq!(decided.get(&chain(50)), None);
    }
}
