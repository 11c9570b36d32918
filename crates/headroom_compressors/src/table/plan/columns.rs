//! What the cells of a column share.

use headroom_core::cost;

use super::table::Table;
use crate::table::parse::Column;

/// What costs less is said again rather than once for all or by a mark, in tokens.
pub(super) const CHEAPEST: u64 = 3;
/// Where fewer cells than one in so many are as the one above, all are said.
const MIN_AGAIN: u32 = 2;
/// The length of a day and what separates it from the time, as in ISO 8601.
const DAY: usize = 11;

/// How the cells of a column are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shared<'a> {
    pub(super) column: Column<'a>,
    /// Whether cells that are as the one above are written as a mark.
    pub(super) again: bool,
}

/// What is known of the cells of a column.
#[derive(Clone, Copy, Debug, Default)]
struct Seen<'a> {
    /// The one that is more than half of them, if any is (Boyer and Moore's vote), its lead, and how often it was counted to be there.
    major: &'a str,
    lead: u32,
    often: u32,
    above: Option<&'a str>,
    again: u32,
    /// What all start with that are not empty.
    prefix: Option<&'a str>,
}

/// Of each column what it shares.
pub(super) fn shared<'a>(table: &Table<'a>) -> Vec<Shared<'a>> {
    let mut seen = vec![Seen::default(); table.columns.len()];
    let mut rows = 0;
    table.for_each_row(|cells, _| {
        for (seen, cell) in seen.iter_mut().zip(cells.unwrap_or_default()) {
            seen.look(cell);
        }
        rows += u32::from(cells.is_some());
    });
    table.for_each_row(|cells, _| {
        for (seen, cell) in seen.iter_mut().zip(cells.unwrap_or_default()) {
            seen.often += u32::from(*cell == seen.major);
        }
    });
    table.columns.iter().zip(&seen).map(|(column, seen)| seen.shared(table, *column, rows)).collect()
}

impl<'a> Seen<'a> {
    fn look(&mut self, cell: &'a str) {
        if self.lead == 0 {
            self.major = cell;
        }
        self.lead = if cell == self.major { self.lead + 1 } else { self.lead - 1 };
        self.again += u32::from(self.above == Some(cell));
        self.above = Some(cell);
        if !cell.is_empty() {
            let prefix = self.prefix.unwrap_or(cell);
            let length = prefix
                .chars()
                .zip(cell.chars())
                .take_while(|(a, b)| a == b)
                .map(|(char, _)| char.len_utf8())
                .sum();
            self.prefix = Some(&prefix[..length]);
        }
    }

    fn shared(&self, table: &Table<'a>, mut column: Column<'a>, rows: u32) -> Shared<'a> {
        let separator = char::from(table.style.separator());
        let can_stand = |text: &str| {
            !text.contains(['\n', '"', '*']) && (table.is_markdown() || !text.contains(separator))
        };
        let is_unique = table.columns.iter().filter(|other| other.name == column.name).count() == 1;
        let can_be_named = !column.name.is_empty() && !column.name.contains(':') && is_unique;
        if can_be_named && can_stand(self.major) && self.often * 2 > rows && self.pays(column.name, rows) {
            column.usual = Some(self.major);
        } else if !table.is_markdown() {
            // What is linked to in a document is quoted from it.
            column.prefix = self
                .prefix
                .map(start)
                .filter(|prefix| can_stand(prefix) && cost(prefix).to_tokens() >= CHEAPEST)
                .unwrap_or_default();
        }
        Shared { column, again: self.again * MIN_AGAIN >= rows }
    }

    /// Whether leaving a cell out where it is usual saves more than naming it costs where it is not.
    fn pays(&self, name: &str, rows: u32) -> bool {
        let cell = cost(self.major).to_tokens() + 1;
        let said = cost(name).to_tokens() + 2;
        u64::from(self.often) * cell > u64::from(rows - self.often) * said + cell
    }
}

/// What of a common start stands for itself: the folder of a path, the day of a time.
fn start(prefix: &str) -> &str {
    let bytes = prefix.as_bytes();
    let is_day = bytes.len() >= DAY
        && bytes[..DAY].iter().zip(b"dddd-dd-ddT").all(|(byte, form)| match form {
            b'd' => byte.is_ascii_digit(),
            b'T' => matches!(byte, b'T' | b' '),
            _ => byte == form,
        });
    if is_day {
        &prefix[..DAY]
    } else {
        &prefix[..memchr::memrchr2(b'/', b'\\', bytes).map_or(0, |at| at + 1)]
    }
}
