//! The layout of rows in columns.

use headroom_formats::listing::has_mode;

use super::measures::Measures;
use super::rows::Rows;
use crate::listing::parse::{LEFT, RIGHT, Word, write_columns_head};

/// Maximum indentation of a table, in blanks. Code is indented further.
const MAX_DEPTH: usize = 1;

/// The alignment of a column, and the blanks before it without its padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Column {
    mark: char,
    gap: usize,
    /// Whether all rows have the same word.
    same: bool,
    /// The minimum number of blanks before its words, and whether all words have as many before them.
    blanks: usize,
    even: bool,
}

/// The layout of the first words of all rows.
#[derive(Debug)]
pub(super) struct Layout {
    columns: Vec<Column>,
    /// The minimum and maximum lengths of the words of each column.
    widths: Vec<(usize, usize)>,
    /// The number of blanks before the rest of each line, which has no columns.
    rest: Option<usize>,
}

impl Layout {
    /// Derives the layout of measured rows.
    pub(super) fn of(measures: &Measures<'_>) -> Self {
        let mut layout = Self { columns: Vec::new(), widths: Vec::new(), rest: None };
        // The reference point before a column: the start of the previous word and the padding after it, or
        // its end.
        let (mut from, mut padded) = (0, 0);
        for (index, column) in measures.columns.iter().enumerate() {
            let least = i32::from(index > 0);
            let width = column.lengths.most;
            let left =
                column.starts[from].only().map(|gap| (LEFT, gap - padded)).filter(|(_, gap)| *gap >= least);
            let right = || {
                column.ends[from]
                    .only()
                    .map(|gap| (RIGHT, gap - padded - width))
                    .filter(|(_, gap)| *gap >= least)
            };
            let Some((mark, gap)) = left.or_else(right) else {
                let gap = column.starts[from].least - padded;
                layout.rest = (index > 0 && gap >= least).then_some(gap.cast_unsigned() as usize);
                break;
            };
            (from, padded) = if mark == LEFT { (0, width) } else { (1, 0) };
            layout.columns.push(Column {
                mark,
                gap: gap.cast_unsigned() as usize,
                same: column.same && !column.text.contains([LEFT, RIGHT]),
                blanks: usize::try_from(column.starts[1].least).unwrap_or_default(),
                even: column.starts[1].only().is_some(),
            });
            layout
                .widths
                .push((column.lengths.least.cast_unsigned() as usize, width.cast_unsigned() as usize));
        }
        let is_whole = measures.whole && measures.most == layout.columns.len();
        if layout.rest.is_none() && layout.columns.last().is_some_and(|last| last.mark == RIGHT) && !is_whole
        {
            layout.rest = Some(0);
        }
        layout
    }

    /// Whether the columns are the same apart from their widths.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.columns == other.columns && self.rest == other.rest
    }

    /// The number of blanks that pad a word of the column.
    fn padding(&self, word: &Word, index: usize) -> usize {
        if self.columns[index].mark == LEFT { self.widths[index].1 - word.length as usize } else { 0 }
    }

    /// Whether there is real padding, and not just words that happen to be equally long or equal before other
    /// text.
    fn is_table(&self) -> bool {
        let Some((first, last)) = self.columns.first().zip(self.columns.last()) else { return false };
        let padded = if self.rest.is_some() || last.mark == RIGHT {
            self.columns.len()
        } else {
            self.columns.len() - 1
        };
        self.columns.len() > 1
            && (first.mark == RIGHT || first.gap <= MAX_DEPTH)
            && self.widths[..padded].iter().any(|(least, most)| least < most)
    }

    /// Whether a column cuts a cell in two, as between the words of `item 7`: other cells are at least two
    /// blanks apart, there is always one blank before it, and only one of both words is the same in all rows.
    fn cuts_cells(&self) -> bool {
        let pairs = || self.columns.windows(2).filter(|pair| !pair[0].same || !pair[1].same);
        let is_cut = |pair: &[Column]| {
            let is_joined = pair[0].mark == LEFT && pair[1].blanks == 1 && pair[1].even;
            is_joined && pair[0].same != pair[1].same
        };
        pairs().any(|pair| pair[1].blanks > 1) && pairs().any(is_cut)
    }

    /// The rows from `first` on, without padding and without the words that are the same in all rows.
    pub(super) fn write(&self, rows: &Rows<'_>, first: usize) -> Option<String> {
        let last = self.columns.len().checked_sub(1).filter(|_| self.is_table())?;
        let names = rows.from(first).next()?;
        if self.cuts_cells() && !has_mode(names.line) {
            return None;
        }
        let mut pattern = String::new();
        let mut varying = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            pattern.extend(std::iter::repeat_n(' ', column.gap));
            // If no text follows, the last cell continues to the end of the line.
            if (index < last || self.rest.is_some()) && column.same {
                pattern.push_str(names.text(index));
            } else {
                pattern.push(column.mark);
                varying.push(index);
            }
        }
        if let Some(gap) = self.rest {
            pattern.extend(std::iter::repeat_n(' ', gap));
            pattern.push(LEFT);
        }
        let mut out = write_columns_head(rows.len() - first, &pattern)?;
        for row in rows.from(first) {
            let mut mark = "\n";
            for index in &varying {
                out.push_str(mark);
                out.push_str(if *index == last && self.rest.is_none() {
                    &row.line[row.words[last].range().start..]
                } else {
                    row.text(*index)
                });
                mark = " ";
            }
            if let Some(gap) = self.rest {
                let word = &row.words[last];
                out.push_str(mark);
                out.push_str(row.line.get(word.range().end + self.padding(word, last) + gap..)?);
            }
        }
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listing::plan::chain::Chain;
    use crate::listing::plan::line_end;

    fn tabled(text: &str) -> Option<String> {
        let lines = Chain::default().from(text, 0..line_end(text, 0));
        let rows = Rows::read(text, lines, 3)?;
        Layout::of(&Measures::of(rows.from(0))).write(&rows, 0)
    }

    #[test]
    fn cells_that_are_the_same_in_every_line_move_to_the_head() {
        assert_eq!(
            tabled("a    1 x\nbb   1 y z\nccc 12 x").as_deref(),
            Some("[columns 3 lines: < > <]\na 1 x\nbb 1 y z\nccc 12 x")
        );
        assert_eq!(
            tabled("a   ok  1\nbb  ok 22\nccc ok  3\nnone").as_deref(),
            Some("[columns 3 lines: < ok >]\na 1\nbb 22\nccc 3")
        );
        assert_eq!(tabled(" 1 a\n12 b\n 3 c-d").as_deref(), Some("[columns 3 lines: > <]\n1 a\n12 b\n3 c-d"));
        assert_eq!(
            tabled("a   1 k  x\nbb  1 k yy\nccc 1 k   z").as_deref(),
            Some("[columns 3 lines: < 1 k <]\na  x\nbb yy\nccc   z")
        );
    }

    #[test]
    fn cells_with_blanks_are_not_cut() {
        assert_eq!(tabled("7    bolt 3  0.5   yes\n12   bolt 4  1.5   no\n104  bolt 5  12.5  yes"), None);
    }

    #[test]
    fn words_aligned_by_chance_are_kept() {
        for text in [
            "",
            "a b\nc d",
            "PASSED x\nPASSED yy\nPASSED z",
            "ab cd e\nfg hi jj\nkl mn o",
            "    a   1 x\n    bb  1 y\n    ccc 1 z",
            "a   = 1 x\nbb  = 2 y\nccc = 3 z",
        ] {
            assert_eq!(tabled(text), None, "{text}");
        }
    }
}
