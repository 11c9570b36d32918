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
    /// How many more separators of the same kind it had.
    columns: usize,
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
        let columns = separated.map_or(0, |(_, rest)| columns(rest));
        // Equally many columns behind a number are the cells of a table.
        if std::mem::replace(&mut self.columns, columns) == columns && columns > 0 {
            return HINT;
        }
        match (before, number) {
            (Some(before), Some(number)) if before + 1 == number && line.blanks_before == 0 => STRONG + 2,
            (_, Some(_)) if read.is_some_and(|(_, rest)| rest.starts_with('→')) => GOOD,
            (_, Some(_)) if line.body.len() > MAX_DIGITS => HINT,
            _ => NOTHING,
        }
    }
}

/// The separator at the start of `rest`, without the blank behind it.
fn separator(rest: &str) -> Option<&'static str> {
    Numbering::separators()
        .map(|separator| separator.trim_end_matches(' '))
        .find(|separator| rest.starts_with(separator))
}

/// How many more tabs or bars follow the one at the start of `rest`. Code contains the other separators.
fn columns(rest: &str) -> usize {
    match separator(rest) {
        Some(separator) if separator != "→" && separator != ":" => {
            rest.trim_start_matches(separator).matches(separator).count()
        }
        _ => 0,
    }
}
