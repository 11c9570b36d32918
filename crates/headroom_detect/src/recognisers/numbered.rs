//! Files shown with their line numbers.

use headroom_core::{Kind, Numbering};
use headroom_formats::scan::digits;

use crate::line::Line;
use crate::recogniser::{GOOD, HINT, NOTHING, Recogniser, STRONG};

/// Maximum number of digits of a line number.
const MAX_DIGITS: usize = 7;

/// Recognises numbered files.
#[derive(Default)]
pub(super) struct NumberedFile {
    /// The number of the line before.
    number: Option<u32>,
    /// The number of its separators, if the numbers are the first column of a table.
    columns: Option<usize>,
    before: String,
}

impl Recogniser for NumberedFile {
    fn kind(&self) -> Kind {
        Kind::NumberedFile
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        let read = digits(line.body).filter(|(number, _)| {
            number.len() <= MAX_DIGITS && (number.len() == 1 || !number.starts_with('0'))
        });
        // An empty line of the file ends with a tab, which was removed as a blank.
        let separated = read.filter(|(_, rest)| rest.is_empty() || separator(rest).is_some());
        let number = separated.and_then(|(number, _)| number.parse().ok());
        let before = std::mem::replace(&mut self.number, number);
        let is_next = before.zip(number).is_some_and(|(before, number)| before + 1 == number);
        let is_cell = self.is_cell(line, is_next);
        self.before.clear();
        self.before.push_str(line.text);
        if is_cell {
            return HINT;
        }
        match number {
            Some(_) if is_next && line.blanks_before == 0 => STRONG + 2,
            Some(_) if read.is_some_and(|(_, rest)| rest.starts_with('→')) => GOOD,
            Some(_) if line.body.len() > MAX_DIGITS => HINT,
            _ => NOTHING,
        }
    }
}

impl NumberedFile {
    /// Whether the number of a line is a cell of a table. `is_next`: it follows the number before.
    fn is_cell(&mut self, line: &Line<'_>, is_next: bool) -> bool {
        let Some((_, numbering)) = Numbering::read(line.text) else { return false };
        let columns = numbering.columns(line.text);
        let is_cell = if is_next {
            self.columns == Some(columns)
        } else {
            numbering.is_column(columns, Some(&*self.before))
        };
        self.columns = is_cell.then_some(columns);
        is_cell
    }
}

/// The separator at the start of `rest`, without the blank behind it.
fn separator(rest: &str) -> Option<&'static str> {
    Numbering::separators()
        .map(|separator| separator.trim_end_matches(' '))
        .find(|separator| rest.starts_with(separator))
}
