//! Decisions about blocks.

use headroom_core::{Chain, Entry, Handle, Scope, StoreError};
use rusqlite::{Connection, OptionalExtension, params};

use super::Store;
use super::body::checksum;
use super::fault::Fault;
use super::keep::handle_bounds;

impl Store {
    pub(super) fn recall_entries(&self, scope: &Scope, chains: &[Chain]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        let now = self.options.clock.now();
        let oldest = now.saturating_sub(self.step()).cast_signed();
        let mut stale = Vec::new();
        let recalled = self.glance(|connection| {
            stale.clear();
            let mut entry = connection.prepare_cached(
                "SELECT id, used, checksum, edits FROM ledger WHERE chain = ?1 AND scope = (SELECT id FROM scope WHERE name = ?2)",
            )?;
            let mut recalled = Vec::with_capacity(chains.len());
            for chain in chains {
                let row = entry.query_row(params![chain.0, scope.key()], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?, row.get::<_, Vec<u8>>(3)?))).optional()?;
                recalled.push(row.and_then(|(id, used, sum, edits)| {
                    if checksum(&chain.0, &edits) != sum {
                        return None;
                    }
                    if used < oldest {
                        stale.push(id);
                    }
                    Some(edits)
                }));
            }
            Ok(recalled)
        })?;
        if !stale.is_empty() {
            // Where this cannot be written now, it will be at the next use.
            let _ = self.write(|connection| {
                let mut touch = connection.prepare_cached("UPDATE ledger SET used = ?2 WHERE id = ?1")?;
                stale.iter().try_for_each(|id| touch.execute([*id, now.cast_signed()]).map(drop))?;
                Ok(())
            });
        }
        Ok(recalled)
    }
}

/// Notes a decision, and pins what it needs. The first one stands, unless it was damaged.
pub(super) fn insert(connection: &Connection, scope: i64, now: i64, entry: &Entry<'_>) -> Result<(), Fault> {
    let mut known = connection.prepare_cached("SELECT id, checksum, edits FROM ledger WHERE chain = ?1 AND scope = ?2")?;
    let known: Option<(i64, i64, Vec<u8>)> = known.query_row(params![entry.chain.0, scope], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    if let Some((id, sum, edits)) = known {
        if checksum(&entry.chain.0, &edits) == sum {
            return Ok(());
        }
        remove(connection, id)?;
    }
    connection
        .prepare_cached("INSERT INTO ledger (scope, chain, used, checksum, edits) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![scope, entry.chain.0, now, checksum(&entry.chain.0, entry.edits), entry.edits])?;
    let id = connection.last_insert_rowid();
    entry.pins.iter().try_for_each(|handle| pin(connection, scope, id, *handle))
}

fn pin(connection: &Connection, scope: i64, entry: i64, handle: Handle) -> Result<(), Fault> {
    let (first, last) = handle_bounds(&handle);
    let mut original = connection.prepare_cached("SELECT id FROM original WHERE key BETWEEN ?1 AND ?2 AND scope = ?3")?;
    let Some(original): Option<i64> = original.query_row(params![first, last, scope], |row| row.get(0)).optional()? else {
        return Err(StoreError::NotStored { handle }.into());
    };
    if connection.prepare_cached("INSERT OR IGNORE INTO pin (entry, original) VALUES (?1, ?2)")?.execute([entry, original])? > 0 {
        connection.prepare_cached("UPDATE original SET pins = pins + 1 WHERE id = ?1")?.execute([original])?;
    }
    Ok(())
}

/// Forgets a decision, and lets go of what it needed.
pub(super) fn remove(connection: &Connection, id: i64) -> Result<(), Fault> {
    connection.prepare_cached("UPDATE original SET pins = max(pins - 1, 0) WHERE id IN (SELECT original FROM pin WHERE entry = ?1)")?.execute([id])?;
    connection.prepare_cached("DELETE FROM pin WHERE entry = ?1")?.execute([id])?;
    connection.prepare_cached("DELETE FROM ledger WHERE id = ?1")?.execute([id])?;
    Ok(())
}
