//! Tables that database clients and reports of coverage draw with bars and lines of dashes.

use super::column::{Align, Cell, Column, width};

/// The program that draws a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::table) enum Program {
    /// Names are centred, and the last cell of a row has no blanks behind it.
    Psql,
    /// The whole table has a frame.
    Mysql,
    /// As `mysql`, with centred names.
    Sqlite,
    /// The reports of Jest, nyc and c8: `|` in the lines of dashes, which also stand above the names and below the
    /// rows. The first column has no blank on its left, because its cells are indented.
    Coverage,
}

impl Program {
    pub(in crate::table) const ALL: [Self; 4] = [Self::Psql, Self::Mysql, Self::Sqlite, Self::Coverage];

    /// The start of the head.
    pub(super) const fn opener(self) -> &'static str {
        match self {
            Self::Psql => "[psql ",
            Self::Mysql => "[mysql ",
            Self::Sqlite => "[sqlite ",
            Self::Coverage => "[coverage ",
        }
    }

    /// Whether bars stand at both ends of a row.
    const fn has_sides(self) -> bool {
        matches!(self, Self::Mysql | Self::Sqlite)
    }

    /// Whether lines of dashes stand above the names and below the rows.
    pub(in crate::table) const fn is_framed(self) -> bool {
        !matches!(self, Self::Psql)
    }

    /// Whether some characters take two places.
    pub(super) const fn is_wide(self) -> bool {
        !matches!(self, Self::Coverage)
    }

    /// The number of blanks on the left of a cell.
    const fn margin(self, column: usize) -> usize {
        if column == 0 && matches!(self, Self::Coverage) { 0 } else { 1 }
    }

    /// The width of a column whose dashes have this length.
    pub(in crate::table) fn width(self, column: usize, dashes: usize) -> Option<usize> {
        dashes.checked_sub(self.margin(column) + 1)
    }

    /// Splits a row into `cells`, without the blanks around them. `false`: the line is no row.
    pub(in crate::table) fn split<'a>(self, line: &'a str, cells: &mut Vec<&'a str>) -> bool {
        cells.clear();
        let inner = if self.has_sides() {
            line.strip_prefix('|').and_then(|line| line.strip_suffix('|'))
        } else {
            Some(line)
        };
        let Some(inner) = inner else { return false };
        cells.extend(inner.split('|').map(|cell| cell.trim_matches(' ')));
        if let (Self::Coverage, Some(first)) = (self, cells.first_mut()) {
            *first = inner.split('|').next().unwrap_or_default().trim_end_matches(' ');
        }
        true
    }

    /// Writes a line of dashes.
    pub(in crate::table) fn put_rule(self, columns: &[Column<'_>], out: &mut String) {
        let joint = if self == Self::Coverage { '|' } else { '+' };
        let side = if self.has_sides() { "+" } else { "" };
        out.push_str(side);
        for (index, column) in columns.iter().enumerate() {
            if index > 0 {
                out.push(joint);
            }
            out.extend(std::iter::repeat_n('-', self.margin(index) + column.width + 1));
        }
        out.push_str(side);
    }

    /// Writes the names of the columns.
    pub(in crate::table) fn put_names(self, columns: &[Column<'_>], out: &mut String) {
        let aligned: Vec<Column<'_>> = columns
            .iter()
            .map(|column| {
                let align = match self {
                    Self::Psql | Self::Sqlite => Align::Center,
                    Self::Mysql => Align::None,
                    Self::Coverage => column.align,
                };
                Column { align, ..*column }
            })
            .collect();
        let names: Vec<Cell<'_>> = columns.iter().map(|column| ["", column.name]).collect();
        self.put_cells(&names, &aligned, true, out);
    }

    /// Writes a row.
    pub(super) fn put(self, cells: &[Cell<'_>], columns: &[Column<'_>], out: &mut String) {
        self.put_cells(cells, columns, self != Self::Psql, out);
    }

    /// Writes cells. `is_filled`: blanks follow the last one.
    fn put_cells(self, cells: &[Cell<'_>], columns: &[Column<'_>], is_filled: bool, out: &mut String) {
        let sides = usize::from(self.has_sides());
        for (index, (cell, column)) in cells.iter().zip(columns).enumerate() {
            if index + sides > 0 {
                out.push('|');
            }
            let length: usize = cell.iter().map(|part| width(part, self.is_wide())).sum();
            let room = column.width.saturating_sub(length);
            let before = match column.align {
                Align::Right => room,
                Align::Center => room / 2,
                Align::None | Align::Left => 0,
            };
            out.extend(std::iter::repeat_n(' ', self.margin(index) + before));
            out.extend(*cell);
            if is_filled || index + 1 < columns.len() {
                out.extend(std::iter::repeat_n(' ', room - before + 1));
            }
        }
        out.push_str(&"|"[..sides]);
    }
}

/// The lengths of the dashes in a line of dashes.
pub(in crate::table) fn dashes(line: &str) -> Option<Vec<usize>> {
    if !line.starts_with(['-', '+']) || line.bytes().any(|byte| !b"-+|".contains(&byte)) {
        return None;
    }
    let inner = line.strip_prefix('+').and_then(|line| line.strip_suffix('+')).unwrap_or(line);
    let lengths: Vec<usize> = inner.split(['+', '|']).map(str::len).collect();
    (lengths.len() > 1 && lengths.iter().all(|length| *length > 0)).then_some(lengths)
}
