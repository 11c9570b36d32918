//! Originals and decisions for a store that the caller provides, such as a database in the network. The engine never
//! waits for it: it leaves here what must be stored and asks here for what it lacks. The caller stores and fetches
//! that, and calls the engine again.

mod entry;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::mem;
use std::sync::{Arc, Mutex};

use headroom_core::{
    Chain, Decision, Elision, Handle, OriginalStore, SentAs, StoreError, TwoGenerationCache,
};

pub use entry::{TextEntry, key_of_sent, key_of_shown};

use crate::originals::{chain_of_sent, chain_of_shown};
use crate::store::lock;

/// Maximum number of entries in one generation of those that are known to be stored.
const STORED: usize = 1 << 16;

/// Originals and ledger entries that must be stored before a text is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unstored {
    /// The originals, each once.
    pub originals: Vec<(Handle, Arc<str>)>,
    /// The entries, each key once.
    pub entries: Vec<TextEntry>,
}

/// Collects what must be stored, each original and each entry once.
#[derive(Debug, Default)]
struct Collector {
    unstored: Unstored,
    handles: HashSet<Handle>,
    keys: HashSet<String>,
}

impl Collector {
    fn original(&mut self, elision: &Elision) {
        if self.handles.insert(elision.handle) {
            self.unstored.originals.push((elision.handle, Arc::clone(&elision.original)));
        }
        self.entry(TextEntry::of_shown(&elision.shown, elision.handle));
    }

    fn entry(&mut self, entry: TextEntry) {
        if self.keys.insert(entry.key.clone()) {
            self.unstored.entries.push(entry);
        }
    }
}

/// The originals of one call.
#[derive(Debug, Default)]
pub struct Staged(Mutex<Content>);

#[derive(Debug, Default)]
struct Content {
    left: Collector,
    /// The answers of the caller, by key. `None`: there is no original.
    told: HashMap<String, Option<String>>,
    asked: BTreeSet<String>,
}

impl Staged {
    /// What was left here to be stored since this was last called.
    #[must_use]
    pub fn take_unstored(&self) -> Unstored {
        mem::take(&mut lock(&self.0).left).unstored
    }

    /// The keys of the originals that were asked for and that the caller has not told yet.
    #[must_use]
    pub fn take_asked(&self) -> Vec<String> {
        mem::take(&mut lock(&self.0).asked).into_iter().collect()
    }

    /// Tells the original that the value of `entry` leads to. It is refused unless it has that handle.
    pub fn tell(&self, entry: &TextEntry, original: Option<String>) -> bool {
        let original = original.filter(|text| entry.original() == Some(Handle::of(text)));
        let is_known = original.is_some();
        lock(&self.0).told.insert(entry.key.clone(), original);
        is_known
    }
}

impl OriginalStore for Staged {
    fn keep(&self, elision: &[&Elision]) -> Result<(), StoreError> {
        let mut content = lock(&self.0);
        for elision in elision {
            content.left.original(elision);
        }
        Ok(())
    }

    fn original(&self, shown: &str) -> Result<Option<String>, StoreError> {
        let mut content = lock(&self.0);
        let key = key_of_shown(shown);
        let Some(told) = content.told.get(&key) else {
            content.asked.insert(key);
            return Ok(None);
        };
        Ok(told.clone())
    }
}

/// The decisions of a session whose caller records them.
#[derive(Debug)]
pub struct StagedLedger(Mutex<TwoGenerationCache<Chain, ()>>);

impl Default for StagedLedger {
    fn default() -> Self {
        Self(Mutex::new(TwoGenerationCache::new(STORED, |()| 1)))
    }
}

impl StagedLedger {
    /// What must be stored for these decisions. Of earlier ones, whatever is known to be stored is left out.
    #[must_use]
    pub fn unstored(&self, new: &[Decision], history: &[Decision]) -> Unstored {
        let mut stored = lock(&self.0);
        let mut left = Collector::default();
        for (decision, is_new) in
            new.iter().map(|new| (new, true)).chain(history.iter().map(|old| (old, false)))
        {
            let mut lacks = |chain| is_new || stored.get(&chain).is_none();
            if let Some(elision) =
                decision.elision.as_deref().filter(|text| lacks(chain_of_shown(&text.shown)))
            {
                left.original(elision);
            }
            if lacks(chain_of_sent(&decision.chain)) {
                left.entry(TextEntry::of_sent(&decision.chain, &decision.sent));
            }
        }
        left.unstored
    }

    /// Remembers entries that cannot be recorded, because their keys have other values. Of earlier turns they are not
    /// recorded again.
    pub fn skip(&self, others: &[TextEntry]) {
        let mut stored = lock(&self.0);
        others.iter().filter_map(TextEntry::chain).for_each(|chain| stored.insert(chain, ()));
    }

    /// Remembers that everything that these decisions need is stored.
    pub fn store(&self, new: &[Decision], history: &[Decision]) {
        let mut stored = lock(&self.0);
        for decision in new.iter().chain(history) {
            stored.insert(chain_of_sent(&decision.chain), ());
            if let Some(elision) = &decision.elision {
                stored.insert(chain_of_shown(&elision.shown), ());
            }
        }
    }
}

/// The decisions that stand in place of `new` ones, by their index, in ascending order. `entries` are those that the
/// store of the caller has under the same keys. An unreadable decision means that the text is unchanged.
#[must_use]
pub fn standing(new: &[Decision], entries: &[TextEntry]) -> Vec<(usize, SentAs)> {
    let known: HashMap<&str, &TextEntry> = entries.iter().map(|entry| (entry.key.as_str(), entry)).collect();
    let stands = |(index, own): (usize, &Decision)| {
        let sent = known.get(key_of_sent(&own.chain).as_str())?.sent().unwrap_or(SentAs::Unchanged);
        (sent != own.sent).then_some((index, sent))
    };
    new.iter().enumerate().filter_map(stands).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elision(original: &str, shown: &str) -> Elision {
        Elision { handle: Handle::of(original), original: original.into(), shown: shown.into() }
    }

    #[test]
    fn an_original_is_left_to_be_stored_and_found_once_it_is_told() {
        let [one, other] = [elision("abc", "a…"), elision("abc", "…c")];
        let staged = Staged::default();
        staged.keep(&[&one, &other, &one]).expect("memory");
        let unstored = staged.take_unstored();
        assert_eq!((unstored.originals.len(), unstored.entries.len()), (1, 2));
        assert_eq!(staged.take_unstored(), Unstored::default());
        assert_eq!(staged.original("a…"), Ok(None));
        assert_eq!(staged.take_asked(), [key_of_shown("a…")]);
        assert!(staged.tell(&unstored.entries[0], Some("abc".to_owned())));
        assert_eq!(staged.original("a…"), Ok(Some("abc".to_owned())));
        assert_eq!(staged.take_asked(), [""; 0]);
    }

    #[test]
    fn a_text_with_another_handle_is_refused() {
        let staged = Staged::default();
        let entry = TextEntry::of_shown("a…", Handle::of("abc"));
        let forged = TextEntry { key: key_of_shown("b…"), ..entry.clone() };
        for (entry, text) in [(&entry, Some("abd")), (&entry, None), (&forged, Some("abc"))] {
            assert!(!staged.tell(entry, text.map(str::to_owned)), "{text:?}");
        }
        assert_eq!(staged.original("a…"), Ok(None));
    }

    #[test]
    fn stored_history_is_not_stored_again_and_new_decisions_always_are() {
        let chain = |number| Chain([number; 32]);
        let decision = |number, elision| Decision { chain: chain(number), sent: SentAs::Unchanged, elision };
        let decisions = [decision(1, Some(Arc::new(elision("abc", "a…")))), decision(2, None)];
        let ledger = StagedLedger::default();
        assert_eq!(ledger.unstored(&[], &decisions).entries.len(), 3);
        ledger.store(&decisions, &[]);
        assert_eq!(ledger.unstored(&[], &decisions), Unstored::default());
        let unstored = ledger.unstored(&decisions, &decisions);
        assert_eq!((unstored.originals.len(), unstored.entries.len()), (1, 3));
    }

    #[test]
    fn other_decisions_stand() {
        let [own, other] = [SentAs::Text("own".into()), SentAs::Text("other".into())];
        let decision = |number| Decision { chain: Chain([number; 32]), sent: own.clone(), elision: None };
        let new = [decision(1), decision(2), decision(3)];
        let entries = [
            TextEntry::of_sent(&new[2].chain, &other),
            TextEntry::of_sent(&new[0].chain, &own),
            TextEntry { key: key_of_sent(&new[1].chain), value: "forged".to_owned() },
            TextEntry::of_sent(&Chain([9; 32]), &other),
        ];
        assert_eq!(standing(&new, &entries), [(1, SentAs::Unchanged), (2, other)]);
    }
}
