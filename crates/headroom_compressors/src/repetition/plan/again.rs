//! Finds lines that occur further up in the same text.

use headroom_core::{Cost, IndexTable};
use xxhash_rust::xxh3::xxh3_64;

use super::{Fold, Folds, Kind, MAX_NAMES, Mark, Page, mark_cost};

/// Finds lines that occur verbatim further up.
pub(super) fn find<'a>(page: &Page<'a>, folds: &mut Folds<'a>) {
    let mut index = Index::new(page);
    // For each line, whether it has a name.
    let mut is_source = vec![false; page.count() as usize];
    let mut names = 0;
    let mut used = Vec::new();
    let mut at = 0;
    while at < page.count() && names < MAX_NAMES {
        // Most lines occur only once.
        if !index.is_repeated(page, at) {
            at += 1;
            continue;
        }
        let length = |source: u32| {
            let most = (at - source).min(page.count() - at);
            let equal = |offset: u32| {
                page.id(at + offset) == page.id(source + offset)
                    && folds.is_free(at + offset)
                    && folds.is_free(source + offset)
            };
            (0..most).take_while(|offset| equal(*offset)).count() as u32
        };
        let pair = index.pair(page, at);
        let best = index
            .places(page, at, pair)
            .map(|source| (length(source), source))
            .max_by_key(|(length, source)| (*length, is_source[*source as usize], u32::MAX - source));
        let pays = |(length, source): (u32, u32)| {
            let again = Mark::Again { name: "AA", lines: length as usize };
            let name = if is_source[source as usize] { None } else { Some(Mark::Name("AA")) };
            let marks = mark_cost(&again) + name.as_ref().map(mark_cost).unwrap_or_default();
            // A name for an empty line would not help a reader.
            length > 0
                && !page.line(at).trim().is_empty()
                && marks + Cost::tokens(super::MIN_AGAIN_SAVING) <= page.cost(&(at..at + length))
        };
        if let Some((length, source)) = best.filter(|best| pays(*best)) {
            names += usize::from(!std::mem::replace(&mut is_source[source as usize], true));
            used.push(source..source + length);
            folds.push(Fold { lines: at..at + length, kind: Kind::Again(source) });
            at += length;
            continue;
        }
        if folds.is_free(at) {
            index.insert(page, at, pair);
        }
        at += 1;
    }
    // Lines that other lines refer to must stay literal.
    for lines in used {
        folds.take(lines);
    }
}

/// The first and the last position of a line or a pair.
type Places = Option<(u32, u32)>;

/// The positions of lines that occur more than once, alone and together with the line after them.
#[derive(Default)]
struct Index {
    /// By the id of a line: whether it occurs more than once, and its positions.
    is_repeated: Vec<bool>,
    alone: Vec<Places>,
    /// Pairs of lines: the position of the first lookup, and the positions found.
    pairs: Vec<(u32, Places)>,
    table: IndexTable,
}

impl Index {
    fn new(page: &Page<'_>) -> Self {
        let mut index = Self::default();
        for id in page.ids.iter().map(|id| *id as usize) {
            if id == index.is_repeated.len() {
                index.is_repeated.push(false);
            } else {
                index.is_repeated[id] = true;
            }
        }
        index.alone = vec![None; index.is_repeated.len()];
        index
    }

    fn is_repeated(&self, page: &Page<'_>, line: u32) -> bool {
        self.is_repeated[page.id(line) as usize]
    }

    /// The index of a line and the line after it, if both occur more than once.
    fn pair(&mut self, page: &Page<'_>, line: u32) -> Option<usize> {
        if line + 1 >= page.count() || !self.is_repeated(page, line + 1) {
            return None;
        }
        let ids = |line: u32| [page.id(line), page.id(line + 1)];
        let hash = xxh3_64(ids(line).map(u32::to_le_bytes).as_flattened());
        let number = self
            .table
            .enter(hash, self.pairs.len() as u32, |other| ids(self.pairs[other as usize].0) == ids(line))
            as usize;
        if number == self.pairs.len() {
            self.pairs.push((line, None));
        }
        Some(number)
    }

    fn insert(&mut self, page: &Page<'_>, line: u32, pair: Option<usize>) {
        let places = pair
            .map(|pair| &mut self.pairs[pair].1)
            .into_iter()
            .chain([&mut self.alone[page.id(line) as usize]]);
        places.for_each(|places| places.get_or_insert((line, line)).1 = line);
    }

    fn places(&self, page: &Page<'_>, line: u32, pair: Option<usize>) -> impl Iterator<Item = u32> {
        let places = [pair.and_then(|pair| self.pairs[pair].1), self.alone[page.id(line) as usize]];
        places.into_iter().flatten().flat_map(|(first, last)| [first, last])
    }
}
