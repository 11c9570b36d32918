//! Keeping what the engine leaves out, in one scope.

use std::collections::HashSet;
use std::slice;
use std::sync::{Arc, Mutex};

use headroom_core::{Chain, Decision, Digest, Echo, Entry, Generations, Handle, Keeper, LeftOut, Ledger, Scope, SentAs, StoreError, Vault};

use crate::store::{MayBeBusy, lock, patiently};
use crate::{Found, Part, Retrieved, Store, Unretrieved, decision};

/// How many texts a process remembers to have kept.
const REMEMBERED: usize = 1 << 14;
/// Stands in front of what was shown where it is hashed, so that no other decision in the ledger has its place.
const SHOWN: &[u8] = b"shown\0";
/// The same, for texts of conversations.
const SENT: &[u8] = b"sent\0";

/// A store, for one scope.
#[derive(Debug)]
pub struct ScopedStore {
    store: Arc<Store>,
    scope: Scope,
    /// What was shown of a text that was kept, and when: again only after a while, which counts as using it.
    kept: Mutex<Generations<Chain, u64>>,
}

impl ScopedStore {
    /// The part of `store` that belongs to `scope`.
    #[must_use]
    pub fn new(store: Arc<Store>, scope: Scope) -> Self {
        Self { store, scope, kept: Mutex::new(Generations::new(REMEMBERED, |_| 1)) }
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

    /// As [`retrieve`](crate::retrieve), as patiently.
    pub fn retrieve(&self, handle: &str, part: &Part, limit: usize) -> Result<Retrieved, Unretrieved> {
        patiently(|| crate::retrieve(&*self.store, &self.scope, handle, part, limit))
    }

    /// As [`Store::search`], as patiently.
    pub fn search(&self, query: &str, limit: usize) -> Result<Found, StoreError> {
        patiently(|| self.store.search(&self.scope, query, limit))
    }

    /// Stores originals, each behind what was shown of it, and decisions.
    fn write<'a>(&self, shown: &'a [(Chain, &'a LeftOut)], decided: impl Iterator<Item = Entry<'a>>) -> Result<(), StoreError> {
        let originals: Vec<&str> = shown.iter().map(|(_, text)| &*text.original).collect();
        let leading = shown.iter().map(|(chain, text)| Entry { chain: *chain, edits: text.handle.bytes(), pins: slice::from_ref(&text.handle) });
        self.store.record(&self.scope, &originals, &leading.chain(decided).collect::<Vec<_>>()).map(drop)
    }
}

impl MayBeBusy for Unretrieved {
    fn is_busy(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_busy())
    }
}

impl Keeper for ScopedStore {
    fn keep(&self, left_out: &[&LeftOut]) -> Result<(), StoreError> {
        let now = self.store.now();
        let mut due = shown(left_out.iter().copied());
        {
            let mut kept = lock(&self.kept);
            let mut seen = HashSet::new();
            due.retain(|(chain, _)| kept.get(chain).is_none_or(|then| now.abs_diff(then) > self.store.step()) && seen.insert(*chain));
        }
        if due.is_empty() {
            return Ok(());
        }
        self.write(&due, std::iter::empty())?;
        let mut kept = lock(&self.kept);
        for (chain, _) in due {
            kept.insert(chain, now);
        }
        Ok(())
    }

    fn original(&self, shown: &str) -> Result<Option<String>, StoreError> {
        let Some(bytes) = self.store.recall(&self.scope, &[chain(SHOWN, shown)])?.pop().flatten() else { return Ok(None) };
        let Some(handle) = Handle::from_bytes(&bytes) else { return Ok(None) };
        match self.store.get(&self.scope, &Echo::from(handle)) {
            Ok(found) => Ok(found.ok().map(|original| original.text)),
            // It is as lost as one that was dropped.
            Err(StoreError::Damaged { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn recall(&self, chains: &[Chain]) -> Result<Vec<Option<SentAs>>, StoreError> {
        let chains: Vec<Chain> = chains.iter().map(|own| chain(SENT, own.0)).collect();
        let found = self.store.recall(&self.scope, &chains)?;
        Ok(found.into_iter().map(|edits| decision::read(&edits?, &self.store.bodies)).collect())
    }

    fn record(&self, decisions: &[Decision]) -> Result<(), StoreError> {
        let written: Vec<Vec<u8>> = decisions.iter().map(|decision| decision::write(&decision.sent, &self.store.bodies)).collect::<Result<_, _>>()?;
        let decided = decisions.iter().zip(&written).map(|(decision, edits)| {
            let pins = decision.left_out.as_deref().map_or(&[][..], |text| slice::from_ref(&text.handle));
            Entry { chain: chain(SENT, decision.chain.0), edits, pins }
        });
        self.write(&shown(decisions.iter().filter_map(|decision| decision.left_out.as_deref())), decided)
    }
}

/// Texts, each behind what leads to it: what was shown of it. Of one text different parts may be.
fn shown<'a>(left_out: impl Iterator<Item = &'a LeftOut>) -> Vec<(Chain, &'a LeftOut)> {
    left_out.map(|text| (chain(SHOWN, &*text.shown), text)).collect()
}

fn chain(what: &[u8], of: impl AsRef<[u8]>) -> Chain {
    Chain(Digest::of([what, of.as_ref()].concat()).0)
}
