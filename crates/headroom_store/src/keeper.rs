//! Keeping what the engine leaves out, in one scope.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex};

use headroom_core::{Chain, Digest, Echo, Entry, Handle, Keeper, LeftOut, Ledger, Scope, StoreError, Vault};

use crate::Store;
use crate::store::{lock, patiently};

/// How many texts a process remembers to have kept.
const REMEMBERED: usize = 1 << 14;
/// Stands in front of what was shown where it is hashed, so that no other decision in the ledger has its place.
const SHOWN: &[u8] = b"shown\0";

/// A store, for one scope.
#[derive(Debug)]
pub struct ScopedStore {
    store: Arc<Store>,
    scope: Scope,
    /// What was shown of a text that was kept, and when: again only after a while, which counts as using it.
    kept: Mutex<BTreeMap<Chain, u64>>,
}

impl ScopedStore {
    /// The part of `store` that belongs to `scope`.
    #[must_use]
    pub const fn new(store: Arc<Store>, scope: Scope) -> Self {
        Self { store, scope, kept: Mutex::new(BTreeMap::new()) }
    }

    /// All of the store.
    #[must_use]
    pub const fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// The scope.
    #[must_use]
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Stores texts that no request waits for: others may write for some seconds before it gives up.
    pub fn put(&self, originals: &[&str]) -> Result<Vec<Handle>, StoreError> {
        patiently(|| self.store.put(&self.scope, originals))
    }
}

impl Keeper for ScopedStore {
    fn keep(&self, left_out: &[&LeftOut]) -> Result<(), StoreError> {
        let now = self.store.now();
        // Of one text different parts may be shown: each has to lead to it.
        let fresh: Vec<(Chain, &LeftOut)> = {
            let kept = lock(&self.kept);
            let mut seen = HashSet::new();
            let is_due = |chain: &Chain| kept.get(chain).is_none_or(|then| now.abs_diff(*then) > self.store.step());
            left_out.iter().map(|text| (chain(&text.shown), *text)).filter(|(chain, _)| is_due(chain) && seen.insert(*chain)).collect()
        };
        if fresh.is_empty() {
            return Ok(());
        }
        let originals: Vec<&str> = fresh.iter().map(|(_, text)| &*text.original).collect();
        let entries: Vec<_> = fresh.iter().map(|(chain, text)| Entry { chain: *chain, edits: text.handle.bytes(), pins: std::slice::from_ref(&text.handle) }).collect();
        self.store.record(&self.scope, &originals, &entries)?;
        let mut kept = lock(&self.kept);
        if kept.len() + fresh.len() > REMEMBERED {
            kept.clear();
        }
        kept.extend(fresh.iter().map(|(chain, _)| (*chain, now)));
        Ok(())
    }

    fn original(&self, shown: &str) -> Result<Option<String>, StoreError> {
        let Some(bytes) = self.store.recall(&self.scope, &[chain(shown)])?.pop().flatten() else { return Ok(None) };
        let Some(handle) = Handle::from_bytes(&bytes) else { return Ok(None) };
        match self.store.get(&self.scope, &Echo::from(handle)) {
            Ok(found) => Ok(found.ok().map(|original| original.text)),
            // It is as lost as one that was dropped.
            Err(StoreError::Damaged { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn chain(shown: &str) -> Chain {
    Chain(Digest::of([SHOWN, shown.as_bytes()].concat()).0)
}
