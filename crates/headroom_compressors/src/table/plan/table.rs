//! A table that was found: its rows, and which of them are written like the others.

use crate::table::parse::{Cell, Column, Kind, Style, width};

/// Fewer columns are taken for a table only in Markdown, which marks them.
pub(super) const MIN_COLUMNS: usize = 3;

/// A table at the start of a text.
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub(super) style: Style,
    /// With the widths of all columns.
    pub(super) columns: Vec<Column<'a>>,
    /// How many rows there are, without that of names.
    pub(super) rows: usize,
    /// The rows and what follows them.
    pub(super) body: &'a str,
    /// In bytes, without the last line's end.
    pub(super) length: usize,
}

impl<'a> Table<'a> {
    pub(super) fn names_are(&self, line: &str) -> bool {
        let names: Vec<Cell<'_>> = self.columns.iter().map(|column| ["", column.name]).collect();
        self.put(&names) == line
    }

    /// Whether a row is written as this table's are.
    pub(super) fn fits(&self, line: &str) -> bool {
        let mut cells = Vec::new();
        self.style.split(line, &self.columns, &mut cells).is_some() && self.row(&mut cells, line).is_some()
    }

    fn put(&self, cells: &[Cell<'_>]) -> String {
        let mut out = String::new();
        self.style.put(cells, &self.columns, &mut out);
        out
    }

    /// The cells of a row without what need not be said of them; `None` where they would not be written as they are.
    fn row(&self, cells: &mut Vec<&'a str>, line: &str) -> Option<()> {
        if cells.len() != self.columns.len() {
            return None;
        }
        for cell in cells.iter_mut() {
            *cell = self.style.bare(cell)?;
        }
        let cells: Vec<Cell<'_>> = cells.iter().map(|cell| ["", *cell]).collect();
        (self.put(&cells) == line).then_some(())
    }

    /// Has each row looked at: as its cells, and as it stands. There are no cells where it is not written as the others are.
    pub(super) fn for_each_row(&self, mut look: impl FnMut(Option<&[&'a str]>, &'a str)) {
        let mut cells = Vec::new();
        let mut at = 0;
        for _ in 0..self.rows {
            let rest = self.body.get(at..).unwrap_or_default();
            let is_split = self.style.split(rest, &self.columns, &mut cells);
            let raw = &rest[..is_split.or_else(|| self.style.raw_length(rest)).unwrap_or_default()];
            let fits = is_split.is_some() && self.row(&mut cells, raw).is_some();
            look(fits.then_some(&cells), raw);
            at += raw.len() + self.style.line_end().len();
        }
    }

    /// The places that a text takes in this table.
    pub(super) fn width(&self, text: &str) -> usize {
        width(text, self.style.is_wide())
    }

    /// Whether it is part of a document.
    pub(super) fn is_markdown(&self) -> bool {
        matches!(self.style.kind, Kind::Markdown { .. })
    }
}
