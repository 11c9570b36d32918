//! The tables, and their creation.

use headroom_core::StoreError;
use rusqlite::{Connection, OptionalExtension};

use super::fault::Fault;
use super::search;

/// Identifies our databases: `PRAGMA application_id`. "Hdrm".
const APPLICATION: i64 = 0x4864_726d;
/// The version of the schema: `PRAGMA user_version`.
pub(crate) const VERSION: i64 = 2;
/// Databases of at most this many pages are checked when they are opened, which takes some milliseconds.
const CHECKED_PAGES: i64 = 1024;

/// The additions of each version, by name. A new version adds a list at the end.
const MIGRATIONS: [&[(&str, &str)]; VERSION as usize] = [
    &[
        ("scope", "CREATE TABLE scope (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT"),
        // `key` is the SHA-256 of the text, `pins` the number of decisions that need it. The compressed text
        // is the last column: the columns before it can be scanned without it, and a row is a single write.
        (
            "original",
            "CREATE TABLE original (id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, key BLOB NOT NULL, checksum INTEGER NOT NULL, bytes INTEGER NOT NULL, packed INTEGER NOT NULL, \
             line_feeds INTEGER NOT NULL, stored INTEGER NOT NULL, used INTEGER NOT NULL, pins INTEGER NOT NULL DEFAULT 0, data BLOB NOT NULL) STRICT",
        ),
        // Serves prefixes of keys, in one scope and in all.
        ("original_key", "CREATE UNIQUE INDEX original_key ON original (key, scope)"),
        // Originals in the order in which they are dropped, without the pinned ones.
        ("original_idle", "CREATE INDEX original_idle ON original (used) WHERE pins = 0"),
        // Handles of dropped originals, in the order in which they were dropped.
        (
            "gone",
            "CREATE TABLE gone (id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, handle BLOB NOT NULL) STRICT",
        ),
        ("gone_handle", "CREATE UNIQUE INDEX gone_handle ON gone (handle, scope)"),
        (
            "ledger",
            "CREATE TABLE ledger (id INTEGER PRIMARY KEY, scope INTEGER NOT NULL, chain BLOB NOT NULL, used INTEGER NOT NULL, checksum INTEGER NOT NULL, edits BLOB NOT NULL) STRICT",
        ),
        ("ledger_chain", "CREATE UNIQUE INDEX ledger_chain ON ledger (chain, scope)"),
        ("ledger_used", "CREATE INDEX ledger_used ON ledger (used)"),
        (
            "pin",
            "CREATE TABLE pin (entry INTEGER NOT NULL, original INTEGER NOT NULL, PRIMARY KEY (entry, original)) STRICT, WITHOUT ROWID",
        ),
        // The last original whose words are indexed.
        ("indexed", "CREATE TABLE indexed (up_to INTEGER NOT NULL) STRICT"),
    ],
    // Counts how often any process dropped something: while it stays the same, everything that was found
    // stored is still there. It starts at a random number, so that no two databases have equal counts.
    &[
        ("dropped", "CREATE TABLE dropped (times INTEGER NOT NULL) STRICT"),
        (
            "dropped_original",
            "CREATE TRIGGER dropped_original AFTER DELETE ON original BEGIN UPDATE dropped SET times = times + 1; END",
        ),
        (
            "dropped_decision",
            "CREATE TRIGGER dropped_decision AFTER DELETE ON ledger BEGIN UPDATE dropped SET times = times + 1; END",
        ),
    ],
];
/// Starts the count of `dropped`. The random number is halved, so that the count never overflows.
const START: &str = "INSERT INTO dropped SELECT random() / 2 WHERE NOT EXISTS (SELECT 1 FROM dropped)";

/// The reason why a database is not used.
#[derive(Debug)]
pub(crate) enum Unsuitable {
    /// It was written by a later version.
    Newer(i64),
    /// It was written by another program.
    NotOurs,
    /// It could not be read or written.
    Fault(Fault),
}

impl<T: Into<Fault>> From<T> for Unsuitable {
    fn from(error: T) -> Self {
        Self::Fault(error.into())
    }
}

/// Creates missing tables, and checks that the existing ones are ours. Only one process at a time calls this.
pub(crate) fn migrate(connection: &Connection) -> Result<(), Unsuitable> {
    let tables: i64 = number(connection, "SELECT count(*) FROM sqlite_schema")?;
    let application = number(connection, "PRAGMA application_id")?;
    let version = number(connection, "PRAGMA user_version")?;
    if tables > 0 && application != APPLICATION {
        return Err(Unsuitable::NotOurs);
    }
    if version > VERSION {
        return Err(Unsuitable::Newer(version));
    }
    // Nobody writes a negative version. The check of the tables detects it.
    let done = usize::try_from(version).unwrap_or(MIGRATIONS.len());
    if done < MIGRATIONS.len() {
        let mut script = String::from("BEGIN IMMEDIATE;");
        for (_, sql) in MIGRATIONS[done..].iter().copied().flatten() {
            script.push_str(sql);
            script.push(';');
        }
        connection.execute_batch(&format!("{script} {START}; PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"))?;
    }
    check(connection)
}

fn check(connection: &Connection) -> Result<(), Unsuitable> {
    for (name, expected) in MIGRATIONS.iter().copied().flatten() {
        let found: Option<String> = connection
            .query_row("SELECT sql FROM sqlite_schema WHERE name = ?1", [name], |row| row.get(0))
            .optional()?;
        if found.as_deref() != Some(expected) {
            return Err(StoreError::Corrupt.into());
        }
    }
    if number(connection, "PRAGMA page_count")? <= CHECKED_PAGES && !is_sound(connection)? {
        // Possibly only the index of words is corrupt. It can be rebuilt.
        search::drop_index(connection)?;
        if !is_sound(connection)? {
            return Err(StoreError::Corrupt.into());
        }
    }
    Ok(())
}

fn is_sound(connection: &Connection) -> Result<bool, Fault> {
    let report: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    Ok(report == "ok")
}

/// The single number that a statement returns.
pub(crate) fn number(connection: &Connection, sql: &str) -> Result<i64, Fault> {
    Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}
