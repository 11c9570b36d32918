//! Whether decisions, and the originals that they need, are in the database now.

use headroom_core::{Chain, Handle, Scope, StoreError};
use rusqlite::{Connection, OptionalExtension, Params, params};

use super::Store;
use super::fault::Fault;
use super::key::handle_bounds;
use super::schema::number;

/// A decision, and the original that it needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Needed {
    pub(crate) chain: Chain,
    pub(crate) original: Option<Handle>,
}

/// The rows that were last used too long ago for this use not to count.
#[derive(Default)]
struct Stale {
    decisions: Vec<i64>,
    originals: Vec<i64>,
}

/// A state of a store: as long as it is the same, nothing that was found stored is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Epoch {
    /// The database that is open, which is another one when the file was removed or put aside.
    database: u64,
    /// How often something was dropped from it, by any process.
    dropped: i64,
}

impl Store {
    /// The state that the store is in now.
    pub(crate) fn epoch(&self) -> Result<Epoch, StoreError> {
        self.guarded(|database| {
            let dropped = database
                .glance(self.options.wait, |connection| number(connection, "SELECT times FROM dropped"))?;
            Ok(Epoch { database: database.id(), dropped })
        })
    }

    /// The indexes of those that are not stored, or whose original is not. The others count as used.
    pub(crate) fn absent(&self, scope: &Scope, needed: &[Needed]) -> Result<Vec<usize>, StoreError> {
        if needed.is_empty() {
            return Ok(Vec::new());
        }
        let now = self.options.clock.now();
        let oldest = now.saturating_sub(self.step()).cast_signed();
        let mut stale = Stale::default();
        let absent = self.glance(|connection| {
            stale = Stale::default();
            absent(connection, scope, needed, oldest, &mut stale)
        })?;
        if !stale.decisions.is_empty() || !stale.originals.is_empty() {
            // Where this cannot be written now, it will be at the next use.
            let _ = self.write(|connection| stale.touch(connection, now.cast_signed()));
        }
        Ok(absent)
    }
}

fn absent(
    connection: &Connection,
    scope: &Scope,
    needed: &[Needed],
    oldest: i64,
    stale: &mut Stale,
) -> Result<Vec<usize>, Fault> {
    let scope: Option<i64> = connection
        .prepare_cached("SELECT id FROM scope WHERE name = ?1")?
        .query_row([scope.key()], |row| row.get(0))
        .optional()?;
    let Some(scope) = scope else { return Ok((0..needed.len()).collect()) };
    let mut decision =
        connection.prepare_cached("SELECT id, used FROM ledger WHERE chain = ?1 AND scope = ?2")?;
    let mut original = connection
        .prepare_cached("SELECT id, used FROM original WHERE key BETWEEN ?1 AND ?2 AND scope = ?3")?;
    let mut absent = Vec::new();
    for (index, Needed { chain, original: handle }) in needed.iter().enumerate() {
        let mut is_there = is_there(&mut decision, params![chain.0, scope], oldest, &mut stale.decisions)?;
        if let Some(handle) = handle {
            let (first, last) = handle_bounds(handle);
            is_there &=
                self::is_there(&mut original, params![first, last, scope], oldest, &mut stale.originals)?;
        }
        if !is_there {
            absent.push(index);
        }
    }
    Ok(absent)
}

/// Whether a statement finds its row; one that was not used since `oldest` is added to `stale`.
fn is_there(
    statement: &mut rusqlite::CachedStatement<'_>,
    of: impl Params,
    oldest: i64,
    stale: &mut Vec<i64>,
) -> Result<bool, Fault> {
    let row: Option<(i64, i64)> = statement.query_row(of, |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    if let Some((id, _)) = row.filter(|(_, used)| *used < oldest) {
        stale.push(id);
    }
    Ok(row.is_some())
}

impl Stale {
    fn touch(&self, connection: &Connection, now: i64) -> Result<(), Fault> {
        for (sql, ids) in [
            ("UPDATE ledger SET used = ?2 WHERE id = ?1", &self.decisions),
            ("UPDATE original SET used = ?2 WHERE id = ?1", &self.originals),
        ] {
            let mut touch = connection.prepare_cached(sql)?;
            ids.iter().try_for_each(|id| touch.execute([*id, now]).map(drop))?;
        }
        Ok(())
    }
}
