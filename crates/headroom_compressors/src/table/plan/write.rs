//! Writing the form described in the module.

use headroom_core::cost;

use super::columns::{CHEAPEST, Shared, shared};
use super::table::Table;
use crate::table::parse::{DITTO, Head, RAW};

/// The table in its short form, if it has one.
pub(super) fn short(table: &Table<'_>) -> Option<String> {
    let shared = shared(table);
    // Without blanks to leave out and anything to say once, it is as short as it reads well.
    if table.is_markdown()
        && !table.style.is_padded()
        && shared.iter().all(|shared| shared.column.usual.is_none() && !shared.again)
    {
        return None;
    }
    let mut widest: Vec<_> = table.columns.iter().map(|column| table.width(column.name)).collect();
    let mut rows = Rows { table, shared: &shared, above: None, out: String::new() };
    table.for_each_row(|cells, raw| {
        if rows.row(cells, raw) {
            for (widest, cell) in widest.iter_mut().zip(cells.unwrap_or_default()) {
                *widest = (*widest).max(table.width(cell));
            }
        }
    });
    let body = rows.out;
    let columns = shared.iter().zip(widest).map(|(shared, widest)| {
        let mut column = shared.column;
        if column.width == table.style.usual_width(widest) {
            column.width = 0;
        }
        column
    });
    let head = Head { style: table.style, rows: table.rows, columns: columns.collect() }.write()?;
    Some(head + &body)
}

struct Rows<'t, 'a> {
    table: &'t Table<'a>,
    shared: &'t [Shared<'a>],
    /// The cells of the row above, unless it stands as it was.
    above: Option<Vec<&'a str>>,
    out: String,
}

impl<'a> Rows<'_, 'a> {
    /// Writes a row. `false`: it stands as it was.
    fn row(&mut self, cells: Option<&[&'a str]>, raw: &str) -> bool {
        self.out.push_str(self.table.style.line_end());
        let start = self.out.len();
        if let Some(cells) = cells.filter(|cells| self.cells(cells).is_some()) {
            self.above = Some(cells.to_vec());
            return true;
        }
        self.above = None;
        self.out.truncate(start);
        self.out.push(RAW);
        self.out.push_str(raw);
        false
    }

    /// Writes the cells of a row; `None` if they would not be read as they are.
    fn cells(&mut self, cells: &[&'a str]) -> Option<()> {
        let separator = char::from(self.table.style.separator());
        let start = self.out.len();
        let mut is_first = true;
        for (index, (cell, Shared { column, again })) in cells.iter().zip(self.shared).enumerate() {
            if column.usual.is_some() {
                continue;
            }
            if !std::mem::take(&mut is_first) {
                self.out.push(separator);
            }
            let own = &cell[if cell.is_empty() { 0 } else { column.prefix.len() }..];
            let is_as_above = *again && self.above.as_ref().is_some_and(|above| above[index] == *cell);
            if is_as_above && cost(own).to_tokens() >= CHEAPEST {
                self.out.push_str(DITTO);
                continue;
            }
            let is_clear = own != DITTO
                && own.is_empty() == cell.is_empty()
                && (own.len() == cell.len() || !own.starts_with('"'));
            is_clear.then(|| self.out.push_str(own))?;
        }
        for (cell, Shared { column, .. }) in cells.iter().zip(self.shared) {
            if column.usual.is_some_and(|usual| usual != *cell) {
                self.out.push(separator);
                self.out.extend([column.name, ":", cell]);
            }
        }
        (!self.out[start..].starts_with(RAW)).then_some(())
    }
}
