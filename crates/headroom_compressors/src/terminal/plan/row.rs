//! A line of the screen.

use std::collections::VecDeque;

/// Characters by column. Moving, erasing and writing take the same time in wide and narrow lines.
#[derive(Default)]
pub(super) struct Row {
    /// Each character, and the value of `erasures` when it was written.
    cells: Vec<(char, u32)>,
    /// The columns of characters that may take more than one column, from left to right. They are only ever
    /// written at the end of a line.
    wide: VecDeque<u32>,
    /// How often the start of the line was erased.
    erasures: u32,
    /// The end of each erasure and its number: from the longest to the shortest, without those that a later
    /// one covers.
    erased: Vec<(usize, u32)>,
}

/// Whether a character certainly takes one column: letters and the characters that draw progress.
pub(super) fn is_narrow(c: char) -> bool {
    (' '..='~').contains(&c) || matches!(c, '─'..='◿' | '⠀'..='⣿' | '✓' | '✔' | '✗' | '✖' | '…' | '·' | '•')
}

impl Row {
    /// The number of columns.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether every character takes one column.
    pub(super) fn is_narrow(&self) -> bool {
        self.wide.is_empty()
    }

    /// The character in a column.
    pub(super) fn get(&self, column: usize) -> Option<char> {
        let (c, written) = *self.cells.get(column)?;
        let covering = self.erased.partition_point(|(end, _)| *end > column);
        let is_erased = covering.checked_sub(1).is_some_and(|last| self.erased[last].1 > written);
        Some(if is_erased { ' ' } else { c })
    }

    /// Overwrites a character with a narrow one.
    pub(super) fn replace(&mut self, column: usize, c: char) {
        self.cells[column] = (c, self.erasures);
    }

    /// Writes a character at this column, after the others.
    pub(super) fn append(&mut self, column: usize, c: char) {
        self.cells.resize(column, (' ', self.erasures));
        self.cells.push((c, self.erasures));
        if !is_narrow(c) {
            self.wide.push_back(column as u32);
        }
    }

    /// The characters from this column on.
    pub(super) fn text(&self, column: usize) -> String {
        (column..self.len()).filter_map(|column| self.get(column)).collect()
    }

    /// Erases the characters from this column on.
    pub(super) fn truncate(&mut self, column: usize) {
        self.cells.truncate(column);
        while self.wide.pop_back_if(|wide| *wide as usize >= column).is_some() {}
    }

    /// Erases the characters before this column.
    pub(super) fn erase_front(&mut self, end: usize) {
        self.erasures += 1;
        while self.erased.pop_if(|(shorter, _)| *shorter <= end).is_some() {}
        self.erased.push((end, self.erasures));
        while self.wide.pop_front_if(|wide| (*wide as usize) < end).is_some() {}
    }

    /// Writes the row without the blanks at its end.
    pub(super) fn write(&self, out: &mut String) {
        let is_blank = |column: usize| matches!(self.get(column), Some(' ' | '\t'));
        let end = (0..self.len()).rposition(|column| !is_blank(column)).map_or(0, |last| last + 1);
        out.extend((0..end).filter_map(|column| self.get(column)));
    }
}

#[cfg(test)]
mod tests {
    use headroom_testkit::{Random, seeds};

    use super::*;

    /// A row that works one character at a time, for comparison.
    #[derive(Default)]
    struct Plain(Vec<char>);

    impl Plain {
        fn put(&mut self, column: usize, c: char) {
            self.0.resize(self.0.len().max(column + 1), ' ');
            self.0[column] = c;
        }

        fn erase_front(&mut self, end: usize) {
            self.0.iter_mut().take(end).for_each(|c| *c = ' ');
        }
    }

    #[test]
    fn a_row_shows_the_characters_written_and_not_erased() {
        for seed in seeds(2000) {
            let mut random = Random::new(seed);
            let (mut row, mut plain) = (Row::default(), Plain::default());
            for _ in 0..random.below(40) {
                let column = random.below(12);
                match random.below(5) {
                    0 => {
                        row.erase_front(column);
                        plain.erase_front(column);
                    }
                    1 => {
                        row.truncate(column);
                        plain.0.truncate(column);
                    }
                    _ if column < row.len() => {
                        let c = ['a', 'b', ' ', '✓'][random.below(4)];
                        row.replace(column, c);
                        plain.put(column, c);
                    }
                    _ => {
                        let c = ['a', ' ', '日', '\t'][random.below(4)];
                        row.append(column, c);
                        plain.put(column, c);
                    }
                }
                let own: Vec<_> = (0..row.len()).filter_map(|column| row.get(column)).collect();
                // The row still counts a wide character that was overwritten by a narrow one, but the canvas
                // never does that.
                let is_narrow = plain.0.iter().copied().all(is_narrow);
                assert_eq!((&own, !row.is_narrow() || is_narrow), (&plain.0, true), "seed {seed}");
            }
            let (mut out, text) = (String::new(), plain.0.iter().collect::<String>());
            row.write(&mut out);
            assert_eq!(out, text.trim_end_matches([' ', '\t']), "seed {seed}");
        }
    }
}
