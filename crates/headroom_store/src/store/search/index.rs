//! The index of words. It is built at the first search and updated by each search, not when originals are
//! put.

use headroom_core::{Digest, StoreError};
use rusqlite::{Connection, OptionalExtension, params};

use super::terms::push;
use crate::store::Store;
use crate::store::fault::Fault;
use crate::words::words;

/// It stores no text and only hashes of words, so it reveals nothing.
const INDEX: &str = "CREATE VIRTUAL TABLE IF NOT EXISTS word USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii')";
/// Maximum number of bytes indexed of an original.
const INDEXED_BYTES: usize = 1 << 20;
/// Maximum number of bytes of text indexed in one transaction, and by one search.
const SLICE: usize = 256 << 10;
const SEARCH: usize = 64 << 20;

/// An original prepared for the index.
struct Indexed {
    id: i64,
    /// The number of bytes read, at least 1, so that many empty originals end a slice, too.
    bytes: usize,
    /// Its words in the form of the index.
    terms: String,
}

impl Store {
    /// Indexes originals up to a bound, and returns the number of those left.
    pub(super) fn bring_up_to_date(&self) -> Result<u64, StoreError> {
        if !self.read(has_index)? {
            self.write(|connection| {
                Ok(connection.execute_batch(&format!(
                    "{INDEX}; DELETE FROM indexed; INSERT INTO indexed VALUES (0);"
                ))?)
            })?;
        }
        let mut bytes = 0;
        while bytes < SEARCH {
            let (from, slice) = self.read(|connection| self.next_slice(connection))?;
            let Some(last) = slice.last().map(|indexed| indexed.id) else { return Ok(0) };
            bytes += slice.iter().map(|indexed| indexed.bytes).sum::<usize>();
            self.write(|connection| index(connection, from, last, &slice))?;
        }
        self.read(|connection| {
            Ok(connection.query_row(
                "SELECT count(*) FROM original WHERE id > (SELECT max(up_to) FROM indexed)",
                [],
                |row| row.get(0),
            )?)
        })
    }

    /// The last indexed original, and the next few.
    fn next_slice(&self, connection: &Connection) -> Result<(i64, Vec<Indexed>), Fault> {
        let from: i64 = connection
            .prepare_cached("SELECT coalesce(max(up_to), 0) FROM indexed")?
            .query_row([], |row| row.get(0))?;
        let mut next = connection.prepare_cached(
            "SELECT id, key, checksum, bytes, data FROM original WHERE id > ?1 ORDER BY id",
        )?;
        let mut rows = next.query([from])?;
        let (mut slice, mut bytes) = (Vec::new(), 0);
        while bytes < SLICE
            && let Some(row) = rows.next()?
        {
            // A damaged original has no words. It is dropped when it is read.
            let text = self
                .bodies
                .original(row.get_ref(4)?.as_blob()?, row.get(3)?, Digest(row.get(1)?), row.get(2)?)
                .unwrap_or_default();
            let start = &text[..text.floor_char_boundary(INDEXED_BYTES)];
            let mut terms = String::new();
            words(start, |word| {
                terms.push(' ');
                push(&mut terms, word);
            });
            bytes += start.len().max(1);
            slice.push(Indexed { id: row.get(0)?, bytes: start.len().max(1), terms });
        }
        Ok((from, slice))
    }
}

/// Whether there is an index. Without one, other operations need not maintain it.
pub(in crate::store) fn has_index(connection: &Connection) -> Result<bool, Fault> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'word')")?
        .query_row([], |row| row.get(0))?)
}

/// Drops the index. The next search builds it again.
pub(in crate::store) fn drop_index(connection: &Connection) -> Result<(), Fault> {
    Ok(connection.execute_batch("DROP TABLE IF EXISTS word")?)
}

/// Removes an original from the index, if it is in it.
pub(in crate::store) fn forget(connection: &Connection, id: i64) -> Result<(), Fault> {
    connection.prepare_cached("DELETE FROM word WHERE rowid = ?1")?.execute([id])?;
    Ok(())
}

/// Called after originals were dropped: the next original may get the id of the last one.
pub(in crate::store) fn step_back(connection: &Connection) -> Result<(), Fault> {
    connection
        .prepare_cached("UPDATE indexed SET up_to = min(up_to, (SELECT coalesce(max(id), 0) FROM original))")?
        .execute([])?;
    Ok(())
}

fn index(connection: &Connection, from: i64, last: i64, slice: &[Indexed]) -> Result<(), Fault> {
    // Another process may have indexed them first.
    if connection.prepare_cached("UPDATE indexed SET up_to = ?2 WHERE up_to = ?1")?.execute([from, last])?
        == 0
    {
        return Ok(());
    }
    let mut add = connection.prepare_cached("INSERT INTO word (rowid, words) VALUES (?1, ?2)")?;
    let mut exists = connection.prepare_cached("SELECT 1 FROM original WHERE id = ?1")?;
    for Indexed { id, terms, .. } in slice {
        if exists.query_row([id], |_| Ok(())).optional()?.is_some() {
            add.execute(params![id, terms])?;
        }
    }
    Ok(())
}
