//! The store of originals, off the event loop.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use headroom_core::{Administration as _, Listed, OriginalStore, Purged, Scope, StoreError};
use headroom_store::{Ask, Retrieved, Unretrieved, workspace};
use napi::Result;
use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;

use crate::options::failure;
use crate::work::{Work, work};

/// Where originals are kept and for how long.
#[napi(object)]
pub struct StoreOptions {
    /// A folder for the database alone. With `memory` there is none. Default: the platform's folder for state.
    pub folder: Option<String>,
    /// Whether originals are kept in memory, as long as the process lives. Default: false.
    pub memory: Option<bool>,
    /// The maximum size of the store, in bytes. Default: 512 MiB.
    pub limit_bytes: Option<f64>,
    /// How long an unused original is kept, in seconds. Default: 7 days.
    pub ttl_seconds: Option<f64>,
}

/// Originals of all scopes.
#[napi]
pub struct Store {
    inner: Arc<headroom_store::Store>,
}

/// Originals of one scope.
#[napi]
pub struct ScopedStore {
    /// `None`: JavaScript provides the store.
    own: Option<Arc<headroom_store::ScopedStore>>,
    pub(crate) originals: Arc<dyn OriginalStore>,
}

impl ScopedStore {
    /// The originals of one call, for a store that JavaScript provides.
    pub(crate) fn staged(originals: Arc<dyn OriginalStore>) -> Self {
        Self { own: None, originals }
    }

    /// The store of this package. A store that JavaScript provides is asked by JavaScript itself.
    pub(crate) fn own(&self) -> Result<Arc<headroom_store::ScopedStore>> {
        self.own.clone().ok_or_else(|| stored(StoreError::Backend))
    }
}

/// A part of an original.
#[napi(object, object_from_js = false)]
pub struct RetrievedPart {
    /// Its text, in the bytes of the original.
    pub text: String,
    /// Its name, such as `lines 120-160 of 4,113`.
    pub part: String,
    /// Whether it is everything that was requested. Otherwise the limit cut it off.
    pub complete: bool,
}

impl From<Retrieved> for RetrievedPart {
    fn from(Retrieved { text, part, complete }: Retrieved) -> Self {
        Self { text, part, complete }
    }
}

/// A notice for the owner of the store.
#[napi(object, object_from_js = false)]
pub struct StoreNotice {
    /// A stable name.
    pub code: &'static str,
    /// The notice, in words.
    pub message: String,
}

/// An original that contains words of the query.
#[napi(object, object_from_js = false)]
pub struct SearchHit {
    /// Its handle.
    pub handle: String,
    /// Its length, in bytes.
    pub bytes: f64,
    /// The line number of its best passage, counted from 1.
    pub line: u32,
    /// The start of that passage.
    pub excerpt: String,
}

/// The result of a search.
#[napi(object, object_from_js = false)]
pub struct SearchResult {
    /// The originals that match best, the best first.
    pub hits: Vec<SearchHit>,
    /// The number of originals that are not indexed yet. Searching again indexes more.
    pub pending: f64,
}

/// The metadata of an original.
#[napi(object, object_from_js = false)]
pub struct StoredOriginal {
    /// Its position in lists. Newer originals have larger ids.
    pub id: f64,
    /// Its handle.
    pub handle: String,
    /// The scope that it is stored in.
    pub scope: String,
    /// Its length, in bytes.
    pub bytes: f64,
    /// The number of its line feeds.
    pub line_feeds: f64,
    /// When it was stored, in seconds since 1970.
    pub stored: f64,
    /// When it was last used, in seconds since 1970, to the hour.
    pub used: f64,
    /// Whether a decision about a conversation refers to it.
    pub pinned: bool,
}

/// Statistics of a store.
#[napi(object, object_from_js = false)]
pub struct StoreStats {
    /// The number of scopes that have stored anything.
    pub scopes: f64,
    /// The number of originals.
    pub originals: f64,
    /// The number of originals that decisions refer to.
    pub pinned: f64,
    /// The total length of the originals, in bytes.
    pub bytes: f64,
    /// The compressed size of the originals, in bytes.
    pub packed_bytes: f64,
    /// The size of everything stored, in bytes. The limit applies to it.
    pub stored_bytes: f64,
    /// The maximum size, in bytes.
    pub limit_bytes: f64,
    /// The size of the log of writes that are not yet in the file, in bytes.
    pub log_bytes: f64,
    /// The number of decisions in the ledger.
    pub ledger_entries: f64,
    /// Whether the store outlives the process.
    pub lasting: bool,
}

/// The result of one slice of purging.
#[napi(object, object_from_js = false)]
pub struct PurgeResult {
    /// The number of originals that were dropped.
    pub originals: f64,
    /// The number of decisions that were dropped.
    pub ledger_entries: f64,
    /// Whether there is more to drop.
    pub more: bool,
}

/// The result of a verification.
#[napi(object, object_from_js = false)]
pub struct VerifyResult {
    /// The number of originals that were read.
    pub originals: f64,
    /// The handles of damaged originals. They have been dropped.
    pub damaged: Vec<String>,
    /// Problems of the file, if it has any.
    pub problems: Vec<String>,
}

#[napi]
impl Store {
    /// Opens a store. If its folder cannot be used, originals are kept in memory, and a notice says why.
    #[napi(catch_unwind, ts_return_type = "Promise<Store>")]
    pub fn open(options: StoreOptions) -> AsyncTask<Work<Store>> {
        work(move || {
            let mut set = headroom_store::Options::default();
            if options.memory == Some(true) {
                set.folder = None;
            } else if let Some(folder) = options.folder {
                set.folder = Some(PathBuf::from(folder));
            }
            if let Some(bytes) = options.limit_bytes {
                set.limit_bytes = bytes as u64;
            }
            if let Some(seconds) = options.ttl_seconds {
                set.ttl = Duration::from_secs(seconds as u64);
            }
            let store = headroom_store::Store::open(set).map_err(stored)?;
            Ok(Store { inner: Arc::new(store) })
        })
    }

    /// The part of one scope: the scope with an id, or that of the workspace in a folder.
    #[napi(catch_unwind)]
    pub fn scoped(&self, id: Option<String>, folder: String) -> Result<ScopedStore> {
        let scope = scope(id, folder)?;
        let own = Arc::new(headroom_store::ScopedStore::new(Arc::clone(&self.inner), scope));
        Ok(ScopedStore { originals: Arc::clone(&own) as _, own: Some(own) })
    }

    /// The file of the database; null if the store is in memory.
    #[napi(getter, catch_unwind)]
    #[must_use]
    pub fn path(&self) -> Option<String> {
        self.inner.path().map(|path| path.display().to_string())
    }

    /// The notices since the last call, each once.
    #[napi(catch_unwind)]
    #[must_use]
    pub fn take_notices(&self) -> Vec<StoreNotice> {
        self.inner
            .take_notices()
            .iter()
            .map(|notice| StoreNotice { code: notice.code(), message: notice.to_string() })
            .collect()
    }

    /// At most `limit` originals of all scopes, the newest first. `after` is the last id of an earlier list.
    #[napi(catch_unwind, ts_return_type = "Promise<Array<StoredOriginal>>")]
    pub fn list(&self, after: Option<f64>, limit: u32) -> AsyncTask<Work<Vec<StoredOriginal>>> {
        let store = Arc::clone(&self.inner);
        work(move || listed(store.list(None, after.map(|after| after as u64), limit as usize)))
    }

    /// Statistics of the store.
    #[napi(catch_unwind, ts_return_type = "Promise<StoreStats>")]
    pub fn stats(&self) -> AsyncTask<Work<StoreStats>> {
        let store = Arc::clone(&self.inner);
        work(move || {
            let stats = store.stats().map_err(stored)?;
            Ok(StoreStats {
                scopes: stats.scopes as f64,
                originals: stats.originals as f64,
                pinned: stats.pinned as f64,
                bytes: stats.bytes as f64,
                packed_bytes: stats.packed_bytes as f64,
                stored_bytes: stats.stored_bytes as f64,
                limit_bytes: stats.limit_bytes as f64,
                log_bytes: stats.log_bytes as f64,
                ledger_entries: stats.ledger_entries as f64,
                lasting: stats.lasting,
            })
        })
    }

    /// Drops originals that are too old, or above the size limit: one short slice of work.
    #[napi(catch_unwind, ts_return_type = "Promise<PurgeResult>")]
    pub fn purge(&self) -> AsyncTask<Work<PurgeResult>> {
        let store = Arc::clone(&self.inner);
        work(move || {
            let Purged { originals, ledger_entries, more } = store.purge().map_err(stored)?;
            Ok(PurgeResult { originals: originals as f64, ledger_entries: ledger_entries as f64, more })
        })
    }

    /// Reads and checks everything that is stored.
    #[napi(catch_unwind, ts_return_type = "Promise<VerifyResult>")]
    pub fn verify(&self) -> AsyncTask<Work<VerifyResult>> {
        let store = Arc::clone(&self.inner);
        work(move || {
            let found = store.verify().map_err(stored)?;
            Ok(VerifyResult {
                originals: found.originals as f64,
                damaged: found.damaged.iter().map(ToString::to_string).collect(),
                problems: found.problems,
            })
        })
    }

    /// Drops everything, and returns the number of originals.
    #[napi(catch_unwind, ts_return_type = "Promise<number>")]
    pub fn clear(&self) -> AsyncTask<Work<f64>> {
        let store = Arc::clone(&self.inner);
        work(move || Ok(store.clear(None).map_err(stored)? as f64))
    }
}

#[napi]
impl ScopedStore {
    /// Stores texts in one batch, and returns their handles.
    #[napi(catch_unwind, ts_return_type = "Promise<Array<string>>")]
    pub fn put(&self, originals: Vec<String>) -> AsyncTask<Work<Vec<String>>> {
        let own = self.own();
        work(move || {
            let originals: Vec<&str> = originals.iter().map(String::as_str).collect();
            let handles = own?.put(&originals).map_err(stored)?;
            Ok(handles.iter().map(ToString::to_string).collect())
        })
    }

    /// Whether an original with this handle is stored.
    #[napi(catch_unwind, ts_return_type = "Promise<boolean>")]
    pub fn has(&self, handle: String) -> AsyncTask<Work<bool>> {
        let own = self.own();
        work(move || own?.has(&handle).map_err(stored))
    }

    /// A part of an original, by its handle as a reader wrote it. `ask`: the part, in JSON.
    #[napi(catch_unwind, ts_return_type = "Promise<RetrievedPart>")]
    pub fn retrieve(&self, handle: String, ask: String) -> AsyncTask<Work<RetrievedPart>> {
        let own = self.own();
        work(move || {
            let ask = Ask::read(&ask).map_err(unretrieved)?;
            let limit = ask.limit().unwrap_or(usize::MAX);
            let found = own?.retrieve(&handle, &ask.into_part(), limit).map_err(unretrieved)?;
            Ok(found.into())
        })
    }

    /// The originals that match the words of a query best, the best first.
    #[napi(catch_unwind, ts_return_type = "Promise<SearchResult>")]
    pub fn search(&self, query: String, limit: u32) -> AsyncTask<Work<SearchResult>> {
        let own = self.own();
        work(move || {
            let found = own?.search(&query, limit as usize).map_err(stored)?;
            let hits = found.hits.into_iter().map(|hit| SearchHit {
                handle: hit.handle.to_string(),
                bytes: hit.bytes as f64,
                line: hit.line,
                excerpt: hit.excerpt,
            });
            Ok(SearchResult { hits: hits.collect(), pending: found.pending as f64 })
        })
    }

    /// At most `limit` originals of the scope, the newest first. `after` is the last id of an earlier list.
    #[napi(catch_unwind, ts_return_type = "Promise<Array<StoredOriginal>>")]
    pub fn list(&self, after: Option<f64>, limit: u32) -> AsyncTask<Work<Vec<StoredOriginal>>> {
        let own = self.own();
        work(move || {
            let own = own?;
            listed(own.store().list(Some(own.scope()), after.map(|after| after as u64), limit as usize))
        })
    }

    /// Drops everything of the scope, and returns the number of originals.
    #[napi(catch_unwind, ts_return_type = "Promise<number>")]
    pub fn clear(&self) -> AsyncTask<Work<f64>> {
        let own = self.own();
        work(move || {
            let own = own?;
            Ok(own.store().clear(Some(own.scope())).map_err(stored)? as f64)
        })
    }
}

/// The key of a scope, for a store that JavaScript provides: of the scope with an id, or of the workspace in
/// a folder.
#[napi(catch_unwind)]
pub fn scope_key(id: Option<String>, folder: String) -> Result<String> {
    Ok(scope(id, folder)?.key().to_owned())
}

fn scope(id: Option<String>, folder: String) -> Result<Scope> {
    match id {
        None => Ok(workspace(&PathBuf::from(folder))),
        Some(id) => Scope::named(&id).ok_or_else(|| {
            failure("configuration", "option `scope`: up to 256 bytes, without control characters")
        }),
    }
}

fn listed(found: std::result::Result<Vec<Listed>, StoreError>) -> Result<Vec<StoredOriginal>> {
    let convert = |listed: Listed| StoredOriginal {
        id: listed.id as f64,
        handle: listed.handle.to_string(),
        scope: listed.scope,
        bytes: listed.bytes as f64,
        line_feeds: listed.line_feeds as f64,
        stored: listed.stored as f64,
        used: listed.used as f64,
        pinned: listed.pinned,
    };
    Ok(found.map_err(stored)?.into_iter().map(convert).collect())
}

pub(crate) fn stored(error: StoreError) -> napi::Error {
    failure(&format!("store/{}", error.code()), error)
}

pub(crate) fn unretrieved(error: Unretrieved) -> napi::Error {
    match error {
        Unretrieved::Store(error) => stored(error),
        _ => failure(&format!("retrieve/{}", error.code()), error),
    }
}
