//! Stores that JavaScript provides: originals and ledger entries cross over, and are checked here.

use std::sync::Arc;

use headroom_core::{Handle, HandleInput};
use headroom_store::{Ask, TextEntry, Unretrieved, part_of};
use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;

use crate::store::{RetrievedPart, ScopedStore, unretrieved};
use crate::work::{Work, work};

/// An original to be stored.
#[napi(object, object_from_js = false)]
pub struct UnstoredOriginal {
    /// Its handle: the first 80 bits of the SHA-256 of its UTF-8, as 16 characters.
    pub handle: String,
    /// Its whole text.
    pub text: String,
}

/// An entry of the ledger.
#[napi(object)]
pub struct LedgerEntry {
    /// 64 hexadecimal digits: a hash of everything that the entry depends on.
    pub key: String,
    /// The value, with a checksum.
    pub value: String,
}

/// Originals and entries that must be stored before a text is sent.
#[napi(object, object_from_js = false)]
pub struct Unstored {
    /// The originals, each once.
    pub originals: Vec<UnstoredOriginal>,
    /// The entries, each key once.
    pub entries: Vec<LedgerEntry>,
}

impl From<headroom_store::Unstored> for Unstored {
    fn from(unstored: headroom_store::Unstored) -> Self {
        let original = |(handle, text): (Handle, Arc<str>)| UnstoredOriginal {
            handle: handle.to_string(),
            text: text.to_string(),
        };
        Self {
            originals: unstored.originals.into_iter().map(original).collect(),
            entries: unstored
                .entries
                .into_iter()
                .map(|TextEntry { key, value }| LedgerEntry { key, value })
                .collect(),
        }
    }
}

impl From<LedgerEntry> for TextEntry {
    fn from(LedgerEntry { key, value }: LedgerEntry) -> Self {
        Self { key, value }
    }
}

/// The originals of one call, for a store that JavaScript provides.
#[napi]
#[derive(Default)]
pub struct Staged {
    inner: Arc<headroom_store::Staged>,
}

impl Staged {
    pub(crate) fn shared(&self) -> Arc<headroom_store::Staged> {
        Arc::clone(&self.inner)
    }
}

#[napi]
impl Staged {
    #[napi(constructor, catch_unwind)]
    #[must_use]
    #[allow(missing_docs)]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same in the form of a store, for functions that take one.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn store(&self) -> ScopedStore {
        ScopedStore::staged(self.shared())
    }

    /// The originals and entries that must be stored before the result is shown.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn take_unstored(&self) -> Unstored {
        self.inner.take_unstored().into()
    }

    /// The keys of the entries that lead to the originals that the call lacked.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn take_asked(&self) -> Vec<String> {
        self.inner.take_asked()
    }

    /// Supplies the original that an entry leads to. False if the text is not that original.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn tell(&self, entry: LedgerEntry, original: Option<String>) -> bool {
        self.inner.tell(&entry.into(), original)
    }
}

/// The handle of the original that an entry leads to; null if its value was not written for its key.
#[napi(catch_unwind)]
#[must_use]
pub fn original_of(entry: LedgerEntry) -> Option<String> {
    TextEntry::from(entry).original().map(|handle| handle.to_string())
}

/// The handle of a text.
#[napi(catch_unwind)]
#[must_use]
pub fn handle_of(text: String) -> String {
    Handle::of(&text).to_string()
}

/// The whole handle in the words of a reader, in either case; null if it is shortened or not a handle.
#[napi(catch_unwind)]
#[must_use]
pub fn whole_handle(text: String) -> Option<String> {
    HandleInput::parse(&text).ok()?.whole().map(|handle| handle.to_string())
}

/// A part of this original. `ask`: the part, in JSON.
#[napi(catch_unwind, ts_return_type = "Promise<RetrievedPart>")]
#[must_use]
pub fn retrieve_from(text: String, ask: String) -> AsyncTask<Work<RetrievedPart>> {
    work(move || {
        let ask = Ask::read(&ask).map_err(unretrieved)?;
        let limit = ask.limit().unwrap_or(usize::MAX);
        part_of(&text, &ask.into_part(), limit)
            .map(Into::into)
            .map_err(|none| unretrieved(Unretrieved::NoPart(none)))
    })
}
