//! Dropping what is old, and what there is no room for, in slices.

use std::time::Instant;

use headroom_core::{Digest, Purged, Scope, StoreError};
use rusqlite::{Connection, params};

use super::fault::Fault;
use super::list::stored_bytes;
use super::maintenance::truncate_log;
use super::{PATIENCE, Store, ledger, patiently, search};

/// The most that one slice drops: originals, their packed bytes, decisions.
const ORIGINALS: usize = 32;
const BYTES: i64 = 4 << 20;
const ENTRIES: i64 = 32;
/// What a slice adds to the log, about: the pages of the indexes it touches, in bytes.
const LOGGED: usize = 512 << 10;
/// How many handles of dropped originals are remembered, to say that they were dropped.
const REMEMBERED: i64 = 100_000;

/// An original that may be dropped.
struct Idle {
    id: i64,
    scope: i64,
    digest: Digest,
    packed: i64,
}

impl Store {
    pub(super) fn purge_slice(&self) -> Result<Purged, StoreError> {
        let oldest = self.options.clock.now().saturating_sub(self.options.ttl.as_secs()).cast_signed();
        if !self.glance(|connection| {
            Ok(stored_bytes(connection)? > self.options.limit_bytes || has_expired(connection, oldest)?)
        })? {
            return Ok(Purged::default());
        }
        let purged = self.write(|connection| {
            let entries = expire_entries(connection, oldest, ENTRIES)?;
            let over = stored_bytes(connection)?.saturating_sub(self.options.limit_bytes).cast_signed();
            let originals = drop_idle(connection, oldest, over)?;
            // Everything else is needed by the ledger: losing some of that is better than growing.
            let unpinned =
                if over > 0 && originals == 0 { expire_entries(connection, i64::MAX, ENTRIES)? } else { 0 };
            let still_over = stored_bytes(connection)? > self.options.limit_bytes;
            let ledger_entries = entries + unpinned;
            let more =
                (originals > 0 || ledger_entries > 0) && (still_over || has_expired(connection, oldest)?);
            Ok(Purged { originals, ledger_entries, more })
        })?;
        self.logged(LOGGED);
        Ok(purged)
    }

    pub(super) fn clear_scope(&self, scope: Option<&Scope>) -> Result<u64, StoreError> {
        let mut cleared = 0;
        loop {
            let (originals, entries) = self.write_patiently(|connection| clear_slice(connection, scope))?;
            if originals + entries == 0 {
                break;
            }
            cleared += originals;
            self.logged(LOGGED);
        }
        self.write_patiently(|connection| {
            connection.execute("DELETE FROM gone WHERE ?1 IS NULL OR scope = (SELECT id FROM scope WHERE name = ?1)", [scope.map(Scope::key)])?;
            connection.execute("DELETE FROM scope WHERE (?1 IS NULL OR name = ?1) AND id NOT IN (SELECT scope FROM original)", [scope.map(Scope::key)])?;
            Ok(())
        })?;
        let database = self.database()?;
        if scope.is_none() {
            // Gives the space back. What others store meanwhile stays.
            let vacuumed = database
                .write(Instant::now() + PATIENCE, |connection| Ok(connection.execute_batch("VACUUM")?));
            vacuumed.map_err(|Fault(error)| error)?;
        }
        truncate_log(&database, PATIENCE);
        Ok(cleared)
    }

    /// For work that no request waits for.
    fn write_patiently<T>(
        &self,
        mut work: impl FnMut(&Connection) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        patiently(|| self.write(&mut work))
    }
}

fn has_expired(connection: &Connection, oldest: i64) -> Result<bool, Fault> {
    let mut expired = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM original WHERE pins = 0 AND used < ?1) OR EXISTS (SELECT 1 FROM ledger WHERE used < ?1)")?;
    Ok(expired.query_row([oldest], |row| row.get(0))?)
}

/// Drops originals that were not used since `oldest`, and others until `over` bytes are free. How many.
fn drop_idle(connection: &Connection, oldest: i64, over: i64) -> Result<u64, Fault> {
    let mut idle = connection.prepare_cached(
        "SELECT id, scope, key, packed, used FROM original WHERE pins = 0 ORDER BY used LIMIT ?1",
    )?;
    let mut rows = idle.query([ORIGINALS])?;
    let (mut chosen, mut bytes) = (Vec::with_capacity(ORIGINALS), 0);
    while let Some(row) = rows.next()? {
        if bytes >= BYTES || (bytes >= over && row.get::<_, i64>(4)? >= oldest) {
            break;
        }
        let next =
            Idle { id: row.get(0)?, scope: row.get(1)?, digest: Digest(row.get(2)?), packed: row.get(3)? };
        bytes += next.packed;
        chosen.push(next);
    }
    drop(rows);
    remove(connection, chosen.iter().map(|original| original.id))?;
    for original in &chosen {
        connection
            .prepare_cached("INSERT OR REPLACE INTO gone (scope, handle) VALUES (?1, ?2)")?
            .execute(params![original.scope, original.digest.handle().bytes()])?;
    }
    if !chosen.is_empty() {
        connection
            .prepare_cached("DELETE FROM gone WHERE id <= (SELECT max(id) FROM gone) - ?1")?
            .execute([REMEMBERED])?;
    }
    Ok(chosen.len() as u64)
}

/// Drops originals, with what is known of their words.
pub(super) fn remove(connection: &Connection, ids: impl IntoIterator<Item = i64>) -> Result<(), Fault> {
    let is_indexed = search::has_index(connection)?;
    for id in ids {
        connection.prepare_cached("DELETE FROM original WHERE id = ?1")?.execute([id])?;
        if is_indexed {
            search::forget(connection, id)?;
        }
    }
    if is_indexed {
        search::step_back(connection)?;
    }
    Ok(())
}

/// Forgets decisions that were not used since `oldest`, the oldest first. How many.
fn expire_entries(connection: &Connection, oldest: i64, limit: i64) -> Result<u64, Fault> {
    let mut old =
        connection.prepare_cached("SELECT id FROM ledger WHERE used < ?1 ORDER BY used LIMIT ?2")?;
    let ids: Vec<i64> = old.query_map([oldest, limit], |row| row.get(0))?.collect::<Result<_, _>>()?;
    ids.iter().try_for_each(|&id| ledger::remove(connection, id))?;
    Ok(ids.len() as u64)
}

/// Drops some of a scope, or of all, and overwrites where it stood. How many originals and decisions.
fn clear_slice(connection: &Connection, scope: Option<&Scope>) -> Result<(u64, u64), Fault> {
    connection.execute_batch("PRAGMA secure_delete = ON")?;
    let key = scope.map(Scope::key);
    let ids = |sql| -> Result<Vec<i64>, Fault> {
        Ok(connection
            .prepare_cached(sql)?
            .query_map(params![key, ORIGINALS], |row| row.get(0))?
            .collect::<Result<_, _>>()?)
    };
    let entries = ids(
        "SELECT id FROM ledger WHERE ?1 IS NULL OR scope = (SELECT id FROM scope WHERE name = ?1) LIMIT ?2",
    )?;
    entries.iter().try_for_each(|&id| ledger::remove(connection, id))?;
    let originals = ids(
        "SELECT id FROM original WHERE ?1 IS NULL OR scope = (SELECT id FROM scope WHERE name = ?1) LIMIT ?2",
    )?;
    remove(connection, originals.iter().copied())?;
    connection.execute_batch("PRAGMA secure_delete = FAST")?;
    Ok((originals.len() as u64, entries.len() as u64))
}
