//! Putting originals and decisions into the database, and whether those in it are whole.

use std::collections::BTreeSet;

use headroom_core::{Digest, Entry, Handle, Scope, Standing, StoreError};
use rusqlite::{Connection, OptionalExtension, params};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::body::{MAX_LEN, checksum};
use super::fault::Fault;
use super::key::handle_bounds;
use super::{Store, ledger, lock};

/// A transaction takes in so many packed bytes, or one original: the log stays short.
const TRANSACTION: usize = 16 << 20;

/// Packing shorter texts takes no longer than looking whether they are stored, in bytes.
const LONG: usize = 16 << 10;
/// How many originals a process remembers to have seen.
const SEEN: usize = 1 << 16;

/// The originals that this process was given: if they come again they are likely to be stored. A hint, no more.
#[derive(Debug, Default)]
pub(super) struct Seen(BTreeSet<u64>);

impl Seen {
    /// Whether it had not been seen.
    fn insert(&mut self, scope: &Scope, digest: &Digest) -> bool {
        if self.0.len() >= SEEN {
            self.0.clear();
        }
        self.0.insert(xxh3_64_with_seed(&digest.0, xxh3_64(scope.key().as_bytes())))
    }
}

/// What was found when all was checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many originals were read.
    pub originals: u64,
    /// Those that are no longer what was put. They have been dropped.
    pub damaged: Vec<Handle>,
    /// What SQLite finds wrong with the file, if anything.
    pub problems: Vec<String>,
}

/// An original on its way into the database.
struct Packed {
    digest: Digest,
    checksum: i64,
    bytes: usize,
    line_feeds: usize,
    data: Vec<u8>,
}

impl Store {
    /// Stores originals, and decisions unless other ones stand: then it gives those.
    pub(super) fn keep(
        &self,
        scope: &Scope,
        originals: &[&str],
        entries: &[Entry<'_>],
    ) -> Result<Vec<Standing>, StoreError> {
        let limit = MAX_LEN.min(usize::try_from(self.options.limit_bytes / 2).unwrap_or(usize::MAX));
        if originals.iter().any(|text| text.len() > limit) {
            return Err(StoreError::TooLarge { limit });
        }
        self.make_room();
        let digests: Vec<_> = originals.iter().map(Digest::of).collect();
        let mut fresh = self.missing(scope, originals, &digests)?.into_iter();
        loop {
            let mut group: Vec<Packed> = Vec::new();
            let mut bytes = 0;
            while bytes < TRANSACTION
                && let Some(index) = fresh.next()
            {
                let text = originals[index];
                let data = self.bodies.pack(text)?;
                bytes += data.len();
                let (digest, line_feeds) =
                    (digests[index], memchr::memchr_iter(b'\n', text.as_bytes()).count());
                group.push(Packed {
                    digest,
                    checksum: checksum(&digest.0, text.as_bytes()),
                    bytes: text.len(),
                    line_feeds,
                    data,
                });
            }
            let is_last = bytes < TRANSACTION;
            let entries = if is_last { entries } else { &[] };
            if group.is_empty() && entries.is_empty() {
                return Ok(Vec::new());
            }
            let now = self.options.clock.now().cast_signed();
            let standing = self.write(|connection| {
                let scope = scope_id(connection, scope)?;
                let standing = ledger::standing(connection, scope, entries)?;
                if standing.is_empty() {
                    group.iter().try_for_each(|original| insert(connection, scope, now, original))?;
                    entries.iter().try_for_each(|entry| ledger::insert(connection, scope, now, entry))?;
                }
                Ok(standing)
            })?;
            self.added(group.len() + entries.len(), bytes);
            if is_last {
                return Ok(standing);
            }
        }
    }

    /// The indexes of those that are not stored, or were last used too long ago for this use not to count; also of
    /// those which are not worth looking for.
    fn missing(
        &self,
        scope: &Scope,
        originals: &[&str],
        digests: &[Digest],
    ) -> Result<Vec<usize>, StoreError> {
        let oldest = self.options.clock.now().saturating_sub(self.step()).cast_signed();
        let (mut missing, likely): (Vec<_>, Vec<_>) = {
            let mut seen = lock(&self.seen);
            (0..digests.len())
                .partition(|&index| seen.insert(scope, &digests[index]) && originals[index].len() < LONG)
        };
        if !likely.is_empty() {
            missing.extend(self.glance(|connection| {
                let mut known = connection.prepare_cached("SELECT 1 FROM original WHERE key = ?1 AND used >= ?2 AND scope = (SELECT id FROM scope WHERE name = ?3)")?;
                let mut missing = Vec::new();
                for &index in &likely {
                    if !known.exists(params![digests[index].0, oldest, scope.key()])? {
                        missing.push(index);
                    }
                }
                Ok(missing)
            })?);
            missing.sort_unstable();
        }
        Ok(missing)
    }

    /// Reads all that is stored, and checks it.
    pub fn verify(&self) -> Result<Verified, StoreError> {
        let mut found = Verified::default();
        let mut after = 0;
        while let Some((id, key, sum, bytes, data)) = self.read(|connection| {
            let mut next = connection.prepare_cached(
                "SELECT id, key, checksum, bytes, data FROM original WHERE id > ?1 ORDER BY id LIMIT 1",
            )?;
            let row = next.query_row([after], |row| {
                Ok((
                    row.get(0)?,
                    row.get::<_, [u8; 32]>(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get::<_, Vec<u8>>(4)?,
                ))
            });
            Ok(row.optional()?)
        })? {
            after = id;
            found.originals += 1;
            let digest = Digest(key);
            let text = self.bodies.original(&data, bytes, digest, sum);
            if text.is_none_or(|text| Digest::of(&text) != digest) {
                found.damaged.push(digest.handle());
                self.drop_damaged(id, digest)?;
            }
        }
        found.problems = self.read(|connection| {
            let mut check = connection.prepare("PRAGMA integrity_check")?;
            let lines: Vec<String> = check.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            Ok(lines.into_iter().filter(|line| line != "ok").collect())
        })?;
        Ok(found)
    }
}

/// The number of a scope, which it gets when it first stores something.
fn scope_id(connection: &Connection, scope: &Scope) -> Result<i64, Fault> {
    let known = connection
        .prepare_cached("SELECT id FROM scope WHERE name = ?1")?
        .query_row([scope.key()], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    connection.prepare_cached("INSERT INTO scope (name) VALUES (?1)")?.execute([scope.key()])?;
    Ok(connection.last_insert_rowid())
}

fn insert(connection: &Connection, scope: i64, now: i64, original: &Packed) -> Result<(), Fault> {
    let Packed { digest, checksum, bytes, line_feeds, data } = original;
    let (first, last) = handle_bounds(&digest.handle());
    let mut same = connection
        .prepare_cached("SELECT id, key FROM original WHERE key BETWEEN ?1 AND ?2 AND scope = ?3")?;
    let known: Option<(i64, [u8; 32])> =
        same.query_row(params![first, last, scope], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    match known {
        Some((id, key)) if key == digest.0 => {
            connection.prepare_cached("UPDATE original SET used = ?2 WHERE id = ?1")?.execute([id, now])?;
        }
        Some(_) => return Err(StoreError::Collision { handle: digest.handle() }.into()),
        None => {
            connection
                .prepare_cached("INSERT INTO original (scope, key, checksum, bytes, packed, line_feeds, stored, used, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8)")?
                .execute(params![scope, digest.0, checksum, bytes, data.len(), line_feeds, now, data])?;
        }
    }
    Ok(())
}
