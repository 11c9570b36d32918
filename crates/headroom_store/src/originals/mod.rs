//! Stores the originals of elided texts, in one scope.

mod present;
mod wanted;

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use headroom_core::{
    Chain, Decision, DecisionStore, Elision, Entry, Handle, HandleInput, Ledger, OriginalStore, Originals,
    Scope, SentAs, StoreError,
};

use self::present::Present;
use self::wanted::Wanted;
pub(crate) use self::wanted::{chain_of_sent, chain_of_shown};
use crate::decision;
use crate::retrieve::{Part, Retrieved, Unretrieved};
use crate::store::{MayBeBusy, Needed, lock, patiently};
use crate::store::{SearchResult, Store};

/// Maximum number of attempts to store for one request while others drop it.
const ATTEMPTS: usize = 3;

/// A store restricted to one scope.
#[derive(Debug)]
pub struct ScopedStore {
    store: Arc<Store>,
    scope: Scope,
    /// Rows found in the database. They are looked up again after anything was dropped.
    present: Mutex<Present>,
}

impl ScopedStore {
    /// The part of `store` that belongs to `scope`.
    #[must_use]
    pub fn new(store: Arc<Store>, scope: Scope) -> Self {
        Self { store, scope, present: Mutex::default() }
    }

    /// The whole store.
    #[must_use]
    pub const fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// The scope.
    #[must_use]
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Stores texts for which no request waits: other writers may take some seconds before this gives up.
    pub fn put(&self, originals: &[&str]) -> Result<Vec<Handle>, StoreError> {
        patiently(|| self.store.put(&self.scope, originals))
    }

    /// Whether an original with this handle is stored.
    pub fn has(&self, handle: &str) -> Result<bool, StoreError> {
        let Ok(echo) = HandleInput::parse(handle) else { return Ok(false) };
        patiently(|| self.store.find(&self.scope, &echo)).map(|found| found.is_ok())
    }

    /// Like [`retrieve`](crate::retrieve()), but waits for other writers like [`Self::put`].
    pub fn retrieve(&self, handle: &str, part: &Part, limit: usize) -> Result<Retrieved, Unretrieved> {
        patiently(|| crate::retrieve(&*self.store, &self.scope, handle, part, limit))
    }

    /// Like [`Store::search`], but waits for other writers like [`Self::put`].
    pub fn search(&self, query: &str, limit: usize) -> Result<SearchResult, StoreError> {
        patiently(|| self.store.search(&self.scope, query, limit))
    }

    /// Makes sure that all of `wanted` and `new` are stored. If earlier decisions contradict `new` ones, none
    /// of `new` is stored, and the result lists the earlier decisions.
    fn ensure(
        &self,
        wanted: &[Wanted<'_>],
        mut new: &[Wanted<'_>],
    ) -> Result<Vec<(usize, SentAs)>, StoreError> {
        if new.is_empty() && self.absent(wanted)?.is_empty() {
            return Ok(Vec::new());
        }
        self.store.make_room();
        for _ in 0..ATTEMPTS {
            let absent = self.absent(wanted)?;
            if absent.is_empty() && new.is_empty() {
                return Ok(Vec::new());
            }
            let standing = self.write(absent.iter().chain(new))?;
            let of_new: Vec<_> = standing
                .iter()
                .filter_map(|(index, sent)| Some((index.checked_sub(absent.len())?, sent.clone())))
                .collect();
            if !of_new.is_empty() {
                return Ok(of_new);
            }
            if standing.is_empty() {
                new = &[];
            }
        }
        // Others drop it as fast as it is stored.
        Err(StoreError::Full)
    }

    /// Those of `wanted` that are not stored now.
    fn absent<'a>(&self, wanted: &[Wanted<'a>]) -> Result<Vec<Wanted<'a>>, StoreError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        // The epoch is read first, so that anything dropped during the lookup is looked up again the next
        // time.
        let (epoch, now) = (self.store.epoch()?, self.store.now());
        let unknown: Vec<Wanted<'_>> = {
            let mut present = lock(&self.present);
            present.enter(epoch);
            wanted.iter().filter(|wanted| !present.has(wanted, now, self.store.step())).copied().collect()
        };
        let absent =
            self.store.absent(&self.scope, &unknown.iter().map(Wanted::needed).collect::<Vec<_>>())?;
        let mut present = lock(&self.present);
        let mut absent_indexes = absent.iter().peekable();
        for (index, wanted) in unknown.iter().enumerate() {
            if absent_indexes.next_if_eq(&&index).is_none() {
                present.insert(wanted, epoch, now);
            }
        }
        Ok(absent.into_iter().map(|index| unknown[index]).collect())
    }

    /// Stores decisions with their originals, unless earlier decisions contradict them. Returns the earlier
    /// ones.
    fn write<'a>(
        &self,
        wanted: impl Iterator<Item = &'a Wanted<'a>>,
    ) -> Result<Vec<(usize, SentAs)>, StoreError> {
        let wanted: Vec<&Wanted<'_>> = wanted.collect();
        let edits: Vec<Vec<u8>> =
            wanted.iter().map(|wanted| wanted.edits(&self.store)).collect::<Result<_, _>>()?;
        let entries: Vec<Entry<'_>> = wanted
            .iter()
            .zip(&edits)
            .map(|(wanted, edits)| Entry { chain: wanted.chain(), edits, pins: wanted.pins() })
            .collect();
        let mut seen = HashSet::new();
        let elision =
            wanted.iter().filter_map(|wanted| wanted.elision()).filter(|text| seen.insert(text.handle));
        let originals: Vec<&str> = elision.map(|text| &*text.original).collect();
        let standing = self.store.record(&self.scope, &originals, &entries)?;
        // An unreadable decision counts as none: the text stays unchanged.
        Ok(standing
            .iter()
            .map(|other| {
                (other.index, decision::read(&other.edits, &self.store.bodies).unwrap_or(SentAs::Unchanged))
            })
            .collect())
    }
}

impl MayBeBusy for Unretrieved {
    fn is_busy(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_busy())
    }
}

impl OriginalStore for ScopedStore {
    fn keep(&self, elision: &[&Elision]) -> Result<(), StoreError> {
        self.ensure(&shown(elision.iter().copied()), &[]).map(drop)
    }

    fn original(&self, shown: &str) -> Result<Option<String>, StoreError> {
        let Some(bytes) = self.store.recall(&self.scope, &[wanted::chain_of_shown(shown)])?.pop().flatten()
        else {
            return Ok(None);
        };
        let Some(handle) = Handle::from_bytes(&bytes) else { return Ok(None) };
        match self.store.get(&self.scope, &HandleInput::from(handle)) {
            Ok(found) => Ok(found.ok().map(|original| original.text)),
            // A damaged original counts as dropped.
            Err(StoreError::Damaged { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

impl DecisionStore for ScopedStore {
    fn lost(&self, elision: &[&Elision]) -> Result<Vec<usize>, StoreError> {
        let needed: Vec<Needed> = elision.iter().map(|text| Wanted::Shown(text).needed()).collect();
        self.store.absent(&self.scope, &needed)
    }

    fn recall(&self, chains: &[Chain]) -> Result<Vec<Option<SentAs>>, StoreError> {
        let chains: Vec<Chain> = chains.iter().map(wanted::chain_of_sent).collect();
        let found = self.store.recall(&self.scope, &chains)?;
        Ok(found.into_iter().map(|edits| decision::read(&edits?, &self.store.bodies)).collect())
    }

    fn record(&self, new: &[Decision], history: &[Decision]) -> Result<Vec<(usize, SentAs)>, StoreError> {
        let mut wanted = shown(new.iter().chain(history).filter_map(|decision| decision.elision.as_deref()));
        wanted.extend(history.iter().map(Wanted::Sent));
        self.ensure(&wanted, &new.iter().map(Wanted::Sent).collect::<Vec<_>>())
    }
}

/// The ledger entries for elided texts, without duplicates.
fn shown<'a>(elision: impl Iterator<Item = &'a Elision>) -> Vec<Wanted<'a>> {
    let mut seen = HashSet::new();
    elision.map(Wanted::Shown).filter(|wanted| seen.insert(wanted.key())).collect()
}
