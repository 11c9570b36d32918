//! What units name: numbers, identifiers, addresses, names and code.

use std::collections::HashMap;

use xxhash_rust::xxh3::xxh3_64;

use super::super::parse::{Role, Unit};

/// If more than one in so many words within sentences starts with a capital letter, as German nouns do, that makes no
/// name.
const MAX_NAMES: usize = 6;
/// Signs of identifiers, addresses and paths.
const SIGNS: [char; 6] = ['_', '/', '@', '\\', '#', '$'];

/// The facts of each unit, and how many of the remaining units name each.
#[derive(Debug)]
pub(super) struct Facts {
    /// The facts of all units, by number, unit by unit.
    named: Vec<u32>,
    ends: Vec<usize>,
    /// For each fact, the number of remaining units.
    units: Vec<u32>,
}

impl Facts {
    /// Reads the facts of all units.
    pub(super) fn new(text: &str, units: &[Unit]) -> Self {
        let has_names = has_names(text);
        let mut numbers: HashMap<u64, u32> = HashMap::new();
        let mut facts = Self { named: Vec::new(), ends: Vec::with_capacity(units.len()), units: Vec::new() };
        let mut own = Vec::new();
        for unit in units {
            read(&text[unit.span.clone()], has_names && unit.role == Role::Sentence, |fact| {
                let next = numbers.len() as u32;
                own.push(*numbers.entry(fact).or_insert(next));
            });
            own.sort_unstable();
            own.dedup();
            facts.units.resize(numbers.len(), 0);
            for fact in &own {
                facts.units[*fact as usize] += 1;
            }
            facts.named.append(&mut own);
            facts.ends.push(facts.named.len());
        }
        facts
    }

    fn of(&self, unit: usize) -> &[u32] {
        let start = unit.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.named[start..self.ends[unit]]
    }

    /// The number of facts that a unit names.
    pub(super) fn count(&self, unit: usize) -> usize {
        self.of(unit).len()
    }

    /// Whether all facts of a unit are named by other remaining units.
    pub(super) fn is_told_elsewhere(&self, unit: usize) -> bool {
        self.of(unit).iter().all(|fact| self.units[*fact as usize] > 1)
    }

    /// Takes a unit away.
    pub(super) fn remove(&mut self, unit: usize) {
        let start = unit.checked_sub(1).map_or(0, |before| self.ends[before]);
        for fact in &self.named[start..self.ends[unit]] {
            self.units[*fact as usize] -= 1;
        }
    }
}

/// The facts of one sentence, sorted.
pub(super) fn facts_of(sentence: &str) -> Vec<u64> {
    let mut facts = Vec::new();
    read(sentence, true, |fact| facts.push(fact));
    facts.sort_unstable();
    facts
}

/// Calls `each` with the hash of each fact in a text.
fn read(text: &str, has_names: bool, mut each: impl FnMut(u64)) {
    let mut spans = text.split('`').skip(1);
    while let (Some(code), Some(_)) = (spans.next(), spans.next()) {
        each(xxh3_64(code.as_bytes()) ^ CODE);
    }
    let mut number = None;
    for (at, word) in words(text).enumerate() {
        let is_number = word.bytes().any(|byte| byte.is_ascii_digit()) || word.chars().any(char::is_numeric);
        // `32 bit` is another fact than `32`.
        if let Some(number) = number.replace(is_number.then_some(word)).flatten() {
            each(xxh3_64(number.as_bytes()).rotate_left(1) ^ xxh3_64(word.as_bytes()));
        }
        if is_number || is_identifier(word) || has_names && at > 0 && is_name(word) {
            each(xxh3_64(word.as_bytes()));
        }
    }
}

/// Tells the hash of a code span from that of a word.
const CODE: u64 = 0x9e37_79b9_7f4a_7c15;

/// The words of a text, without the punctuation around them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_edge =
        |c: char| !c.is_alphanumeric() && !matches!(c, '/' | '-' | '_' | '$' | '%' | '€' | '#' | '@');
    let is_end = |c: char| {
        c.is_whitespace() || matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '（' | '）')
    };
    text.split(is_end).map(move |word| word.trim_matches(is_edge)).filter(|word| !word.is_empty())
}

/// `user_id`, `a/b`, `--all`, `app.py`, `maxItems`, `HTTP`.
fn is_identifier(word: &str) -> bool {
    let has_capitals = || word.chars().skip(1).any(char::is_uppercase);
    word.contains(SIGNS)
        || word.starts_with("--") && word.len() > 3
        || word.starts_with('-') && word.len() == 2
        || word.contains("::")
        || word.len() > 4 && word.is_ascii() && word[1..word.len() - 1].contains('.')
        || has_capitals()
}

fn is_name(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && word.len() > 1
}

/// Whether capital letters within sentences make names.
fn has_names(text: &str) -> bool {
    let (mut all, mut capital, mut is_within) = (0, 0, false);
    for word in text.split_whitespace() {
        all += 1;
        capital += usize::from(is_within && is_name(word));
        is_within = !word.ends_with(['.', '!', '?', ':', ';', '-', '*', '#']);
    }
    capital * MAX_NAMES <= all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> usize {
        let mut count = 0;
        read(text, true, |_| count += 1);
        count
    }

    #[test]
    fn numbers_identifiers_names_and_code_are_facts() {
        for (text, facts) in [
            ("ééé. «ünïcode»", 0),
            ("This is well known to everybody", 0),
            ("It takes 32 bit", 2),
            ("Set user_id or maxItems", 2),
            ("Ask Ada about it", 1),
            ("Run `make all` now", 1),
            ("See https://a.example/b for more", 1),
            ("一共有 3 个", 2),
            ("", 0),
            ("`", 0),
        ] {
            assert_eq!(count(text), facts, "{text}");
        }
    }

    #[test]
    fn german_nouns_are_no_names() {
        assert!(!has_names("Der Hund und die Katze sind im Haus der Familie am Rand der Stadt."));
        assert!(has_names("The dog and the cat are in the house of the family of Ada."));
    }
}
