//! Rows of tables whose columns are kept apart by blanks.

use super::column::{Align, Cell, Column};

/// Writes a row whose columns stand so many blanks apart, without blanks at its end.
pub(super) fn put(cells: &[Cell<'_>], columns: &[Column<'_>], gap: usize, out: &mut String) {
    let start = out.len();
    // Blanks are written in front of what follows them: there may be very many at the end.
    let mut blanks = 0;
    for (index, (cell, column)) in cells.iter().zip(columns).enumerate() {
        let length = cell.iter().map(|part| part.chars().count()).sum();
        let room = column.width.saturating_sub(length);
        blanks += if index > 0 { gap } else { 0 };
        blanks += if column.align == Align::Right { room } else { 0 };
        if length > 0 {
            out.extend(std::iter::repeat_n(' ', std::mem::take(&mut blanks)));
            out.extend(*cell);
        }
        blanks += if column.align == Align::Right { 0 } else { room };
    }
    out.truncate(start + out[start..].trim_end_matches(' ').len());
}

/// The end of the cell at the start of `text`, in a row that is written short.
pub(super) fn cell_end(text: &str) -> usize {
    memchr::memchr2(b'|', b'\n', text.as_bytes()).unwrap_or(text.len())
}

/// Puts the cells of a row as it was written into `cells`, without the blanks around them.
pub(in crate::table) fn split<'a>(
    line: &'a str,
    columns: &[Column<'_>],
    gap: usize,
    cells: &mut Vec<&'a str>,
) {
    cells.clear();
    let mut rest = line;
    for (index, column) in columns.iter().enumerate() {
        let is_last = index + 1 == columns.len();
        let room = column.width + gap;
        let end =
            if is_last { rest.len() } else { rest.char_indices().nth(room).map_or(rest.len(), |(at, _)| at) };
        cells.push(rest[..end].trim_matches(' '));
        rest = &rest[end..];
    }
}
