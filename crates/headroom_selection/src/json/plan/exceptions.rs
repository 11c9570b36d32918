//! Finds exceptions to what the kept rows have in common. Forms state a value once that is the same in all rows
//! they show, so a reader would take the elided rows to have it, too.

use std::collections::BTreeSet;

use headroom_core::Hashed;
use headroom_core::work::step;
use headroom_formats::json::{Kind, Tape};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use crate::json::parse::Rows;
use crate::secret;

/// A value in at most this many elided rows is an exception, and its rows are kept if they are short; of other
/// values the note tells that there are some.
const RARE: u32 = 2;
/// Maximum number of rows that are kept as exceptions, and their maximum length in bytes.
const MAX_ROWS: usize = 8;
const MAX_LEN: usize = 1000;
/// Maximum number of places in a note, and maximum length of the name of one.
const MAX_TOLD: usize = 6;
const MAX_NAME_LEN: usize = 48;
/// Maximum number of places with exceptions.
const MAX_PLACES: usize = 512;
/// Elements of rows that are arrays are told apart up to this index.
const MAX_ELEMENTS: u64 = 16;
/// Stands for an element of an array in the keys of a path.
const ELEMENT: u32 = u32::MAX;

/// The exceptions to what the kept rows have in common.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Exceptions {
    /// Rows to keep.
    pub(super) rows: Vec<u32>,
    /// Other places where elided rows differ: their names, as far as they may be repeated, and how many rows.
    told: Vec<(Option<String>, u32)>,
}

impl Exceptions {
    /// `other values of day ×52, size.unit ×3, 4 more fields`; empty if there are none.
    pub(super) fn text(&self) -> String {
        let mut said: Vec<String> = self
            .told
            .iter()
            .filter_map(|(name, count)| Some(format!("{} ×{count}", name.as_ref()?)))
            .take(MAX_TOLD)
            .collect();
        let more = self.told.len() - said.len();
        if more > 0 {
            let also = if said.is_empty() { "" } else { " more" };
            said.push(format!("{more}{also} field{}", if more == 1 { "" } else { "s" }));
        }
        if said.is_empty() { String::new() } else { format!("other values of {}", said.join(", ")) }
    }
}

/// The values at a place in the kept rows.
#[derive(Clone, Copy, Debug)]
struct Place {
    value: u64,
    varies: bool,
    /// The kinds of its values, as bits.
    kinds: u8,
}

/// The exceptions at a place.
#[derive(Debug)]
struct Found {
    name: Option<String>,
    rows: [u32; RARE as usize],
    count: u32,
    last: u32,
}

/// The exceptions among the rows that are not in `kept`: rows in which a value differs from the one that all
/// kept rows have, or in which a row is of a kind that no kept row is of.
pub(super) fn find(rows: &Rows<'_, '_>, kept: &BTreeSet<u32>) -> Exceptions {
    let tape = rows.tape;
    let mut places: Hashed<Place> = Hashed::default();
    for &row in kept {
        leaves(tape, rows.values[row as usize], |path, _, value, kind| {
            let place = places.entry(path).or_insert(Place { value, varies: false, kinds: 0 });
            place.varies |= place.value != value;
            place.kinds |= kind;
        });
    }
    let mut found: Hashed<Found> = Hashed::default();
    for row in (0..rows.count() as u32).filter(|row| !kept.contains(row)) {
        leaves(tape, rows.values[row as usize], |path, keys, value, kind| {
            let Some(place) = places.get(&path) else { return };
            let is_exception =
                !place.varies && place.value != value || keys.len() <= 1 && place.kinds & kind == 0;
            if is_exception && (found.len() < MAX_PLACES || found.contains_key(&path)) {
                let new =
                    || Found { name: name(tape, keys), rows: [row; RARE as usize], count: 0, last: u32::MAX };
                found.entry(path).or_insert_with(new).push(row);
            }
        });
    }
    choose(rows, found.into_values().collect())
}

impl Found {
    fn push(&mut self, row: u32) {
        if self.last != row {
            if let Some(place) = self.rows.get_mut(self.count as usize) {
                *place = row;
            }
            (self.last, self.count) = (row, self.count + 1);
        }
    }

    fn rows(&self) -> &[u32] {
        &self.rows[..self.count.min(RARE) as usize]
    }
}

/// Keeps the short rows with rare exceptions, and tells of the others.
fn choose(rows: &Rows<'_, '_>, mut found: Vec<Found>) -> Exceptions {
    found.sort_unstable_by(|a, b| (a.count, a.rows, &a.name).cmp(&(b.count, b.rows, &b.name)));
    let mut kept: BTreeSet<u32> = BTreeSet::new();
    for place in found.iter().filter(|place| place.count <= RARE) {
        let is_short = |row: &u32| rows.text(*row as usize).len() <= MAX_LEN;
        if place.rows().iter().all(is_short) && kept.len() + place.rows().len() <= MAX_ROWS {
            kept.extend(place.rows());
        }
    }
    found.retain(|place| !place.rows().iter().any(|row| kept.contains(row)));
    Exceptions {
        rows: kept.into_iter().collect(),
        told: found.into_iter().map(|place| (place.name, place.count)).collect(),
    }
}

/// The name of a place, `a.b[].c`, if it may be repeated.
fn name(tape: &Tape<'_>, keys: &[u32]) -> Option<String> {
    let mut out = String::new();
    for &key in keys {
        if key == ELEMENT {
            out.push_str("[]");
            continue;
        }
        let key = tape.raw(key).trim_matches('"');
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '@' | '$');
        if !key.chars().all(is_plain) || key.is_empty() || secret::is_likely_in(key) || secret::is_likely(key)
        {
            return None;
        }
        out.push_str(if out.is_empty() { "" } else { "." });
        out.push_str(key);
    }
    (!out.is_empty() && out.len() <= MAX_NAME_LEN).then_some(out)
}

/// Calls `each` with the path, the keys on it, the value and the kind of every value in a row. Arrays and
/// objects count by their kind. All elements of an array have one path, unless the row itself is the array.
fn leaves(tape: &Tape<'_>, row: u32, mut each: impl FnMut(u64, &[u32], u64, u8)) {
    // The open containers: the path, and the index of the next element.
    let mut open: Vec<(u64, Option<u64>)> = Vec::new();
    let mut keys: Vec<u32> = Vec::new();
    let mut key = None;
    let mut node = row;
    loop {
        step(1);
        let kind = tape.kind(node);
        match (kind, open.last_mut()) {
            (Kind::Close, _) => {
                open.pop();
                keys.pop();
            }
            (Kind::String, Some((_, None))) if key.is_none() => key = Some(node),
            (_, place) => {
                let own = key.take();
                let path = match place {
                    None => 1,
                    Some((path, None)) => {
                        mixed(*path, own.map_or(0, |key| xxh3_64(tape.raw(key).as_bytes())))
                    }
                    Some((path, Some(index))) => {
                        let element = (*index).min(MAX_ELEMENTS);
                        *index += u64::from(*path == 1);
                        mixed(*path, element)
                    }
                };
                if path != 1 {
                    keys.push(own.unwrap_or(ELEMENT));
                }
                each(path, &keys, value_of(tape, node, kind), bit(tape, node, kind));
                match kind {
                    Kind::Object => open.push((path, None)),
                    Kind::Array => open.push((path, Some(0))),
                    _ => drop(keys.pop()),
                }
            }
        }
        if open.is_empty() {
            return;
        }
        node = tape.following(node);
    }
}

fn value_of(tape: &Tape<'_>, node: u32, kind: Kind) -> u64 {
    match kind {
        Kind::Array | Kind::Object => u64::from(tape.is_empty(node)),
        _ => xxh3_64(tape.raw(node).as_bytes()),
    }
}

fn bit(tape: &Tape<'_>, node: u32, kind: Kind) -> u8 {
    match kind {
        Kind::Object => 1,
        Kind::Array => 2,
        Kind::String => 4,
        Kind::Number => 8,
        Kind::Literal if tape.raw(node) == "null" => 16,
        _ => 32,
    }
}

fn mixed(path: u64, step: u64) -> u64 {
    xxh3_64_with_seed(&step.to_le_bytes(), path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exceptions(row: impl Fn(usize) -> String) -> (Vec<u32>, String) {
        let text = format!("[{}]", (0..40).map(row).collect::<Vec<_>>().join(","));
        let tape = Tape::new(&text).expect("JSON");
        let rows = Rows::of(&tape, 0, false, 1).expect("rows");
        let found = find(&rows, &BTreeSet::from([0, 1, 2, 38, 39]));
        (found.rows.clone(), found.text())
    }

    #[test]
    fn a_row_with_another_value_deep_inside_is_an_exception() {
        let row = |at: usize| {
            let left = if at == 20 { 0 } else { 3 };
            format!(r#"{{"id":{at},"a":{{"b":{{"c":{{"d":[{{"n":{at},"left":{left}}}]}}}}}}}}"#)
        };
        assert_eq!(exceptions(row), (vec![20], String::new()));
    }

    #[test]
    fn a_row_of_another_kind_is_an_exception() {
        assert_eq!(exceptions(|at| if at == 7 { "null".into() } else { at.to_string() }).0, [7]);
        assert_eq!(exceptions(|at| format!("[{at},{}]", if at == 7 { "\"x\"" } else { "1" })).0, [7]);
        assert_eq!(exceptions(|at| if at == 9 { "{}".into() } else { format!(r#"{{"n":{at}}}"#) }).0, [9]);
    }

    #[test]
    fn many_exceptions_at_a_place_are_told() {
        let day = |at: usize| if (2..38).contains(&at) { at } else { 2 };
        assert_eq!(
            exceptions(|at| format!(r#"{{"a":{{"day":{}}}}}"#, day(at))),
            (vec![], "other values of a.day ×35".into())
        );
        assert_eq!(
            exceptions(|at| format!(r#"{{"a":[{{"day":{},"pass word":{}}}]}}"#, day(at), day(at))).1,
            "other values of a[].day ×35, 1 more field"
        );
        assert_eq!(exceptions(|at| format!(r#"{{"n":{at},"k{at}":1}}"#)), (vec![], String::new()));
    }
}
