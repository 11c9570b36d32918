//! Finding originals by what is left of their handles.

use headroom_core::{Digest, Echo, Handle, Missing, Original, Prefix, Scope, StoreError};
use rusqlite::{Connection, OptionalExtension, params};

use super::Store;
use super::fault::Fault;
use super::purge::remove;

/// A row of an original.
struct Found {
    id: i64,
    digest: Digest,
    bytes: i64,
    used: i64,
}

impl Store {
    pub(super) fn find_original(&self, scope: &Scope, echo: &Echo) -> Result<Result<Handle, Missing>, StoreError> {
        self.read(|connection| Ok(find(connection, scope, echo)?.map(|found| found.digest.handle())))
    }

    pub(super) fn get_original(&self, scope: &Scope, echo: &Echo) -> Result<Result<Original, Missing>, StoreError> {
        let read = self.read(|connection| {
            let found = match find(connection, scope, echo)? {
                Ok(found) => found,
                Err(missing) => return Ok(Err(missing)),
            };
            let mut body = connection.prepare_cached("SELECT data FROM body WHERE id = ?1")?;
            let text = body.query_row([found.id], |row| Ok(self.bodies.unpack(row.get_ref(0)?.as_blob()?, found.bytes, found.digest))).optional()?;
            Ok(Ok((found, text.flatten())))
        })?;
        let (found, text) = match read {
            Ok(read) => read,
            Err(missing) => return Ok(Err(missing)),
        };
        let handle = found.digest.handle();
        let Some(text) = text else {
            // It is said to be damaged even where it cannot be dropped.
            let _ = self.drop_damaged(found.id);
            return Err(StoreError::Damaged { handle });
        };
        let now = self.options.clock.now();
        if found.used.cast_unsigned() < now.saturating_sub(self.step()) {
            // Where this cannot be written now, it will be at the next use.
            let _ = self.write(|connection| Ok(connection.prepare_cached("UPDATE original SET used = ?2 WHERE id = ?1")?.execute([found.id, now.cast_signed()])?));
        }
        Ok(Ok(Original { handle, text }))
    }

    /// Drops an original that is not what was put, so that it can be put again.
    pub(super) fn drop_damaged(&self, id: i64) -> Result<(), StoreError> {
        self.write(|connection| remove(connection, [id]))
    }
}

/// The only original of the scope that `echo` can mean.
fn find(connection: &Connection, scope: &Scope, echo: &Echo) -> Result<Result<Found, Missing>, Fault> {
    let mut own = connection.prepare_cached(
        "SELECT id, key, bytes, used FROM original WHERE key BETWEEN ?1 AND ?2 AND scope = (SELECT id FROM scope WHERE name = ?3) LIMIT 2",
    )?;
    let mut found: Option<Found> = None;
    for prefix in echo.readings() {
        let mut rows = own.query(params![prefix.first(), prefix.last(), scope.key()])?;
        while let Some(row) = rows.next()? {
            let next = Found { id: row.get(0)?, digest: Digest(row.get(1)?), bytes: row.get(2)?, used: row.get(3)? };
            if found.as_ref().is_some_and(|found| found.id != next.id) {
                return Ok(Err(Missing::Ambiguous));
            }
            found = Some(next);
        }
    }
    match found {
        Some(found) => Ok(Ok(found)),
        None => why_missing(connection, scope, echo).map(Err),
    }
}

fn why_missing(connection: &Connection, scope: &Scope, echo: &Echo) -> Result<Missing, Fault> {
    let mut gone = connection.prepare_cached("SELECT 1 FROM gone WHERE handle BETWEEN ?1 AND ?2 AND scope = (SELECT id FROM scope WHERE name = ?3)")?;
    for prefix in echo.readings() {
        if gone.exists(params![&prefix.first()[..Handle::BYTES], &prefix.last()[..Handle::BYTES], scope.key()])? {
            return Ok(Missing::Expired);
        }
    }
    // Whoever has only a part of a handle could try them all, and learn what other scopes hold.
    let mut foreign = connection.prepare_cached("SELECT 1 FROM original WHERE key BETWEEN ?1 AND ?2")?;
    for prefix in echo.readings().filter(|prefix| Prefix::is_whole(prefix)) {
        if foreign.exists(params![prefix.first(), prefix.last()])? {
            return Ok(Missing::Foreign);
        }
    }
    Ok(Missing::Unknown)
}
