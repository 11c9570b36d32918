//! Finds the words of a query in a text.

use std::ops::Range;

/// Minimum length of a word, in bytes. Shorter words stand in any question.
const MIN_LEN: usize = 4;
/// Maximum number of words of a query.
const MAX_WORDS: usize = 32;
/// Maximum number of places of a word: a more frequent word identifies none of them.
const MAX_PLACES: usize = 12;

/// The places of the rare words of a query, sorted.
pub(crate) struct Places(Vec<usize>);

impl Places {
    pub(crate) fn new(text: &str, query: Option<&str>) -> Self {
        let is_part = |sign: char| sign.is_alphanumeric() || sign == '_';
        let words = query.unwrap_or_default().split(|sign| !is_part(sign));
        let mut places = Vec::new();
        for word in words.filter(|word| word.len() >= MIN_LEN).take(MAX_WORDS) {
            let before = places.len();
            places.extend(memchr::memmem::find_iter(text.as_bytes(), word).take(MAX_PLACES + 1));
            if places.len() - before > MAX_PLACES {
                places.truncate(before);
            }
        }
        places.sort_unstable();
        Self(places)
    }

    /// Whether one of them is in a span.
    pub(crate) fn are_in(&self, span: &Range<usize>) -> bool {
        let first = self.0.partition_point(|place| *place < span.start);
        self.0.get(first).is_some_and(|place| *place < span.end)
    }
}
