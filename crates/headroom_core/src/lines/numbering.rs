//! Line numbers as tools write them in front of lines.

use std::fmt::Write;

/// Maximum number of separators that are counted in a line.
const MAX_COLUMNS: usize = 64;
/// Maximum number of digits of a line number.
const MAX_DIGITS: usize = 7;
/// Separators between a line number and its line: of file readers and editors, `cat -n` and `nl`, grep,
/// viewers.
const SEPARATORS: [&str; 7] = ["→", "\t", ":", "|", " | ", "│", " │ "];

/// The format of line numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbering {
    /// The width to which numbers are padded with blanks on the left, in characters; 0: no padding.
    pub width: usize,
    /// The text between the number and the line.
    pub separator: &'static str,
}

impl Numbering {
    /// The width to which tools pad numbers before this separator, if they pad.
    #[must_use]
    pub fn usual_width(separator: &str) -> usize {
        if matches!(separator, "→" | "\t") { 6 } else { 0 }
    }

    /// Every known separator. A separator comes before its own prefixes.
    pub fn separators() -> impl Iterator<Item = &'static str> {
        SEPARATORS.into_iter()
    }

    /// The length of the prefix of line `number`, in bytes.
    #[must_use]
    pub fn prefix_length(self, number: u32) -> usize {
        self.width.max(digits(number)) + self.separator.len()
    }

    /// Writes the prefix of line `number`.
    pub fn write_prefix(self, number: u32, out: &mut String) {
        // Writing to a string cannot fail.
        let _ = write!(out, "{number:>width$}{}", self.separator, width = self.width);
    }

    /// Reads the prefix of a line: its number, and the numbering that writes this prefix.
    #[must_use]
    pub fn read(line: &str) -> Option<(u32, Self)> {
        let bytes = line.as_bytes();
        let blanks = bytes.iter().take_while(|&&b| b == b' ').count();
        let digits = bytes[blanks..].iter().take(MAX_DIGITS + 1).take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || digits > MAX_DIGITS || (bytes[blanks] == b'0' && digits > 1) {
            return None;
        }
        let number = line[blanks..blanks + digits].parse().ok()?;
        let rest = &line[blanks + digits..];
        let separator = SEPARATORS.into_iter().find(|s| rest.starts_with(s))?;
        Some((number, Self { width: if blanks == 0 { 0 } else { blanks + digits }, separator }))
    }

    /// The number of separators in a line. In a table, it is the number of columns behind the first.
    #[must_use]
    pub fn columns(self, line: &str) -> usize {
        line.matches(self.separator.trim_matches(' ')).take(MAX_COLUMNS).count()
    }

    /// Whether the numbers of lines that all have as many `columns` are the first column of a table: a rule or a head
    /// stands `above` the first of them, or the separator is rare in code.
    #[must_use]
    pub fn is_column(self, columns: usize, above: Option<&str>) -> bool {
        let has_bars = self.separator.trim_matches(' ') != self.separator;
        let is_of_tables = matches!(self.separator, "\t" | "|");
        let has_head = above.is_some_and(|above| self.columns(above) == columns);
        let has_rule = has_bars && above.is_some_and(|above| joints(above) == Some(columns));
        has_rule
            || match (self.width, columns) {
                (0, 0 | 1) => has_head && is_of_tables,
                (0, _) => has_head || is_of_tables,
                // Viewers of code pad numbers, too.
                _ => columns > 1 && has_head && has_bars,
            }
    }

    /// Whether `line` starts with exactly the prefix of `number`.
    pub(super) fn is_prefix(self, number: u32, line: &str) -> bool {
        let length = digits(number);
        let blanks = self.width.saturating_sub(length);
        let bytes = line.as_bytes();
        bytes.len() >= blanks + length
            && bytes[..blanks].iter().all(|&b| b == b' ')
            && is_number(&bytes[blanks..blanks + length], number)
            && line[blanks + length..].starts_with(self.separator)
    }
}

/// The number of joints in a rule below a head: 2 in `----+------+---`. `None`: the line is no rule.
fn joints(line: &str) -> Option<usize> {
    let (mut joints, mut strokes) = (0, 0);
    for character in line.trim().chars() {
        match character {
            '+' | '┼' | '╪' => joints += 1,
            '-' | '─' | '═' => strokes += 1,
            _ => return None,
        }
    }
    (strokes > 2).then_some(joints)
}

/// The number of decimal digits of `number`.
fn digits(number: u32) -> usize {
    number.checked_ilog10().map_or(1, |log| log as usize + 1)
}

/// Whether `text` is `number` in decimal.
fn is_number(text: &[u8], mut number: u32) -> bool {
    text.iter().rev().all(|&byte| {
        let digit = b'0' + (number % 10) as u8;
        number /= 10;
        byte == digit
    }) && number == 0
}
