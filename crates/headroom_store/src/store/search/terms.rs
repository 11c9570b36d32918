//! Which words of a query are looked for: ranking takes time in proportion to their number times how often they occur.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};

use crate::store::fault::Fault;
use crate::words::words;

/// Of longer queries the first different words are considered.
const MAX_CONSIDERED: usize = 256;
/// Of those that occur anywhere, the rarest are looked for.
const MAX_WORDS: usize = 24;
/// The rarest word is looked for however often it occurs; others as long as they occur no more often than this together.
const MAX_OCCURRENCES: i64 = 1 << 20;
/// How often words occur, in the index. It belongs to a connection, and holds nothing.
const FREQUENCY: &str = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.frequency USING fts5vocab(main, word, row)";

/// The first different words of a query.
pub(super) fn of(query: &str) -> Vec<u64> {
    let (mut seen, mut first) = (HashSet::new(), Vec::new());
    words(query, |word| {
        if first.len() < MAX_CONSIDERED && seen.insert(word) {
            first.push(word);
        }
    });
    first
}

/// Those of the words that are looked for: the rarest that occur, so few and so rare that the time it takes is bounded.
pub(super) fn choose(connection: &Connection, wanted: &[u64]) -> Result<Vec<u64>, Fault> {
    connection.execute_batch(FREQUENCY)?;
    let mut frequency = connection.prepare_cached("SELECT cnt FROM temp.frequency WHERE term = ?1")?;
    let mut known: Vec<(i64, usize)> = Vec::new();
    for (place, &word) in wanted.iter().enumerate() {
        if let Some(count) = frequency.query_row([term(word)], |row| row.get(0)).optional()? {
            known.push((count, place));
        }
    }
    // Of equally rare ones those that come first.
    known.sort_unstable();
    known.truncate(MAX_WORDS);
    let mut occurrences: i64 = 0;
    let within = known.iter().take_while(|(count, _)| {
        occurrences = occurrences.saturating_add(*count);
        occurrences <= MAX_OCCURRENCES
    });
    let count = within.count().max(1);
    known.truncate(count);
    let mut places: Vec<usize> = known.into_iter().map(|(_, place)| place).collect();
    places.sort_unstable();
    Ok(places.into_iter().map(|place| wanted[place]).collect())
}

/// What the index is asked: for originals with any of the words.
pub(super) fn expression(words: &[u64]) -> String {
    words.iter().map(|word| term(*word)).collect::<Vec<_>>().join(" OR ")
}

fn term(word: u64) -> String {
    let mut term = String::new();
    push(&mut term, word);
    term
}

/// Ten letters for 47 bits of a word: one token for FTS5, and no keyword of its queries.
pub(super) fn push(out: &mut String, word: u64) {
    let mut rest = word;
    for _ in 0..10 {
        out.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
}
