//! A keeper in memory.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use headroom_core::{Chain, Decision, Keeper, LeftOut, SentAs, StoreError};
use headroom_engine::Outcome;

#[derive(Debug, Default)]
pub(crate) struct Shelf {
    content: Mutex<Content>,
    fails: AtomicBool,
}

#[derive(Debug, Default)]
struct Content {
    originals: HashMap<Arc<str>, Arc<str>>,
    decisions: HashMap<Chain, SentAs>,
}

impl Shelf {
    /// With all that these left out.
    pub(crate) fn of(outcomes: &[Arc<Outcome>]) -> Self {
        let shelf = Self::default();
        let left_out: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.left_out.as_deref()).collect();
        shelf.keep(&left_out).expect("memory");
        shelf
    }

    /// Whether it takes anything in, or gives anything out, from now on.
    pub(crate) fn fail(&self, fails: bool) {
        self.fails.store(fails, Ordering::Relaxed);
    }

    fn content(&self) -> Result<MutexGuard<'_, Content>, StoreError> {
        if self.fails.load(Ordering::Relaxed) { Err(StoreError::Busy) } else { Ok(self.content.lock().unwrap_or_else(PoisonError::into_inner)) }
    }
}

impl Keeper for Shelf {
    fn keep(&self, left_out: &[&LeftOut]) -> Result<(), StoreError> {
        self.content()?.originals.extend(left_out.iter().map(|text| (Arc::clone(&text.shown), Arc::clone(&text.original))));
        Ok(())
    }

    fn original(&self, shown: &str) -> Result<Option<String>, StoreError> {
        Ok(self.content()?.originals.get(shown).map(ToString::to_string))
    }

    fn recall(&self, chains: &[Chain]) -> Result<Vec<Option<SentAs>>, StoreError> {
        let content = self.content()?;
        Ok(chains.iter().map(|chain| content.decisions.get(chain).cloned()).collect())
    }

    fn lost(&self, left_out: &[&LeftOut]) -> Result<Vec<usize>, StoreError> {
        let content = self.content()?;
        Ok((0..left_out.len()).filter(|&index| !content.originals.contains_key(&left_out[index].shown)).collect())
    }

    fn record(&self, new: &[Decision], earlier: &[Decision]) -> Result<Vec<(usize, SentAs)>, StoreError> {
        let left_out: Vec<&LeftOut> = new.iter().chain(earlier).filter_map(|decision| decision.left_out.as_deref()).collect();
        self.keep(&left_out)?;
        let mut content = self.content()?;
        let standing = |(index, own): (usize, &Decision)| content.decisions.get(&own.chain).filter(|sent| **sent != own.sent).map(|sent| (index, sent.clone()));
        let standing: Vec<_> = new.iter().enumerate().filter_map(standing).collect();
        if standing.is_empty() {
            for decision in new.iter().chain(earlier) {
                content.decisions.entry(decision.chain).or_insert_with(|| decision.sent.clone());
            }
        }
        Ok(standing)
    }
}
