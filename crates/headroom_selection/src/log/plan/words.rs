//! Merges kinds that differ in one word if there are many of them and the word is a value. Kinds that report
//! failures are not merged, because the word may name the failure.

use std::collections::HashMap;
use std::ops::Range;

use xxhash_rust::xxh3::Xxh3;

use super::mine::{Mined, NONE};
use crate::log::parse::Severity;

/// Maximum number of kinds that are compared, and of words compared in each.
const KINDS: usize = 4096;
const WORDS: usize = 24;
/// Minimum number of words with letters that merged kinds have in common.
const COMMON: usize = 3;
/// Minimum number of different words in one place: fewer are names rather than values.
const MIN_OTHERS: u32 = 8;
/// With at least this many alternatives, a word is a value: no verb has as many.
const MANY: u32 = 32;
const SEPARATORS: &[u8] = b" =:,;()[]{}\"'<>|\n";

/// Merges kinds.
pub(super) fn merge(mined: &mut Mined) {
    let mut frames: HashMap<u64, (u32, u32)> = HashMap::new();
    let count = mined.kinds.len().min(KINDS);
    for index in (0..count).filter(|index| mined.kinds[*index].severity == Severity::Plain) {
        let shape = &mined.shapes[mined.kinds[index].shape.clone()];
        for word in words(shape) {
            let entry = frames.entry(frame(shape, &word)).or_insert((0, index as u32));
            entry.0 += 1;
        }
    }
    let mut target: Vec<u32> = (0..mined.kinds.len() as u32).collect();
    for index in (0..count).filter(|index| mined.kinds[*index].severity == Severity::Plain) {
        let shape = &mined.shapes[mined.kinds[index].shape.clone()];
        let best = words(shape)
            .filter_map(|word| frames.get(&frame(shape, &word)).map(|found| (found, word)))
            .max_by_key(|(found, word)| (found.0, std::cmp::Reverse(word.start)));
        let Some(((_, first), word)) = best
            .filter(|((found, _), word)| *found >= MIN_OTHERS && (*found >= MANY || is_value(shape, word)))
        else {
            continue;
        };
        let other = &mined.shapes[mined.kinds[*first as usize].shape.clone()];
        let common = words(shape)
            .filter(|other| *other != word && shape[other.clone()].iter().any(u8::is_ascii_alphabetic))
            .count();
        let fits = other.starts_with(&shape[..word.start]) && other.ends_with(&shape[word.end..]);
        if common >= COMMON && fits && target[*first as usize] == *first {
            target[index] = *first;
        }
    }
    apply(mined, &target);
}

fn apply(mined: &mut Mined, target: &[u32]) {
    for (index, into) in target.iter().enumerate().filter(|(index, into)| *index as u32 != **into) {
        let count = mined.kinds[index].count;
        let into = &mut mined.kinds[*into as usize];
        into.words += 1;
        into.count += count;
    }
    for entry in &mut mined.entries {
        if entry.kind != NONE {
            entry.kind = target[entry.kind as usize];
        }
    }
}

/// Whether a word is a value by its looks: it is not only letters, or it is behind a sign. Other words may be
/// what tells kinds apart, such as `started` and `stopped`.
fn is_value(shape: &[u8], word: &Range<usize>) -> bool {
    let is_marked = word.start.checked_sub(1).is_some_and(|before| !matches!(shape[before], b' ' | b'\n'));
    is_marked || !shape[word.clone()].iter().all(u8::is_ascii_alphabetic)
}

/// The words of a shape.
fn words(shape: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < shape.len() {
            let end = shape[at..]
                .iter()
                .position(|byte| SEPARATORS.contains(byte))
                .map_or(shape.len(), |length| at + length);
            let word = at..end;
            at = end + 1;
            if !word.is_empty() {
                return Some(word);
            }
        }
        None
    })
    .take(WORDS)
}

/// The hash of the text around a word.
fn frame(shape: &[u8], word: &Range<usize>) -> u64 {
    let mut hash = Xxh3::new();
    hash.update(&shape[..word.start]);
    hash.update(b"\n\n");
    hash.update(&shape[word.end..]);
    hash.digest()
}
