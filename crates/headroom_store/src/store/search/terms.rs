//! Chooses the words of a query that are searched: the time of ranking is proportional to their number of
//! occurrences.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};

use crate::store::fault::Fault;
use crate::words::words;

/// Maximum number of different words considered: the first ones.
const MAX_CONSIDERED: usize = 256;
/// Maximum number of words searched: the rarest ones that occur.
const MAX_WORDS: usize = 24;
/// The rarest word is always searched. Others are added while their total number of occurrences is at most
/// this.
const MAX_OCCURRENCES: i64 = 1 << 20;
/// The frequencies of words in the index. The table belongs to a connection and stores nothing.
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

/// The words that are searched: the rarest ones that occur, bounded in number and frequency, so that the time
/// of a search is bounded.
pub(super) fn choose(connection: &Connection, wanted: &[u64]) -> Result<Vec<u64>, Fault> {
    connection.execute_batch(FREQUENCY)?;
    let mut frequency = connection.prepare_cached("SELECT cnt FROM temp.frequency WHERE term = ?1")?;
    let mut known: Vec<(i64, usize)> = Vec::new();
    for (place, &word) in wanted.iter().enumerate() {
        if let Some(count) = frequency.query_row([term(word)], |row| row.get(0)).optional()? {
            known.push((count, place));
        }
    }
    // A tie goes to the word that comes first.
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

/// The query for the index: originals with any of the words.
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
