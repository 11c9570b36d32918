//! Originals and decisions in SQLite. On the path of a request every call is one short transaction.

mod body;
mod database;
mod fault;
mod get;
mod keep;
mod key;
mod ledger;
mod list;
mod maintenance;
mod pool;
mod presence;
mod purge;
mod schema;
mod search;
mod shared_index;

pub(crate) use body::Bodies;
pub use keep::Verified;
pub(crate) use presence::{Epoch, Needed};
pub use search::{Hit, SearchResult};

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{fmt, mem};

use headroom_core::{
    Administration, Chain, Entry, Handle, HandleInput, Ledger, Listed, Missing, Original, Originals, Purged,
    Scope, Standing, StoreError, StoreStats,
};
use rusqlite::Connection;

use self::database::{Database, Unopened, begin};
use self::fault::{CORRUPT_INDEX, Fault};
use self::keep::Seen;
use self::maintenance::Added;
use crate::notice::Notice;
use crate::options::Options;

/// How long work that no request waits for waits for other processes.
const PATIENCE: Duration = Duration::from_secs(5);

/// A store in a file that processes share, or in memory. It may be used by many threads at once.
pub struct Store {
    options: Options,
    database: Mutex<Arc<Database>>,
    notices: Mutex<Vec<Notice>>,
    pub(crate) bodies: Bodies,
    seen: Mutex<Seen>,
    added: Added,
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("path", &self.path()).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the store in the folder of the options. If the folder cannot be used, the store is in memory,
    /// and a [notice](Self::take_notices) gives the reason.
    ///
    /// # Errors
    /// If even a database in memory cannot be created.
    pub fn open(options: Options) -> Result<Self, StoreError> {
        let mut notices = Vec::new();
        let in_folder = options.folder.as_deref().map(|folder| Database::in_folder(folder, &options.clock));
        let database = match in_folder {
            Some(Ok((database, notice))) => {
                notices.extend(notice);
                database
            }
            None => in_memory()?,
            Some(Err(reason)) => {
                notices.push(match reason {
                    Unopened::Unsuitable(notice) => notice,
                    Unopened::Fault(Fault(error)) => Notice::Unusable { why: error.to_string() },
                });
                in_memory()?
            }
        };
        Ok(Self {
            options,
            database: Mutex::new(Arc::new(database)),
            notices: Mutex::new(notices),
            bodies: Bodies::default(),
            seen: Mutex::default(),
            added: Added::default(),
        })
    }

    /// The notices since the last call, each once.
    #[must_use]
    pub fn take_notices(&self) -> Vec<Notice> {
        mem::take(&mut *lock(&self.notices))
    }

    /// The file of the database; `None`: the store is in memory.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        lock(&self.database).path().map(Into::into)
    }

    /// Runs `work` in a transaction.
    fn write<T>(&self, mut work: impl FnMut(&Connection) -> Result<T, Fault>) -> Result<T, StoreError> {
        let deadline = Instant::now() + self.options.wait;
        self.guarded(|database| {
            database.write(deadline, |connection| {
                let writing = begin(connection, deadline)?;
                let result = work(connection)?;
                writing.commit()?;
                Ok(result)
            })
        })
    }

    /// Runs `work`, a short read. Each of its statements sees one state of the database.
    fn glance<T>(&self, mut work: impl FnMut(&Connection) -> Result<T, Fault>) -> Result<T, StoreError> {
        self.guarded(|database| database.glance(self.options.wait, &mut work))
    }

    /// Runs `work`, a read that may be long, while others write.
    fn read<T>(&self, mut work: impl FnMut(&Connection) -> Result<T, Fault>) -> Result<T, StoreError> {
        self.guarded(|database| database.read(self.options.wait, &mut work))
    }

    /// Runs `work`. If the database turns out to be corrupt, runs it once more on a new one; if only the
    /// index of words is corrupt, without that index.
    fn guarded<T>(&self, mut work: impl FnMut(&Database) -> Result<T, Fault>) -> Result<T, StoreError> {
        let database = self.database()?;
        let mut result = work(&database);
        if matches!(result, Err(Fault(CORRUPT_INDEX))) {
            let dropped = database.write(Instant::now() + self.options.wait, search::drop_index);
            result = dropped.and_then(|()| work(&database));
        }
        match result {
            Err(Fault(StoreError::Corrupt | CORRUPT_INDEX)) => {
                let fresh = self.replace(&database)?;
                work(&fresh).map_err(|Fault(error)| error)
            }
            result => result.map_err(|Fault(error)| error),
        }
    }

    /// The database. It is reopened if its file was moved aside or removed.
    fn database(&self) -> Result<Arc<Database>, StoreError> {
        let mut database = lock(&self.database);
        if database.is_moved() {
            self.reopen(&mut database)?;
        }
        database.restore_index();
        Ok(Arc::clone(&database))
    }

    /// Moves a corrupt database aside, unless somebody has already done so.
    fn replace(&self, corrupt: &Arc<Database>) -> Result<Arc<Database>, StoreError> {
        let mut database = lock(&self.database);
        if Arc::ptr_eq(&database, corrupt) {
            let notice = corrupt.quarantine(self.options.clock.now()).map_err(|_| StoreError::Corrupt)?;
            lock(&self.notices).extend(notice);
            self.reopen(&mut database)?;
        }
        Ok(Arc::clone(&database))
    }

    fn reopen(&self, database: &mut Arc<Database>) -> Result<(), StoreError> {
        let Some(folder) = &self.options.folder else { return Err(StoreError::Corrupt) };
        let (opened, notice) =
            Database::in_folder(folder, &self.options.clock).map_err(|reason| match reason {
                Unopened::Fault(Fault(error)) => error,
                Unopened::Unsuitable(_) => StoreError::Io,
            })?;
        lock(&self.notices).extend(notice);
        *database = Arc::new(opened);
        Ok(())
    }

    /// The current time, in seconds since 1970.
    pub(crate) fn now(&self) -> u64 {
        self.options.clock.now()
    }

    /// The precision of the time of last use, in seconds: an hour, or finer if originals are kept for less
    /// than a day. With full precision every read would be a write.
    pub(crate) fn step(&self) -> u64 {
        (self.options.ttl.as_secs() / 24).min(3600)
    }
}

fn in_memory() -> Result<Database, StoreError> {
    Database::in_memory().map_err(|_| StoreError::Failed { code: 0 })
}

/// Repeats `work`, which itself waits briefly, until no other process is in its way.
pub(crate) fn patiently<T, E: MayBeBusy>(mut work: impl FnMut() -> Result<T, E>) -> Result<T, E> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match work() {
            Err(error) if error.is_busy() && Instant::now() < deadline => {}
            result => return result,
        }
    }
}

/// An error that may be temporary.
pub(crate) trait MayBeBusy {
    fn is_busy(&self) -> bool;
}

impl MayBeBusy for StoreError {
    fn is_busy(&self) -> bool {
        matches!(self, Self::Busy)
    }
}

/// A panic in another thread cannot have left the value half changed.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Originals for Store {
    fn put(&self, scope: &Scope, originals: &[&str]) -> Result<Vec<Handle>, StoreError> {
        self.keep(scope, originals, &[])?;
        Ok(originals.iter().map(|text| Handle::of(text)).collect())
    }

    fn find(&self, scope: &Scope, echo: &HandleInput) -> Result<Result<Handle, Missing>, StoreError> {
        self.find_original(scope, echo)
    }

    fn get(&self, scope: &Scope, echo: &HandleInput) -> Result<Result<Original, Missing>, StoreError> {
        self.get_original(scope, echo)
    }
}

impl Administration for Store {
    fn list(
        &self,
        scope: Option<&Scope>,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Listed>, StoreError> {
        self.list_originals(scope, after, limit)
    }

    fn stats(&self) -> Result<StoreStats, StoreError> {
        self.count()
    }

    fn purge(&self) -> Result<Purged, StoreError> {
        self.purge_slice()
    }

    fn clear(&self, scope: Option<&Scope>) -> Result<u64, StoreError> {
        self.clear_scope(scope)
    }
}

impl Ledger for Store {
    fn recall(&self, scope: &Scope, chains: &[Chain]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        self.recall_entries(scope, chains)
    }

    fn record(
        &self,
        scope: &Scope,
        originals: &[&str],
        entries: &[Entry<'_>],
    ) -> Result<Vec<Standing>, StoreError> {
        self.keep(scope, originals, entries)
    }
}
