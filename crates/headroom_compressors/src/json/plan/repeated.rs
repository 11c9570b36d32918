//! Values that stand in several places: they are written once, under a name.

use std::collections::{HashMap, HashSet};

use headroom_core::Hashed;
use headroom_formats::json::{Kind, Tape};
use xxhash_rust::xxh3::xxh3_64;

/// Shorter strings are read faster than looked up, in bytes.
const MIN_STRING_LEN: usize = 24;
const MIN_CONTAINER_LEN: usize = 40;
const MAX_LEN: usize = 1 << 16;
/// So many bytes are looked at for each byte of text, and no more: values within values are looked at again.
const LOOKS: usize = 8;
/// A name and its mark take about so many bytes, as tokens go.
const NAME_LENGTH: usize = 16;
/// What a name has to save at least, in bytes.
const MIN_SAVING: usize = 48;
/// So many names a reader can still look up.
const MAX_NAMES: usize = 64;
/// One value is remembered for so many bytes of text, and no more than stay in the caches of a processor.
const BYTES_PER_VALUE: usize = 64;
const FREE_VALUES: usize = 1 << 12;
const MAX_VALUES: usize = 1 << 14;

/// How often values stand in a text. The default does not look.
#[derive(Default)]
pub(in crate::json) struct Repeated {
    seen: Hashed<Seen>,
    /// The hashes of those seen twice, in the order in which that happened.
    twice: Vec<u64>,
    room: usize,
    /// How many more bytes are looked at.
    looks: usize,
}

/// The values that have a name.
#[derive(Default)]
pub(in crate::json) struct Names {
    /// By hash: a node with the value, and the name.
    by_hash: HashMap<u64, (u32, String)>,
    /// How long such values are: others need not be hashed.
    lengths: HashSet<usize>,
}

impl Names {
    /// The hash of the value and its name, if it has one.
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
    /// Where it stands first, and the key that leads there.
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

    /// Whether the array or object was seen before.
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

    /// Makes room by forgetting what was seen only once so far, as lossy counting does (Manku, Motwani 2002). Where that is little, no more is taken in.
    fn forget(&mut self) {
        if self.twice.len() * 2 < self.room {
            self.seen.retain(|_, seen| seen.count > 1);
        }
    }

    /// Names for the values that are worth one.
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
        // Named in the order in which a reader meets them.
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

/// A short name that says something of the value: a word of the string in it that tells most, else its key.
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

/// The string that stands for the value.
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

/// The first word of a text that is long enough to mean something, in small letters.
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
    fn what_repeats_itself_late_in_a_long_text_has_a_name() {
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
