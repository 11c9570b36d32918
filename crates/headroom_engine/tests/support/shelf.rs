//! A keeper in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use headroom_core::{Keeper, LeftOut, StoreError};
use headroom_engine::Outcome;

#[derive(Debug, Default)]
pub(crate) struct Shelf(Mutex<HashMap<Arc<str>, Arc<str>>>);

impl Shelf {
    /// With all that these left out.
    pub(crate) fn of(outcomes: &[Arc<Outcome>]) -> Self {
        let shelf = Self::default();
        let left_out: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.left_out.as_deref()).collect();
        shelf.keep(&left_out).expect("memory");
        shelf
    }
}

impl Keeper for Shelf {
    fn keep(&self, left_out: &[&LeftOut]) -> Result<(), StoreError> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(left_out.iter().map(|text| (Arc::clone(&text.shown), Arc::clone(&text.original))));
        Ok(())
    }

    fn original(&self, shown: &str) -> Result<Option<String>, StoreError> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(kept.get(shown).map(ToString::to_string))
    }
}
