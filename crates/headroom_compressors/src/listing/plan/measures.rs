//! The distances between the words of rows.

use super::rows::Row;

/// The minimum and maximum of some numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) least: i32,
    pub(super) most: i32,
}

impl Bounds {
    const NONE: Self = Self { least: i32::MAX, most: i32::MIN };

    fn add(&mut self, number: i32) {
        *self = Self { least: self.least.min(number), most: self.most.max(number) };
    }

    /// The number, if all numbers are equal.
    pub(super) fn only(self) -> Option<i32> {
        (self.least == self.most).then_some(self.least)
    }
}

/// The measures of the words at one index, in characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured<'a> {
    /// The first word.
    pub(super) text: &'a str,
    /// Whether all words are equal.
    pub(super) same: bool,
    pub(super) lengths: Bounds,
    /// The distances from the start and from the end of the previous word to the start of this one.
    pub(super) starts: [Bounds; 2],
    /// The distances to the end of this one.
    pub(super) ends: [Bounds; 2],
}

/// The measures of all rows, for the words that may be columns.
#[derive(Clone, Debug)]
pub(super) struct Measures<'a> {
    pub(super) columns: Vec<Measured<'a>>,
    /// Maximum number of words of a row.
    pub(super) most: usize,
    /// Whether every row ends with the last word that was read.
    pub(super) whole: bool,
}

impl<'a> Measures<'a> {
    /// Measures these rows.
    pub(super) fn of<'r>(mut rows: impl Iterator<Item = Row<'a, 'r>>) -> Self {
        let new = |text| Measured {
            text,
            same: true,
            lengths: Bounds::NONE,
            starts: [Bounds::NONE; 2],
            ends: [Bounds::NONE; 2],
        };
        let first = rows.next();
        let columns =
            first.iter().flat_map(|row| (0..row.words.len()).map(|index| new(row.text(index)))).collect();
        let mut measures = Self { columns, most: 0, whole: true };
        first.into_iter().chain(rows).for_each(|row| measures.add(row));
        measures
    }

    /// Measures one more row.
    pub(super) fn add(&mut self, row: Row<'a, '_>) {
        self.most = self.most.max(row.words.len());
        self.whole &= row.words.last().is_some_and(|word| word.range().end == row.line.len());
        self.columns.truncate(row.words.len());
        let mut before = [0; 2];
        for (index, word) in row.words.iter().enumerate().take(self.columns.len()) {
            let column = &mut self.columns[index];
            let (start, end) = (word.start.cast_signed(), word.end().cast_signed());
            column.same = column.same && row.text(index) == column.text;
            column.lengths.add(end - start);
            for (which, before) in before.into_iter().enumerate() {
                column.starts[which].add(start - before);
                column.ends[which].add(end - before);
            }
            before = [start, end];
            // Without alignment there is no column, and none can follow.
            if column.starts.iter().chain(&column.ends).all(|bounds| bounds.only().is_none()) {
                self.columns.truncate(index + 1);
                break;
            }
        }
    }
}
