//! Files shown with their line numbers.

use headroom_core::{Kind, Numbering};
use headroom_formats::scan::digits;

use crate::line::Line;
use crate::recogniser::{GOOD, HINT, NOTHING, Recogniser, STRONG};

/// The most digits of a line number.
const MAX_DIGITS: usize = 7;

/// Knows numbered files.
#[derive(Default)]
pub(super) struct NumberedFile {
    /// The number of the line before.
    number: Option<u32>,
}

impl Recogniser for NumberedFile {
    fn kind(&self) -> Kind {
        Kind::NumberedFile
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        let read = digits(line.body).filter(|(number, _)| {
            number.len() <= MAX_DIGITS && (number.len() == 1 || !number.starts_with('0'))
        });
        // An empty line of the file ends with the tab that was taken for a blank.
        let number = read
            .filter(|(_, rest)| {
                rest.is_empty()
                    || Numbering::separators()
                        .any(|separator| rest.starts_with(separator.trim_end_matches(' ')))
            })
            .and_then(|(number, _)| number.parse().ok());
        let before = std::mem::replace(&mut self.number, number);
        match (before, number) {
            (Some(before), Some(number)) if before + 1 == number && line.blanks_before == 0 => STRONG + 2,
            (_, Some(_)) if read.is_some_and(|(_, rest)| rest.starts_with('→')) => GOOD,
            (_, Some(_)) if line.body.len() > MAX_DIGITS => HINT,
            _ => NOTHING,
        }
    }
}
