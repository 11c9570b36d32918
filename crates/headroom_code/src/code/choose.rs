//! Chooses the bodies that stay.

use std::collections::BTreeMap;

use headroom_core::{Cost, Selectable};

use super::options::Options;
use super::parts::Function;

/// Words of code that handles errors.
const ERRORS: [&str; 9] =
    ["raise ", "throw ", "panic", "Err(", "err != nil", "catch", "except", "rescue", "exit "];
/// Words in the head of a function that other files may call.
const PUBLIC: [&str; 4] = ["pub ", "public ", "export ", "open "];

/// What is known of a body.
#[derive(Debug)]
pub(crate) struct Candidate {
    /// What its elision saves.
    pub(crate) saving: Cost,
    pub(crate) lines: usize,
    /// The query names something in it.
    pub(crate) is_asked_for: bool,
}

/// For each function, whether its body goes. Bodies stay that are asked for, that are hardly longer than what stands
/// in their place, and then the short ones that say most, as long as the outline stays within its target.
pub(crate) fn goes(
    input: &Selectable<'_>,
    functions: &[Function],
    candidates: &[Candidate],
    mut room: Cost,
    options: Options,
) -> Vec<bool> {
    let mut goes: Vec<bool> =
        candidates.iter().map(|body| !body.is_asked_for && body.saving > MARGIN).collect();
    let calls = words(input.text);
    let mut short: Vec<usize> = (0..functions.len())
        .filter(|at| goes[*at] && candidates[*at].lines <= options.max_body_lines as usize)
        .collect();
    short.sort_by_key(|at| (std::cmp::Reverse(worth(input.text, &functions[*at], &calls)), *at));
    for at in short {
        if candidates[at].saving <= room {
            room = room - candidates[at].saving;
            goes[at] = false;
        }
    }
    goes
}

/// An elision saves more than this.
const MARGIN: Cost = Cost::tokens(3);

/// What a body says: how errors are handled, what everybody may call, what is called often.
fn worth(text: &str, function: &Function, calls: &BTreeMap<&str, usize>) -> usize {
    let head = &text[function.head.clone()];
    let body = &text[function.body.clone()];
    let handles_errors = ERRORS.iter().any(|word| body.contains(word));
    let is_public = PUBLIC.iter().any(|word| head.contains(word));
    let called = identifiers(head).filter_map(|name| calls.get(name)).min().copied().unwrap_or_default();
    4 * usize::from(handles_errors) + 2 * usize::from(is_public) + called.min(8)
}

/// How often each identifier stands in a text.
fn words(text: &str) -> BTreeMap<&str, usize> {
    let mut words = BTreeMap::new();
    for word in identifiers(text) {
        *words.entry(word).or_insert(0) += 1;
    }
    words
}

fn identifiers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric() && sign != '_').filter(|word| word.len() > 2)
}
