//! What was decided lately.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use headroom_core::{Chain, SentAs};

/// What one generation holds, in bytes; there are two.
const GENERATION: usize = 32 << 20;
/// What a decision takes besides its text.
const ENTRY: usize = 128;

/// Two generations: what is not asked for while one fills up is forgotten.
#[derive(Debug, Default)]
pub(super) struct Decided(Mutex<Generations>);

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<Chain, SentAs>,
    old: HashMap<Chain, SentAs>,
    bytes: usize,
}

impl Decided {
    pub(super) fn get(&self, chain: &Chain) -> Option<SentAs> {
        let mut generations = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sent) = generations.young.get(chain) {
            return Some(sent.clone());
        }
        let sent = generations.old.remove(chain)?;
        generations.insert(*chain, sent.clone());
        Some(sent)
    }

    /// The first decision about a text stands.
    pub(super) fn insert(&self, chain: Chain, sent: SentAs) {
        if self.get(&chain).is_none() {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(chain, sent);
        }
    }
}

impl Generations {
    fn insert(&mut self, chain: Chain, sent: SentAs) {
        let size = ENTRY + match &sent {
            SentAs::ItIs => 0,
            SentAs::Text(text) => text.len(),
        };
        if self.bytes + size > GENERATION {
            self.old = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
        self.bytes += size;
        self.young.insert(chain, sent);
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
    fn the_first_stands() {
        let decided = Decided::default();
        decided.insert(chain(1), SentAs::ItIs);
        decided.insert(chain(1), SentAs::Text("later".into()));
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
        assert!(held <= 2 * (GENERATION >> 20), "{held} texts of 1 MiB");
        assert_eq!(decided.get(&chain(50)), None);
    }
}
