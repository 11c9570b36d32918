//! An open database: one connection that writes and several that read.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use std::{fs, io, thread};

use headroom_core::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::fault::Fault;
use super::pool::Pool;
use super::schema::{Unsuitable, migrate};
use super::shared_index::SharedIndex;
use crate::folder::{self, Unfit};
use crate::notice::Notice;
use crate::options::Clock;

/// The name of the file in its folder.
pub(crate) const FILE: &str = "headroom.db";
/// The lock held while the database is created or moved aside.
const LOCK: &str = "headroom.lock";
/// The other files that SQLite keeps beside it.
pub(crate) const BESIDE: [&str; 3] = [LOG, SHARED_INDEX, "-journal"];
const LOG: &str = "-wal";
const SHARED_INDEX: &str = "-shm";
/// The first version of SQLite that does not lose writes when the log is reset:
/// <https://sqlite.org/wal.html#walresetbug>.
const OLDEST_SQLITE: i32 = 3_051_003;
/// Maximum number of threads that read at once.
const READERS: usize = 4;
/// How long opening waits for others that are opening.
const PATIENCE: Duration = Duration::from_secs(2);
/// The pause between attempts to get a lock that another process holds.
const PAUSE: Duration = Duration::from_micros(500);
/// The log is truncated to this size when it is reset, in bytes.
const LOG_BYTES: u64 = 16 << 20;
/// Number of prepared statements that are kept.
const STATEMENTS: usize = 64;

/// An open database.
#[derive(Debug)]
pub(crate) struct Database {
    /// Identifies the database among all that this process opened.
    id: u64,
    file: Option<File>,
    writer: Pool<Connection>,
    /// Opened on first use.
    readers: Pool<Option<Connection>>,
}

#[derive(Debug)]
struct File {
    path: PathBuf,
    identity: (u64, u64),
    index: SharedIndex,
}

/// The reason why a database could not be opened.
#[derive(Debug)]
pub(crate) enum Unopened {
    /// Its folder or its contents are unsuitable.
    Unsuitable(Notice),
    /// It could not be read or written.
    Fault(Fault),
}

impl From<Unsuitable> for Unopened {
    fn from(reason: Unsuitable) -> Self {
        match reason {
            Unsuitable::Newer(version) => Self::Unsuitable(Notice::Newer { version }),
            Unsuitable::NotOurs => Self::Unsuitable(Notice::NotOurs),
            Unsuitable::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl From<Unfit> for Unopened {
    fn from(reason: Unfit) -> Self {
        match reason {
            Unfit::Refused(notice) => Self::Unsuitable(notice),
            Unfit::Io(error) => error.into(),
        }
    }
}

impl From<io::Error> for Unopened {
    fn from(error: io::Error) -> Self {
        Self::Fault(Fault(match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                StoreError::Full
            }
            _ => StoreError::Io,
        }))
    }
}

impl Database {
    /// A database in memory. It has a single connection, because each connection would have a database of its
    /// own.
    pub(crate) fn in_memory() -> Result<Self, Unopened> {
        let connection = Connection::open_in_memory().map_err(Unsuitable::from)?;
        set_up(&connection).map_err(Unsuitable::from)?;
        migrate(&connection)?;
        Ok(Self { id: next_id(), file: None, writer: Pool::new([connection]), readers: Pool::new([]) })
    }

    /// The database in the folder. A corrupt one is moved aside and replaced by a new one, and the notice
    /// says so.
    pub(crate) fn in_folder(folder: &Path, clock: &Clock) -> Result<(Self, Option<Notice>), Unopened> {
        if rusqlite::version_number() < OLDEST_SQLITE {
            return Err(Unopened::Unsuitable(Notice::Unusable {
                why: format!("SQLite {} loses writes", rusqlite::version()),
            }));
        }
        let folder = folder::prepare(folder, FILE)?;
        let _lock = lock(&folder)?;
        let path = folder.join(FILE);
        match Self::open(&path) {
            Err(Unopened::Fault(Fault(StoreError::Corrupt))) => {
                let moved_to = put_aside(&path, clock.now())?;
                Ok((Self::open(&path)?, Some(Notice::Quarantined { moved_to })))
            }
            opened => opened.map(|database| (database, None)),
        }
    }

    fn open(path: &Path) -> Result<Self, Unopened> {
        for beside in BESIDE {
            folder::check_file(&with_suffix(path, beside))?;
        }
        if !folder::check_file(path)? {
            folder::create(path)?;
        }
        let connection = connect(path, PATIENCE).map_err(Unsuitable::from)?;
        migrate(&connection)?;
        let file = File {
            path: path.to_owned(),
            identity: folder::identity(path)?,
            index: SharedIndex::new(with_suffix(path, SHARED_INDEX)),
        };
        let readers = Pool::new((0..READERS).map(|_| None));
        Ok(Self { id: next_id(), file: Some(file), writer: Pool::new([connection]), readers })
    }

    /// Identifies the database among all that this process opened.
    pub(crate) const fn id(&self) -> u64 {
        self.id
    }

    /// The file of the database.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|file| file.path.as_path())
    }

    /// Whether the file was renamed or removed.
    pub(crate) fn is_moved(&self) -> bool {
        self.file.as_ref().is_some_and(|file| folder::identity(&file.path).ok() != Some(file.identity))
    }

    /// Restores the length of the index that processes share. Called before the database is used.
    pub(crate) fn restore_index(&self) {
        if let Some(file) = &self.file {
            file.index.restore();
        }
    }

    /// The size of the log, in bytes.
    pub(crate) fn log_bytes(&self) -> u64 {
        self.path()
            .and_then(|path| fs::symlink_metadata(with_suffix(path, LOG)).ok())
            .map_or(0, |log| log.len())
    }

    /// Moves the file aside, unless another process has already done so.
    pub(crate) fn quarantine(&self, now: u64) -> Result<Option<Notice>, Unopened> {
        let Some(path) = self.path() else { return Ok(None) };
        let _lock = lock(path.parent().unwrap_or(path))?;
        if self.is_moved() {
            return Ok(None);
        }
        Ok(Some(Notice::Quarantined { moved_to: put_aside(path, now)? }))
    }

    /// Runs `work` on the connection that writes, outside of a transaction.
    pub(crate) fn write<T>(
        &self,
        deadline: Instant,
        work: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.writer.with(deadline, |connection| work(connection)).unwrap_or(Err(Fault(StoreError::Busy)))
    }

    /// Runs a short read on the connection that writes if it is idle, because its cache is the most recent.
    pub(crate) fn glance<T>(
        &self,
        wait: Duration,
        work: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let mut work = Some(work);
        let glanced = self.writer.with(Instant::now(), |connection| {
            connection.busy_timeout(wait)?;
            work.take().map(|work| work(connection)).transpose()
        });
        match work {
            None => glanced.unwrap_or(Ok(None))?.ok_or(Fault(StoreError::Busy)),
            Some(work) => self.read(wait, work),
        }
    }

    /// Runs a long read on a connection that only reads.
    pub(crate) fn read<T>(
        &self,
        wait: Duration,
        work: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let deadline = Instant::now() + wait;
        let Some(path) = self.path() else { return self.write(deadline, work) };
        let read = self.readers.with(deadline, |slot| {
            let connection = match slot.take() {
                Some(connection) => connection,
                None => connect(path, wait)?,
            };
            connection.busy_timeout(wait)?;
            let result = work(&connection);
            *slot = Some(connection);
            result
        });
        read.unwrap_or(Err(Fault(StoreError::Busy)))
    }
}

impl Drop for Database {
    /// Closing a connection reads the index.
    fn drop(&mut self) {
        self.restore_index();
    }
}

fn next_id() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

/// Begins a write transaction as soon as no other process writes, and gives up at the deadline.
pub(crate) fn begin(connection: &Connection, deadline: Instant) -> Result<Writing<'_>, Fault> {
    // SQLite's own busy handler waits at growing intervals and ignores the deadline.
    connection.busy_timeout(Duration::ZERO)?;
    loop {
        match connection
            .prepare_cached("BEGIN IMMEDIATE")
            .and_then(|mut statement| statement.execute([]))
            .map_err(Fault::from)
        {
            Ok(_) => return Ok(Writing(connection)),
            Err(Fault(StoreError::Busy)) if Instant::now() < deadline => thread::sleep(PAUSE),
            Err(error) => return Err(error),
        }
    }
}

/// A write transaction. It is rolled back unless it is committed.
#[derive(Debug)]
pub(crate) struct Writing<'a>(&'a Connection);

impl Writing<'_> {
    pub(crate) fn commit(self) -> Result<(), Fault> {
        self.0.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        if !self.0.is_autocommit() {
            // If the rollback fails, SQLite has already rolled back, or does so when the connection is used
            // next.
            let _ = self.0.execute_batch("ROLLBACK");
        }
    }
}

fn connect(path: &Path, wait: Duration) -> Result<Connection, Fault> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(wait)?;
    set_up(&connection)?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::Io.into());
    }
    // Commits survive the end of the process. After a power failure the last commits may be missing, each as
    // a whole. A commit does not wait for the disk; the log is moved into the database separately.
    connection.execute_batch(&format!(
        "PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = {LOG_BYTES}; PRAGMA wal_autocheckpoint = 0;"
    ))?;
    Ok(connection)
}

fn set_up(connection: &Connection) -> Result<(), Fault> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // No temporary files: originals are in the database and nowhere else.
    connection.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA secure_delete = FAST;")?;
    Ok(())
}

fn lock(folder: &Path) -> Result<fs::File, Unopened> {
    let path = folder.join(LOCK);
    if !folder::check_file(&path)? {
        match folder::create(&path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error.into()),
            _ => {}
        }
    }
    let file = fs::OpenOptions::new().write(true).open(&path)?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(fs::TryLockError::WouldBlock) if Instant::now() < deadline => thread::sleep(PAUSE),
            Err(fs::TryLockError::WouldBlock) => return Err(Unopened::Fault(Fault(StoreError::Busy))),
            Err(fs::TryLockError::Error(error)) => return Err(error.into()),
        }
    }
}

/// Renames the files of a database, and returns the new path of the database itself.
fn put_aside(path: &Path, now: u64) -> io::Result<PathBuf> {
    let mut count = 0;
    let aside = loop {
        let aside = with_suffix(path, &format!(".corrupt-{now}-{count}"));
        if fs::symlink_metadata(&aside).is_err() {
            break aside;
        }
        count += 1;
    };
    fs::rename(path, &aside)?;
    for beside in BESIDE {
        match fs::rename(with_suffix(path, beside), with_suffix(&aside, beside)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(aside)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
