//! A store in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use headroom_core::{Chain, Decision, DecisionStore, Elision, OriginalStore, SentAs, StoreError};
use headroom_engine::Outcome;
use headroom_testkit::Random;

#[derive(Debug, Default)]
pub(crate) struct Shelf {
    content: Mutex<Content>,
}

#[derive(Debug, Default)]
struct Content {
    originals: HashMap<Arc<str>, Arc<str>>,
    decisions: HashMap<Chain, SentAs>,
    /// The error of every method, if any.
    failure: Option<StoreError>,
    /// Whether it refuses to store anything new.
    is_full: bool,
}

impl Shelf {
    /// A store with the originals of these outcomes.
    pub(crate) fn of(outcomes: &[Arc<Outcome>]) -> Self {
        let shelf = Self::default();
        let elision: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.elision.as_deref()).collect();
        shelf.keep(&elision).expect("memory");
        shelf
    }

    /// Lets every method fail with this error, or work again.
    pub(crate) fn fail(&self, failure: Option<StoreError>) {
        self.lock().failure = failure;
    }

    /// Sets whether it refuses to store anything new.
    pub(crate) fn fill(&self, is_full: bool) {
        self.lock().is_full = is_full;
    }

    /// Loses everything.
    pub(crate) fn clear(&self) {
        let mut content = self.lock();
        content.originals.clear();
        content.decisions.clear();
    }

    /// Loses a random original.
    pub(crate) fn lose_one(&self, random: &mut Random) {
        let mut content = self.lock();
        let mut shown: Vec<_> = content.originals.keys().cloned().collect();
        shown.sort();
        if !shown.is_empty() {
            content.originals.remove(&shown[random.below(shown.len())]);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Content> {
        self.content.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn content(&self) -> Result<MutexGuard<'_, Content>, StoreError> {
        let content = self.lock();
        content.failure.map_or(Ok(content), Err)
    }
}

impl Content {
    fn insert(&mut self, elision: &[&Elision], decisions: &[&Decision]) -> Result<(), StoreError> {
        let is_new = elision.iter().any(|text| !self.originals.contains_key(&text.shown))
            || decisions.iter().any(|decision| !self.decisions.contains_key(&decision.chain));
        if self.is_full && is_new {
            return Err(StoreError::Full);
        }
        self.originals
            .extend(elision.iter().map(|text| (Arc::clone(&text.shown), Arc::clone(&text.original))));
        for decision in decisions {
            self.decisions.entry(decision.chain).or_insert_with(|| decision.sent.clone());
        }
        Ok(())
    }
}

impl OriginalStore for Shelf {
    fn keep(&self, elision: &[&Elision]) -> Result<(), StoreError> {
        self.content()?.insert(elision, &[])
    }

    fn original(&self, shown: &str) -> Result<Option<String>, StoreError> {
        Ok(self.content()?.originals.get(shown).map(ToString::to_string))
    }
}

impl DecisionStore for Shelf {
    fn recall(&self, chains: &[Chain]) -> Result<Vec<Option<SentAs>>, StoreError> {
        let content = self.content()?;
        Ok(chains.iter().map(|chain| content.decisions.get(chain).cloned()).collect())
    }

    fn lost(&self, elision: &[&Elision]) -> Result<Vec<usize>, StoreError> {
        let content = self.content()?;
        Ok((0..elision.len())
            .filter(|&index| !content.originals.contains_key(&elision[index].shown))
            .collect())
    }

    fn record(&self, new: &[Decision], history: &[Decision]) -> Result<Vec<(usize, SentAs)>, StoreError> {
        let mut content = self.content()?;
        let standing = |(index, own): (usize, &Decision)| {
            content
                .decisions
                .get(&own.chain)
                .filter(|sent| **sent != own.sent)
                .map(|sent| (index, sent.clone()))
        };
        let standing: Vec<_> = new.iter().enumerate().filter_map(standing).collect();
        if standing.is_empty() {
            let decisions: Vec<&Decision> = new.iter().chain(history).collect();
            let elision: Vec<&Elision> =
                decisions.iter().filter_map(|decision| decision.elision.as_deref()).collect();
            content.insert(&elision, &decisions)?;
        }
        Ok(standing)
    }
}
