//! A cache of recent decisions.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use headroom_core::{Chain, Digest, SentAs, TwoGenerationCache};

/// Maximum size of one generation of texts, in bytes. Two generations are kept.
pub(super) const TEXT_BYTES: usize = 8 << 20;
/// Maximum number of decisions in one generation, where no store remembers them. Two generations are kept.
const DECISIONS: usize = 1 << 18;
/// The same in front of a store, which can be asked for the others.
const STORED_DECISIONS: usize = 1 << 15;

/// A decision, as far as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// The whole decision.
    Sent(SentAs),
    /// The digest of the text that was sent. The text is forgotten, but the engine may be able to make it again.
    Digest(Digest),
}

/// Decisions about blocks. Texts are forgotten long before decisions, which take some hundred bytes each.
#[derive(Debug)]
pub(super) struct DecisionCache(Mutex<Memory>);

#[derive(Debug)]
struct Memory {
    decisions: TwoGenerationCache<Chain, Known>,
    texts: TwoGenerationCache<Chain, Arc<str>>,
}

impl Default for DecisionCache {
    fn default() -> Self {
        Self::new(TEXT_BYTES, false)
    }
}

impl DecisionCache {
    /// One generation of texts has at most `text_bytes` bytes. If the decisions are `stored`, too, fewer are
    /// kept here.
    pub(super) fn new(text_bytes: usize, stored: bool) -> Self {
        let decisions = if stored { STORED_DECISIONS } else { DECISIONS };
        Self(Mutex::new(Memory {
            decisions: TwoGenerationCache::new(decisions, |_| 1),
            texts: TwoGenerationCache::new(text_bytes, |text| text.len()),
        }))
    }

    pub(super) fn get(&self, chain: &Chain) -> Option<Known> {
        let mut memory = self.memory();
        match memory.decisions.get(chain)? {
            Known::Digest(digest) => Some(
                memory.texts.get(chain).map_or(Known::Digest(digest), |text| Known::Sent(SentAs::Text(text))),
            ),
            known @ Known::Sent(_) => Some(known),
        }
    }

    /// Remembers a decision in place of an earlier one about the same block.
    pub(super) fn insert(&self, chain: Chain, sent: SentAs) {
        let mut memory = self.memory();
        let known = match &sent {
            SentAs::Text(text) => Known::Digest(Digest::of(&**text)),
            _ => Known::Sent(sent.clone()),
        };
        memory.decisions.insert(chain, known);
        if let SentAs::Text(text) = sent {
            memory.texts.insert(chain, text);
        }
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
        let decisions = DecisionCache::default();
        decisions.insert(chain(1), SentAs::Text("earlier".into()));
        decisions.insert(chain(1), SentAs::Unchanged);
        assert_eq!(decisions.get(&chain(1)), Some(Known::Sent(SentAs::Unchanged)));
        assert_eq!(decisions.get(&chain(2)), None);
    }

    #[test]
    fn recent_texts_stay_and_others_leave_their_digest() {
        let decisions = DecisionCache::default();
        let text: Arc<str> = "x".repeat(1 << 20).into();
        for number in 0..200 {
            decisions.insert(chain(number), SentAs::Text(text.clone()));
            assert_eq!(
                decisions.get(&chain(0)),
                Some(Known::Sent(SentAs::Text(text.clone()))),
                "it is in use, after {number}"
            );
        }
        let held =
            (0..200).filter(|&number| matches!(decisions.get(&chain(number)), Some(Known::Sent(_)))).count();
        assert!(held <= 2 * (TEXT_BYTES >> 20), "{held} texts of 1 MiB");
        assert_eq!(decisions.get(&chain(50)), Some(Known::Digest(Digest::of(&*text))));
        decisions.insert(chain(50), SentAs::Text(text.clone()));
        assert_eq!(decisions.get(&chain(50)), Some(Known::Sent(SentAs::Text(text))));
    }
}
