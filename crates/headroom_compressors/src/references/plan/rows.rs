//! Finds rows of JSON that occur earlier.

use std::ops::Range;

use headroom_core::{History, Spot, VisibleText, Windows};

/// Consecutive rows that are also consecutive in an earlier text.
#[derive(Debug)]
pub(super) struct Rows {
    /// The bytes of the rows in the text.
    pub(super) bytes: Range<usize>,
    /// The earlier text.
    pub(super) block: u32,
    /// The numbers of its rows.
    pub(super) numbers: (u32, u32),
}

/// Finds disjoint runs of rows from first to last: at each row the longest run that occurs earlier.
///
/// Takes linear time: each row has a few candidates, and the rows of a run are not searched again.
pub(super) fn find(text: &str, rows: &[Range<u32>], history: &History) -> Vec<Rows> {
    let windows = Windows::of_rows(text, rows);
    let mut found = Vec::new();
    let mut free = 0;
    let mut row = 0;
    while row < rows.len() {
        let Some(window) = windows.at(row as u32, rows.len() as u32) else { break };
        let candidates = history.spots(window).filter_map(|spot| {
            let own = Own { text, rows };
            own.extend(free..row, history.get(spot.block), spot)
        });
        let longest =
            candidates.reduce(|best, next| if next.bytes.len() > best.bytes.len() { next } else { best });
        let Some(longest) = longest else {
            row += 1;
            continue;
        };
        row = rows.partition_point(|row| (row.end as usize) <= longest.bytes.end);
        free = row;
        found.push(longest);
    }
    found
}

/// The rows of the text.
struct Own<'a> {
    text: &'a str,
    rows: &'a [Range<u32>],
}

impl Own<'_> {
    /// The longest run of equal rows around the row `before.end` and `spot`, which starts within `before`.
    fn extend(&self, before: Range<usize>, shown: &VisibleText, spot: Spot) -> Option<Rows> {
        let (row, theirs) = (before.end, spot.line as usize);
        if !self.is_same(row, shown, theirs) {
            return None;
        }
        let mut length = 1;
        while self.follows(row + length, shown, theirs + length) {
            length += 1;
        }
        let mut back = 0;
        while row - back > before.start
            && theirs > back
            && self.is_same(row - back - 1, shown, theirs - back - 1)
            && self.is_joined(row - back, shown, theirs - back)
        {
            back += 1;
        }
        let bytes = self.rows[row - back].start as usize..self.rows[row + length - 1].end as usize;
        let first = *shown.numbers_of_row((theirs - back) as u32).start();
        let last = *shown.numbers_of_row((theirs + length - 1) as u32).end();
        Some(Rows { bytes, block: spot.block, numbers: (first, last) })
    }

    fn follows(&self, row: usize, shown: &VisibleText, theirs: usize) -> bool {
        self.is_same(row, shown, theirs) && self.is_joined(row, shown, theirs)
    }

    /// Whether two rows are equal and theirs can be read.
    fn is_same(&self, row: usize, shown: &VisibleText, theirs: usize) -> bool {
        let own = self.rows.get(row).map(|row| &self.text[row.start as usize..row.end as usize]);
        shown.shows_row(theirs as u32) && own == shown.row(theirs as u32)
    }

    /// Whether the same text stands before both rows.
    fn is_joined(&self, row: usize, shown: &VisibleText, theirs: usize) -> bool {
        let own = self.rows[row - 1].end as usize..self.rows[row].start as usize;
        let their = shown.rows[theirs - 1].end as usize..shown.rows[theirs].start as usize;
        self.text[own] == shown.text[their]
    }
}
