//! Lines that stand further up in the same text.

use std::collections::{BTreeSet, HashMap};

use headroom_core::Cost;

use super::{Fold, Folds, Kind, Mark, Page, mark_cost};

/// More names than this are not given.
const MOST_NAMES: usize = 17_000;

/// Finds lines that stand, as they are, further up.
pub(super) fn find<'a>(page: &Page<'a>, folds: &mut Folds<'a>) {
    let mut index = Index::default();
    let mut sources = BTreeSet::new();
    let mut used = Vec::new();
    let mut at = 0;
    while at < page.count() {
        let length = |source: u32| {
            let most = (at - source).min(page.count() - at);
            let equal = |offset: u32| page.id(at + offset) == page.id(source + offset) && folds.is_free(at + offset) && folds.is_free(source + offset);
            (0..most).take_while(|offset| equal(*offset)).count() as u32
        };
        let best = index.candidates(page, at).map(|source| (length(source), source)).max_by_key(|(length, source)| (*length, sources.contains(source), u32::MAX - source));
        let pays = |(length, source): (u32, u32)| {
            let again = Mark::Again { name: "AA", lines: length as usize };
            let name = if sources.contains(&source) { None } else { Some(Mark::Name("AA")) };
            let marks = mark_cost(&again) + name.as_ref().map(mark_cost).unwrap_or_default();
            // A name over an empty line would not say much.
            length > 0 && !page.line(at).trim().is_empty() && marks + Cost::tokens(page.options.least_saving_again) <= page.cost(&(at..at + length))
        };
        if let Some((length, source)) = best.filter(|best| sources.len() < MOST_NAMES && pays(*best)) {
            sources.insert(source);
            used.push(source..source + length);
            folds.push(Fold { lines: at..at + length, kind: Kind::Again(source) });
            at += length;
            continue;
        }
        if folds.is_free(at) {
            index.insert(page, at);
        }
        at += 1;
    }
    // What is read there has to stay as it is.
    for lines in used {
        folds.take(lines);
    }
}

/// Where lines stand: the first and the last place of each, alone and with the line behind it.
#[derive(Default)]
struct Index {
    places: HashMap<(u32, u32), (u32, u32)>,
}

impl Index {
    /// Stands for any line behind one.
    const ANY: u32 = u32::MAX;

    fn keys(page: &Page<'_>, line: u32) -> impl Iterator<Item = (u32, u32)> {
        let next = (line + 1 < page.count()).then(|| page.id(line + 1));
        next.into_iter().chain([Self::ANY]).map(move |next| (page.id(line), next))
    }

    fn insert(&mut self, page: &Page<'_>, line: u32) {
        for key in Self::keys(page, line) {
            self.places.entry(key).or_insert((line, line)).1 = line;
        }
    }

    fn candidates(&self, page: &Page<'_>, line: u32) -> impl Iterator<Item = u32> {
        Self::keys(page, line).filter_map(|key| self.places.get(&key)).flat_map(|(first, last)| [*first, *last])
    }
}
