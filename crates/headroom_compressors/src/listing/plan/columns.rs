//! How rows are laid out in columns.

use super::rows::Row;
use crate::listing::parse::{LEFT, RIGHT, write_columns_head};

/// Tables are not indented further than this, in blanks; code is.
const DEEPEST: usize = 1;

/// How a column is aligned, and how many blanks stand in front of it, but for its padding.
#[derive(Clone, Copy, Debug)]
struct Column {
    mark: char,
    gap: usize,
}

/// The smallest and the largest of some numbers.
fn bounds(numbers: impl Iterator<Item = isize>) -> (isize, isize) {
    numbers.fold((isize::MAX, isize::MIN), |(least, most), number| (least.min(number), most.max(number)))
}

/// How the first words of all rows are laid out.
#[derive(Debug)]
struct Layout {
    columns: Vec<Column>,
    /// Of each column.
    widths: Vec<usize>,
    /// Where the lines go on without columns: behind how many blanks.
    rest: Option<usize>,
}

impl Layout {
    fn find(rows: &[Row<'_>]) -> Self {
        let count = rows.iter().map(|row| row.words.len()).min().unwrap_or_default();
        let widest = |index: usize| rows.iter().map(|row| row.words[index].length).max().unwrap_or_default();
        let mut layout = Self { columns: Vec::new(), widths: (0..count).map(widest).collect(), rest: None };
        for index in 0..count {
            match layout.column(rows, index) {
                Ok(column) => layout.columns.push(column),
                Err(gap) => {
                    layout.rest = gap.filter(|_| index > 0);
                    break;
                }
            }
        }
        layout.widths.truncate(layout.columns.len());
        let is_whole = |row: &Row<'_>| row.words.len() == layout.columns.len() && row.words.last().is_some_and(|word| word.at + word.text.len() == row.line.len());
        if layout.rest.is_none() && layout.columns.last().is_some_and(|last| last.mark == RIGHT) && !rows.iter().all(is_whole) {
            layout.rest = Some(0);
        }
        layout
    }

    /// The next column, or how many blanks are in front of it at least.
    fn column(&self, rows: &[Row<'_>], index: usize) -> Result<Column, Option<usize>> {
        let least = isize::from(index > 0);
        let blanks = |row: &Row<'_>| {
            let start = row.words[index].start.cast_signed();
            if index == 0 { start } else { start - (row.words[index - 1].end() + self.padding(row, index - 1)).cast_signed() }
        };
        let (gap, most) = bounds(rows.iter().map(blanks));
        if gap == most && gap >= least {
            return Ok(Column { mark: LEFT, gap: gap.cast_unsigned() });
        }
        let (right, most) = bounds(rows.iter().map(|row| blanks(row) - (self.widths[index] - row.words[index].length).cast_signed()));
        if right == most && right >= least {
            return Ok(Column { mark: RIGHT, gap: right.cast_unsigned() });
        }
        Err((gap >= least).then_some(gap.cast_unsigned()))
    }

    /// How many blanks fill the column behind its word.
    fn padding(&self, row: &Row<'_>, index: usize) -> usize {
        if self.columns[index].mark == LEFT { self.widths[index] - row.words[index].length } else { 0 }
    }

    /// Whether there is padding: more than words that happen to be of one length, or the same, in front of a text.
    fn is_table(&self, rows: &[Row<'_>]) -> bool {
        let Some((first, last)) = self.columns.first().zip(self.columns.last()) else { return false };
        let padded = if self.rest.is_some() || last.mark == RIGHT { self.columns.len() } else { self.columns.len() - 1 };
        let is_padded = |index: usize| rows.iter().any(|row| row.words[index].length != self.widths[index]);
        self.columns.len() > 1 && (first.mark == RIGHT || first.gap <= DEEPEST) && (0..padded).any(is_padded)
    }
}

/// The rows without their padding and without what is the same in all of them.
pub(super) fn short(rows: &[Row<'_>]) -> Option<String> {
    let layout = Layout::find(rows);
    let last = layout.columns.len().checked_sub(1).filter(|_| layout.is_table(rows))?;
    let is_same = |index: usize| {
        let first = rows[0].words[index].text;
        !first.contains([LEFT, RIGHT]) && rows.iter().all(|row| row.words[index].text == first)
    };
    let mut pattern = String::new();
    let mut varying = Vec::new();
    for (index, column) in layout.columns.iter().enumerate() {
        pattern.extend(std::iter::repeat_n(' ', column.gap));
        // Without another behind it the last cell goes on to the end of the line.
        if (index < last || layout.rest.is_some()) && is_same(index) {
            pattern.push_str(rows[0].words[index].text);
        } else {
            pattern.push(column.mark);
            varying.push(index);
        }
    }
    if let Some(gap) = layout.rest {
        pattern.extend(std::iter::repeat_n(' ', gap));
        pattern.push(LEFT);
    }
    let mut out = write_columns_head(rows.len(), &pattern)?;
    for row in rows {
        let mut mark = "\n";
        for index in &varying {
            let word = row.words[*index];
            out.push_str(mark);
            out.push_str(if *index == last && layout.rest.is_none() { &row.line[word.at..] } else { word.text });
            mark = " ";
        }
        if let Some(gap) = layout.rest {
            let word = row.words[last];
            out.push_str(mark);
            out.push_str(row.line.get(word.at + word.text.len() + layout.padding(row, last) + gap..)?);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listing::plan::line_end;
    use crate::listing::plan::rows::{Chain, rows};

    fn tabled(text: &str) -> Option<String> {
        let lines = Chain::default().from(text, 0..line_end(text, 0));
        short(&rows(text, lines, 3)?)
    }

    #[test]
    fn what_is_the_same_in_every_line_stands_in_the_head() {
        assert_eq!(tabled("a    1 x\nbb   1 y z\nccc 12 x").as_deref(), Some("[columns 3 lines: < > <]\na 1 x\nbb 1 y z\nccc 12 x"));
        assert_eq!(tabled("a   ok  1\nbb  ok 22\nccc ok  3\nnone").as_deref(), Some("[columns 3 lines: < ok >]\na 1\nbb 22\nccc 3"));
        assert_eq!(tabled(" 1 a\n12 b\n 3 c-d").as_deref(), Some("[columns 3 lines: > <]\n1 a\n12 b\n3 c-d"));
        assert_eq!(tabled("a   1 k  x\nbb  1 k yy\nccc 1 k   z").as_deref(), Some("[columns 3 lines: < 1 k <]\na  x\nbb yy\nccc   z"));
    }

    #[test]
    fn words_that_only_happen_to_stand_so_are_left() {
        for text in ["", "a b\nc d", "PASSED x\nPASSED yy\nPASSED z", "ab cd e\nfg hi jj\nkl mn o", "    a   1 x\n    bb  1 y\n    ccc 1 z", "a   = 1 x\nbb  = 2 y\nccc = 3 z"] {
            assert_eq!(tabled(text), None, "{text}");
        }
    }
}
