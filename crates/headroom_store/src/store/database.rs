//! An opened database: one connection that writes and some that read.

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
use crate::folder::{self, Unfit};
use crate::notice::Notice;
use crate::options::Clock;

/// Its name in its folder.
pub(crate) const FILE: &str = "headroom.db";
/// Held while the database is made, or put aside.
const LOCK: &str = "headroom.lock";
/// The other files that SQLite keeps beside it.
pub(crate) const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];
/// The oldest SQLite that does not lose writes when the log starts over: <https://sqlite.org/wal.html#walresetbug>.
const OLDEST_SQLITE: i32 = 3_051_003;
/// How many threads read at once.
const READERS: usize = 4;
/// How long opening waits for others that open.
const PATIENCE: Duration = Duration::from_secs(2);
/// Between attempts to get hold of what another process has.
const PAUSE: Duration = Duration::from_micros(500);
/// The log is cut back to this when it starts over, in bytes.
const LOG_BYTES: u64 = 16 << 20;
/// Statements that are kept prepared.
const STATEMENTS: usize = 64;

/// An opened database.
#[derive(Debug)]
pub(crate) struct Database {
    /// Tells it from every other database that this process opened.
    id: u64,
    file: Option<File>,
    writer: Pool<Connection>,
    /// Opened when they are first needed.
    readers: Pool<Option<Connection>>,
}

#[derive(Debug)]
struct File {
    path: PathBuf,
    identity: (u64, u64),
}

/// Why a database could not be opened.
#[derive(Debug)]
pub(crate) enum Unopened {
    /// Its place or content is not for us.
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
    /// One in memory. It has one connection: each would have a database of its own.
    pub(crate) fn in_memory() -> Result<Self, Unopened> {
        let connection = Connection::open_in_memory().map_err(Unsuitable::from)?;
        set_up(&connection).map_err(Unsuitable::from)?;
        migrate(&connection)?;
        Ok(Self { id: next_id(), file: None, writer: Pool::new([connection]), readers: Pool::new([]) })
    }

    /// That in the folder. One that is corrupt is put aside, and a new one made; then the notice says so.
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
        let file = File { path: path.to_owned(), identity: folder::identity(path)? };
        let readers = Pool::new((0..READERS).map(|_| None));
        Ok(Self { id: next_id(), file: Some(file), writer: Pool::new([connection]), readers })
    }

    /// Tells it from every other database that this process opened.
    pub(crate) const fn id(&self) -> u64 {
        self.id
    }

    /// The file of the database.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|file| file.path.as_path())
    }

    /// Whether the file has another name now, or none.
    pub(crate) fn is_moved(&self) -> bool {
        self.file.as_ref().is_some_and(|file| folder::identity(&file.path).ok() != Some(file.identity))
    }

    /// How long the log is, in bytes.
    pub(crate) fn log_bytes(&self) -> u64 {
        self.path()
            .and_then(|path| fs::symlink_metadata(with_suffix(path, BESIDE[0])).ok())
            .map_or(0, |log| log.len())
    }

    /// Puts the file aside, unless another process has done so.
    pub(crate) fn quarantine(&self, now: u64) -> Result<Option<Notice>, Unopened> {
        let Some(path) = self.path() else { return Ok(None) };
        let _lock = lock(path.parent().unwrap_or(path))?;
        if self.is_moved() {
            return Ok(None);
        }
        Ok(Some(Notice::Quarantined { moved_to: put_aside(path, now)? }))
    }

    /// Does something with the connection that writes, outside of a transaction.
    pub(crate) fn write<T>(
        &self,
        deadline: Instant,
        work: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        self.writer.with(deadline, |connection| work(connection)).unwrap_or(Err(Fault(StoreError::Busy)))
    }

    /// Reads a little: with the connection that writes where that is idle, for it knows best what is in the file.
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

    /// Reads much, with a connection that only does that.
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

fn next_id() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

/// Begins to write, as soon as no other process does, and gives up at the deadline.
pub(crate) fn begin(connection: &Connection, deadline: Instant) -> Result<Writing<'_>, Fault> {
    // SQLite would wait at growing intervals, and not until the deadline.
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

/// A transaction that writes: undone unless it is committed.
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
            // Where this fails, SQLite has undone it by itself, or does when the connection is next used.
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
    // Commits survive the end of the process; after a power failure the last ones may be gone, as a whole each.
    // A commit does not wait for the disk: the log is moved into the database beside it.
    connection.execute_batch(&format!(
        "PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = {LOG_BYTES}; PRAGMA wal_autocheckpoint = 0;"
    ))?;
    Ok(connection)
}

fn set_up(connection: &Connection) -> Result<(), Fault> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // No temporary files: originals lie in the database and nowhere else.
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

/// Gives the files of a database other names; that of the database itself.
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
