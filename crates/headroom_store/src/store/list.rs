//! Lists and counts the contents of the store.

use headroom_core::{Digest, Listed, Scope, StoreError, StoreStats};
use rusqlite::{Connection, params};

use super::Store;
use super::fault::Fault;
use super::schema::number;

/// Maximum length of a page.
const PAGE: usize = 100_000;

impl Store {
    pub(super) fn list_originals(
        &self,
        scope: Option<&Scope>,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Listed>, StoreError> {
        let after = after.map_or(i64::MAX, |after| after.min(i64::MAX as u64).cast_signed());
        self.read(|connection| {
            let mut page = connection.prepare_cached(
                "SELECT o.id, o.key, s.name, o.bytes, o.line_feeds, o.stored, o.used, o.pins FROM original o JOIN scope s ON s.id = o.scope \
                 WHERE o.id < ?1 AND (?2 IS NULL OR s.name = ?2) ORDER BY o.id DESC LIMIT ?3",
            )?;
            let rows = page.query_map(params![after, scope.map(Scope::key), limit.min(PAGE)], |row| {
                Ok(Listed {
                    id: row.get(0)?,
                    handle: Digest(row.get(1)?).handle(),
                    scope: row.get(2)?,
                    bytes: row.get(3)?,
                    line_feeds: row.get(4)?,
                    stored: row.get(5)?,
                    used: row.get(6)?,
                    pinned: row.get::<_, i64>(7)? > 0,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    pub(super) fn count(&self) -> Result<StoreStats, StoreError> {
        let database = self.database()?;
        self.read(|connection| {
            let mut totals = connection.prepare_cached("SELECT count(*), coalesce(sum(bytes), 0), coalesce(sum(packed), 0), count(*) FILTER (WHERE pins > 0), count(DISTINCT scope) FROM original")?;
            let (originals, bytes, packed_bytes, pinned, scopes) = totals.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?;
            Ok(StoreStats {
                scopes,
                originals,
                pinned,
                bytes,
                packed_bytes,
                stored_bytes: stored_bytes(connection)?,
                limit_bytes: self.options.limit_bytes,
                log_bytes: database.log_bytes(),
                ledger_entries: number(connection, "SELECT count(*) FROM ledger")?.max(0).cast_unsigned(),
                lasting: database.path().is_some(),
            })
        })
    }
}

/// The size of the pages in use, in bytes. It is known at once, and includes everything stored.
pub(super) fn stored_bytes(connection: &Connection) -> Result<u64, Fault> {
    let pages = number(connection, "PRAGMA page_count")? - number(connection, "PRAGMA freelist_count")?;
    Ok((pages * number(connection, "PRAGMA page_size")?).max(0).cast_unsigned())
}
