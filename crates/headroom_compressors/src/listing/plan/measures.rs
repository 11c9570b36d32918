//! How far the words of rows are from each other.

use super::rows::Row;

/// The least and the most of some numbers.
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

    /// The number, if all were the same.
    pub(super) fn only(self) -> Option<i32> {
        (self.least == self.most).then_some(self.least)
    }
}

/// What is known of the words of one number, in characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured<'a> {
    /// The first of them.
    pub(super) text: &'a str,
    /// Whether all are the same.
    pub(super) same: bool,
    pub(super) lengths: Bounds,
    /// From where the word in front starts, and from where it ends, to where these start.
    pub(super) starts: [Bounds; 2],
    /// And to where they end.
    pub(super) ends: [Bounds; 2],
}

/// Of all rows, as far as their words may be columns.
#[derive(Clone, Debug)]
pub(super) struct Measures<'a> {
    pub(super) columns: Vec<Measured<'a>>,
    /// How many words a row has at most.
    pub(super) most: usize,
    /// Whether every row ends with the last word that was read of it.
    pub(super) whole: bool,
}

impl<'a> Measures<'a> {
    /// Of these rows.
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

    /// And of one more.
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
            // Where nothing is aligned there is no column, and none behind it.
            if column.starts.iter().chain(&column.ends).all(|bounds| bounds.only().is_none()) {
                self.columns.truncate(index + 1);
                break;
            }
        }
    }
}
