//! Finds originals by words.

mod index;
mod terms;

pub(super) use index::{drop_index, forget, has_index, step_back};

use headroom_core::{Digest, Handle, HandleInput, Originals, Scope, StoreError};
use rusqlite::params;

use super::Store;
use crate::retrieve::find_words;

/// Maximum length of an excerpt, in bytes.
const EXCERPT: usize = 240;
/// Maximum number of originals that a search returns.
const MAX_HITS: usize = 100;

/// The result of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchResult {
    /// The originals that match best, the best first.
    pub hits: Vec<Hit>,
    /// The number of originals of all scopes that are not yet indexed. Another search indexes more of them.
    pub pending: u64,
}

/// A matching original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its handle.
    pub handle: Handle,
    /// Its length, in bytes.
    pub bytes: u64,
    /// The line of its best passage, counted from 1.
    pub line: u32,
    /// The start of that passage.
    pub excerpt: String,
}

impl Store {
    /// At most `limit` originals of the scope that match the words of `query` best, ranked by BM25. Of very
    /// many words only some are searched.
    pub fn search(&self, scope: &Scope, query: &str, limit: usize) -> Result<SearchResult, StoreError> {
        let pending = self.bring_up_to_date()?;
        let wanted = terms::of(query);
        let (words, handles) = self.read(|connection| {
            let words = terms::choose(connection, &wanted)?;
            if words.is_empty() {
                return Ok((words, Vec::new()));
            }
            let mut best = connection.prepare_cached(
                "SELECT o.key FROM word JOIN original o ON o.id = word.rowid \
                 WHERE word MATCH ?1 AND o.scope = (SELECT id FROM scope WHERE name = ?2) ORDER BY bm25(word), o.id DESC LIMIT ?3",
            )?;
            let keys = best.query_map(params![terms::expression(&words), scope.key(), limit.min(MAX_HITS)], |row| row.get(0))?;
            let handles = keys.map(|key| key.map(|key| Digest(key).handle())).collect::<Result<Vec<Handle>, _>>()?;
            Ok((words, handles))
        })?;
        let mut hits = Vec::with_capacity(handles.len());
        for handle in handles {
            // Originals that were dropped meanwhile or are damaged are not returned.
            if let Ok(Ok(original)) = self.get(scope, &HandleInput::from(handle)) {
                let best = find_words(&original.text, &words, EXCERPT).into_iter().next();
                let (line, span) = best.map_or((1, 0..0), |passage| (passage.lines.start + 1, passage.span));
                let cut = original.text.floor_char_boundary(span.end.min(span.start + EXCERPT));
                hits.push(Hit {
                    handle,
                    bytes: original.text.len() as u64,
                    line,
                    excerpt: original.text[span.start..cut].trim_end().to_owned(),
                });
            }
        }
        Ok(SearchResult { hits, pending })
    }
}
