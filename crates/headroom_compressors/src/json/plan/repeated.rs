//! Named values: a value that occurs several times is written once, with a name.

use std::collections::{HashMap, HashSet};

use headroom_core::Hashed;
use headroom_formats::json::{Kind, Tape};
use xxhash_rust::xxh3::xxh3_64;

/// Minimum and maximum lengths of named values, in bytes. Shorter strings are read faster than looked up.
const MIN_STRING_LEN: usize = 24;
const MIN_CONTAINER_LEN: usize = 40;
const MAX_LEN: usize = 1 << 16;
/// Budget for comparing values, as a multiple of the text. Nested values are read again.
const LOOKS: usize = 8;
/// Approximate cost of a name and its mark, expressed in bytes of text.
const NAME_LENGTH: usize = 16;
/// Minimum saving of a name, in bytes.
const MIN_SAVING: usize = 48;
/// Maximum number of names: a reader cannot look up more.
const MAX_NAMES: usize = 64;
/// Number of remembered values: `FREE_VALUES` and one for each `BYTES_PER_VALUE` bytes of text, at most
/// `MAX_VALUES`, so that all of them fit into the caches of a processor.
const BYTES_PER_VALUE: usize = 64;
const FREE_VALUES: usize = 1 << 12;
const MAX_VALUES: usize = 1 << 14;

/// Counts how often values occur in a text. The default counts nothing.
#[derive(Default)]
pub(in crate::json) struct Repeated {
    seen: Hashed<Seen>,
    /// The hashes of the values seen twice, in the order of the second occurrences.
    twice: Vec<u64>,
    room: usize,
    /// How many more bytes may be read.
    looks: usize,
}

/// The named values of a text.
#[derive(Default)]
pub(in crate::json) struct Names {
    /// By hash: a node with the value, and the name.
    by_hash: HashMap<u64, (u32, String)>,
    /// The lengths of named values: values of other lengths need not be hashed.
    lengths: HashSet<usize>,
}

impl Names {
    /// The hash and the name of the value; `None` if it has no name.
    pub(in crate::json) fn find(&self, tape: &Tape<'_>, node: u32) -> Option<(u64, &str)> {
        let raw = tape.raw(node);
        if !self.lengths.contains(&raw.len()) {
            return None;
        }
        let hash = xxh3_64(raw.as_bytes());
        let (first, name) = self.by_hash.get(&hash)?;
        (tape.raw(*first) == raw).then_some((hash, name))
    }
}

#[derive(Clone, Copy)]
struct Seen {
    count: u32,
    /// The first occurrence, and the key that leads to it.
    node: u32,
    key: Option<u32>,
}

impl Repeated {
    pub(super) fn new(tape: &Tape<'_>) -> Self {
        Self {
            seen: HashMap::default(),
            twice: Vec::new(),
            room: MAX_VALUES.min(tape.text().len() / BYTES_PER_VALUE + FREE_VALUES),
            looks: tape.text().len() * LOOKS,
        }
    }

    pub(super) fn string(&mut self, tape: &Tape<'_>, node: u32, key: Option<u32>) {
        if (MIN_STRING_LEN..=MAX_LEN).contains(&tape.raw(node).len()) {
            self.see(tape, node, key);
        }
    }

    /// Whether the array or object occurred before.
    pub(super) fn container(&mut self, tape: &Tape<'_>, node: u32, key: Option<u32>) -> bool {
        (MIN_CONTAINER_LEN..=MAX_LEN).contains(&tape.raw(node).len()) && self.see(tape, node, key)
    }

    fn see(&mut self, tape: &Tape<'_>, node: u32, key: Option<u32>) -> bool {
        let Some(looks) = self.looks.checked_sub(tape.raw(node).len()) else { return false };
        self.looks = looks;
        let hash = xxh3_64(tape.raw(node).as_bytes());
        if let Some(seen) = self.seen.get_mut(&hash) {
            let same = tape.same(seen.node, node);
            if same {
                seen.count += 1;
                if seen.count == 2 {
                    self.twice.push(hash);
                }
            }
            return same;
        }
        if self.seen.len() >= self.room {
            self.forget();
        }
        if self.seen.len() < self.room {
            self.seen.insert(hash, Seen { count: 1, node, key });
        }
        false
    }

    /// Makes room by dropping the values seen only once, as lossy counting does (Manku, Motwani 2002). If
    /// that frees little, no more values are taken.
    fn forget(&mut self) {
        if self.twice.len() * 2 < self.room {
            self.seen.retain(|_, seen| seen.count > 1);
        }
    }

    /// The names of the values that are worth one.
    pub(in crate::json) fn names(&self, tape: &Tape<'_>) -> Names {
        let mut worth: Vec<(usize, Seen, u64)> = Vec::new();
        for hash in &self.twice {
            let seen = self.seen[hash];
            let saving = (seen.count as usize - 1) * tape.raw(seen.node).len().saturating_sub(NAME_LENGTH);
            if saving >= MIN_SAVING {
                worth.push((saving, seen, *hash));
            }
        }
        worth.sort_by(|(a, first, _), (b, second, _)| b.cmp(a).then(first.node.cmp(&second.node)));
        worth.truncate(MAX_NAMES);
        // Names are given in the order in which a reader meets the values.
        worth.sort_by_key(|(_, seen, _)| seen.node);
        let lengths = worth.iter().map(|(_, seen, _)| tape.raw(seen.node).len()).collect();
        let mut taken = HashSet::new();
        let by_hash = worth
            .into_iter()
            .map(|(_, seen, hash)| (hash, (seen.node, name_of(tape, seen, &mut taken))))
            .collect();
        Names { by_hash, lengths }
    }
}

/// A short name that describes the value: a word of its most telling string, else its key.
fn name_of(tape: &Tape<'_>, seen: Seen, taken: &mut HashSet<String>) -> String {
    let base = telling(tape, seen.node)
        .or_else(|| seen.key.map(|key| tape.raw(key)))
        .map_or_else(|| "value".to_owned(), slug);
    let mut name = base.clone();
    let mut number = 1;
    while !taken.insert(name.clone()) {
        number += 1;
        name = format!("{base}{number}");
    }
    name
}

/// The most telling string in the value.
fn telling<'a>(tape: &Tape<'a>, node: u32) -> Option<&'a str> {
    match tape.kind(node) {
        Kind::String => Some(tape.raw(node)),
        Kind::Array => tape.elements(node).next().and_then(|first| telling(tape, first)),
        Kind::Object => {
            let strings = || tape.members(node).filter(|(_, value)| tape.kind(*value) == Kind::String);
            let named = strings()
                .find(|(key, _)| matches!(tape.raw(*key), "\"name\"" | "\"title\"" | "\"id\"" | "\"key\""));
            named.or_else(|| strings().next()).map(|(_, value)| tape.raw(value))
        }
        _ => None,
    }
}

/// The first long enough word of a text, in lower case.
fn slug(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| word.bytes().all(|b| b.is_ascii_alphabetic()));
    let word = words
        .clone()
        .find(|word| word.len() >= 4 && !matches!(*word, "http" | "https"))
        .or_else(|| words.into_iter().find(|word| !word.is_empty()));
    word.unwrap_or("value").chars().take(12).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::plan::Shapes;

    #[test]
    fn values_that_repeat_late_in_a_long_text_are_named() {
        let once: Vec<_> =
            (0..10_000).map(|number| format!("\"this stands here and nowhere else: {number}\"")).collect();
        let text =
            format!("[{},{}]", once.join(","), ["\"and this stands here several times\""; 4].join(","));
        let tape = Tape::new(&text).expect("JSON");
        let repeated = Shapes::new(&tape).repeated;
        assert!(repeated.seen.len() <= repeated.room, "{}", repeated.seen.len());
        let last = tape.elements(0).last().expect("an element");
        assert!(repeated.names(&tape).find(&tape, last).is_some());
    }
}
