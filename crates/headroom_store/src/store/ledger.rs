//! Decisions about blocks.

use headroom_core::{Chain, Entry, Handle, Scope, Standing, StoreError};
use rusqlite::{Connection, OptionalExtension, params};

use super::Store;
use super::body::checksum;
use super::fault::Fault;
use super::key::handle_bounds;

impl Store {
    pub(super) fn recall_entries(
        &self,
        scope: &Scope,
        chains: &[Chain],
    ) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
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

/// A decision in the database.
struct Known {
    id: i64,
    edits: Vec<u8>,
    /// Whether it is what was written.
    is_whole: bool,
}

fn known(connection: &Connection, scope: i64, chain: &Chain) -> Result<Option<Known>, Fault> {
    let mut known = connection
        .prepare_cached("SELECT id, checksum, edits FROM ledger WHERE chain = ?1 AND scope = ?2")?;
    let row = known
        .query_row(params![chain.0, scope], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?, row.get::<_, Vec<u8>>(2)?))
        })
        .optional()?;
    Ok(row.map(|(id, sum, edits)| Known { id, is_whole: checksum(&chain.0, &edits) == sum, edits }))
}

/// The decisions that stand about the blocks of `entries` and differ from them. A damaged decision does not stand.
pub(super) fn standing(
    connection: &Connection,
    scope: i64,
    entries: &[Entry<'_>],
) -> Result<Vec<Standing>, Fault> {
    let mut standing = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        if let Some(known) = known(connection, scope, &entry.chain)?
            .filter(|known| known.is_whole && known.edits != entry.edits)
        {
            standing.push(Standing { index, edits: known.edits });
        }
    }
    Ok(standing)
}

/// Notes a decision that none [stands](standing) against, and pins what it needs. Noting it again counts as using it.
pub(super) fn insert(connection: &Connection, scope: i64, now: i64, entry: &Entry<'_>) -> Result<(), Fault> {
    let id = match known(connection, scope, &entry.chain)? {
        Some(known) if known.is_whole => {
            connection
                .prepare_cached("UPDATE ledger SET used = ?2 WHERE id = ?1")?
                .execute([known.id, now])?;
            known.id
        }
        damaged => {
            damaged.map_or(Ok(()), |damaged| remove(connection, damaged.id))?;
            connection
                .prepare_cached(
                    "INSERT INTO ledger (scope, chain, used, checksum, edits) VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![
                    scope,
                    entry.chain.0,
                    now,
                    checksum(&entry.chain.0, entry.edits),
                    entry.edits
                ])?;
            connection.last_insert_rowid()
        }
    };
    entry.pins.iter().try_for_each(|handle| pin(connection, scope, id, *handle))
}

fn pin(connection: &Connection, scope: i64, entry: i64, handle: Handle) -> Result<(), Fault> {
    let (first, last) = handle_bounds(&handle);
    let mut original =
        connection.prepare_cached("SELECT id FROM original WHERE key BETWEEN ?1 AND ?2 AND scope = ?3")?;
    let Some(original): Option<i64> =
        original.query_row(params![first, last, scope], |row| row.get(0)).optional()?
    else {
        return Err(StoreError::NotStored { handle }.into());
    };
    if connection
        .prepare_cached("INSERT OR IGNORE INTO pin (entry, original) VALUES (?1, ?2)")?
        .execute([entry, original])?
        > 0
    {
        connection
            .prepare_cached("UPDATE original SET pins = pins + 1 WHERE id = ?1")?
            .execute([original])?;
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
