//! A line of the screen.

use std::collections::VecDeque;

/// Characters by column. Moving, erasing and writing take no longer in a wide line than in a narrow one.
#[derive(Default)]
pub(super) struct Row {
    /// Each character, and how often the start of the line had been erased when it was written.
    cells: Vec<(char, u32)>,
    /// The columns of characters that may take more than one, from left to right. They are written at the end of a line only.
    wide: VecDeque<u32>,
    /// How often the start of the line was erased.
    erasures: u32,
    /// Up to where, and the how-manyth time that was: from the longest to the shortest, without those that a later one covers.
    erased: Vec<(usize, u32)>,
}

/// Whether a character takes one column, as far as that is sure: letters and what progress is drawn with.
pub(super) fn is_narrow(c: char) -> bool {
    (' '..='~').contains(&c) || matches!(c, '─'..='◿' | '⠀'..='⣿' | '✓' | '✔' | '✗' | '✖' | '…' | '·' | '•')
}

impl Row {
    /// How many columns it has.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether each of its characters takes one column.
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

    /// Writes a narrow character over another.
    pub(super) fn replace(&mut self, column: usize, c: char) {
        self.cells[column] = (c, self.erasures);
    }

    /// Writes a character behind the others, at this column.
    pub(super) fn append(&mut self, column: usize, c: char) {
        self.cells.resize(column, (' ', self.erasures));
        self.cells.push((c, self.erasures));
        if !is_narrow(c) {
            self.wide.push_back(column as u32);
        }
    }

    /// Erases what stands from this column on.
    pub(super) fn truncate(&mut self, column: usize) {
        self.cells.truncate(column);
        while self.wide.pop_back_if(|wide| *wide as usize >= column).is_some() {}
    }

    /// Erases what stands in front of this column.
    pub(super) fn erase_front(&mut self, end: usize) {
        self.erasures += 1;
        while self.erased.pop_if(|(shorter, _)| *shorter <= end).is_some() {}
        self.erased.push((end, self.erasures));
        while self.wide.pop_front_if(|wide| (*wide as usize) < end).is_some() {}
    }

    /// Writes it without the blanks at its end.
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

    /// The same, one character at a time.
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
    fn a_row_is_what_was_written_and_not_erased() {
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
                // A wide character that a narrow one was written over would count on, but the screen does not allow that.
                let is_narrow = plain.0.iter().copied().all(is_narrow);
                assert_eq!((&own, !row.is_narrow() || is_narrow), (&plain.0, true), "seed {seed}");
            }
            let (mut out, text) = (String::new(), plain.0.iter().collect::<String>());
            row.write(&mut out);
            assert_eq!(out, text.trim_end_matches([' ', '\t']), "seed {seed}");
        }
    }
}
