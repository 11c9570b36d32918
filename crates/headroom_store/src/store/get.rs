//! Finds originals by whole or shortened handles.

use headroom_core::{Digest, Handle, HandleInput, Missing, Original, Scope, StoreError};
use rusqlite::{Connection, Row, params};

use super::Store;
use super::fault::Fault;
use super::purge::remove;

/// The row of an original, and the result of reading its body.
struct StoredBody<T> {
    id: i64,
    digest: Digest,
    used: i64,
    body: T,
}

impl Store {
    pub(super) fn find_original(
        &self,
        scope: &Scope,
        echo: &HandleInput,
    ) -> Result<Result<Handle, Missing>, StoreError> {
        self.glance(|connection| {
            Ok(find(connection, FIND, scope, echo, |_, _| Ok(()))?.map(|found| found.digest.handle()))
        })
    }

    pub(super) fn get_original(
        &self,
        scope: &Scope,
        echo: &HandleInput,
    ) -> Result<Result<Original, Missing>, StoreError> {
        let unpack = |row: &Row<'_>, digest| {
            let (sum, bytes) = (row.get(3)?, row.get(4)?);
            Ok(self.bodies.original(row.get_ref(5)?.as_blob()?, bytes, digest, sum))
        };
        let found = match self.glance(|connection| find(connection, GET, scope, echo, unpack))? {
            Ok(found) => found,
            Err(missing) => return Ok(Err(missing)),
        };
        let handle = found.digest.handle();
        let Some(text) = found.body else {
            // The error is returned even if the original could not be dropped.
            let _ = self.drop_damaged(found.id, found.digest);
            return Err(StoreError::Damaged { handle });
        };
        let now = self.options.clock.now();
        if found.used.cast_unsigned() < now.saturating_sub(self.step()) {
            // If this write fails, the next use repeats it.
            let _ = self.write(|connection| {
                Ok(connection
                    .prepare_cached("UPDATE original SET used = ?2 WHERE id = ?1")?
                    .execute([found.id, now.cast_signed()])?)
            });
        }
        Ok(Ok(Original { handle, text }))
    }

    /// Drops a damaged original, so that it can be put again.
    pub(super) fn drop_damaged(&self, id: i64, digest: Digest) -> Result<(), StoreError> {
        self.write(|connection| {
            // Somebody else may have dropped it, and another original may have its id.
            if !connection
                .prepare_cached("SELECT 1 FROM original WHERE id = ?1 AND key = ?2")?
                .exists(params![id, digest.0])?
            {
                return Ok(());
            }
            // Another original may get its id, and must not lose its pins when the decision is removed.
            connection.prepare_cached("DELETE FROM pin WHERE original = ?1")?.execute([id])?;
            remove(connection, [id])
        })
    }
}

/// The originals of a scope whose keys lie between two keys. Each statement locks the database anew, so the
/// body is read together with the row.
const FIND: &str = "SELECT id, key, used FROM original WHERE key BETWEEN ?1 AND ?2 AND scope = (SELECT id FROM scope WHERE name = ?3)";
const GET: &str = "SELECT id, key, used, checksum, bytes, data FROM original WHERE key BETWEEN ?1 AND ?2 AND scope = (SELECT id FROM scope WHERE name = ?3)";

/// The only original of the scope that `echo` can mean.
fn find<T>(
    connection: &Connection,
    sql: &str,
    scope: &Scope,
    echo: &HandleInput,
    body: impl Fn(&Row<'_>, Digest) -> Result<T, Fault>,
) -> Result<Result<StoredBody<T>, Missing>, Fault> {
    let mut own = connection.prepare_cached(sql)?;
    let mut found: Option<StoredBody<T>> = None;
    for prefix in echo.readings() {
        let mut rows = own.query(params![prefix.first(), prefix.last(), scope.key()])?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            match &found {
                Some(found) if found.id == id => {}
                Some(_) => return Ok(Err(Missing::Ambiguous)),
                None => {
                    let digest = Digest(row.get(1)?);
                    found = Some(StoredBody { id, digest, used: row.get(2)?, body: body(row, digest)? });
                }
            }
        }
    }
    match found {
        Some(found) => Ok(Ok(found)),
        None => why_missing(connection, scope, echo).map(Err),
    }
}

fn why_missing(connection: &Connection, scope: &Scope, echo: &HandleInput) -> Result<Missing, Fault> {
    let mut gone = connection.prepare_cached("SELECT 1 FROM gone WHERE handle BETWEEN ?1 AND ?2 AND scope = (SELECT id FROM scope WHERE name = ?3)")?;
    for prefix in echo.readings() {
        if gone.exists(params![
            &prefix.first()[..Handle::BYTES],
            &prefix.last()[..Handle::BYTES],
            scope.key()
        ])? {
            return Ok(Missing::Expired);
        }
    }
    // Other scopes are not searched: somebody who guesses a text could otherwise learn that it was stored.
    Ok(Missing::Unknown)
}
