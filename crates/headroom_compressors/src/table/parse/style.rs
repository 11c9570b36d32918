//! How the rows of a table were written.

use super::column::{Cell, Column, Padding, width};
use super::ruled::Program;
use super::separated::{self, Quotes};
use super::{fixed, markdown};

/// A cell that equals the one above it.
pub(in crate::table) const DITTO: &str = "^";
/// Precedes a row that is kept unchanged.
pub(in crate::table) const RAW: char = '=';

/// Minimum number of dashes that formatters write.
const MIN_WIDTH: usize = 3;

/// How the rows of a table were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::table) struct Style {
    pub(in crate::table) kind: Kind,
    pub(in crate::table) crlf: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::table) enum Kind {
    Separated {
        separator: u8,
        quotes: Quotes,
    },
    Markdown {
        padding: Padding,
        wide: bool,
        tight: bool,
    },
    /// Columns are `gap` blanks apart.
    Fixed {
        gap: usize,
    },
    Ruled {
        program: Program,
    },
}

impl Style {
    /// The separator between the cells of a short row.
    pub(in crate::table) const fn separator(self) -> u8 {
        match self.kind {
            Kind::Separated { separator, .. } => separator,
            Kind::Markdown { .. } | Kind::Fixed { .. } | Kind::Ruled { .. } => b'|',
        }
    }

    /// The end of the cell at the start of `text`. A separator, the end of the line or the end of the text
    /// follows.
    pub(super) fn cell_end(self, text: &str) -> Option<usize> {
        let end = match self.kind {
            Kind::Separated { separator, .. } => separated::cell_end(text, separator)?,
            Kind::Markdown { .. } => markdown::cell_end(text),
            Kind::Fixed { .. } | Kind::Ruled { .. } => fixed::cell_end(text),
        };
        let is_cut = self.crlf && text[..end].ends_with('\r') && text[end..].starts_with('\n');
        Some(if is_cut { end - 1 } else { end })
    }

    /// Splits the row at the start of `text`, as it was written, into `cells`, and returns its length without
    /// the end of the line.
    pub(in crate::table) fn split<'a>(
        self,
        text: &'a str,
        columns: &[Column<'_>],
        cells: &mut Vec<&'a str>,
    ) -> Option<usize> {
        match self.kind {
            Kind::Separated { .. } => {}
            Kind::Markdown { .. } => {
                let line = self.line(text);
                return markdown::split(line, cells).then_some(line.len());
            }
            Kind::Fixed { gap } => {
                let line = self.line(text);
                fixed::split(line, columns, gap, cells);
                return Some(line.len());
            }
            Kind::Ruled { program } => {
                let line = self.line(text);
                return program.split(line, cells).then_some(line.len());
            }
        }
        cells.clear();
        let mut at = 0;
        loop {
            let cell = &text[at..at + self.cell_end(&text[at..])?];
            if cell.ends_with('\r') {
                return None;
            }
            cells.push(cell);
            at += cell.len();
            if text.as_bytes().get(at) != Some(&self.separator()) {
                return Some(at);
            }
            at += 1;
        }
    }

    /// The line at the start of `text`, without its end.
    pub(in crate::table) fn line(self, text: &str) -> &str {
        let line = &text[..memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len())];
        if self.crlf && line.len() < text.len() { line.strip_suffix('\r').unwrap_or(line) } else { line }
    }

    /// The length of the unchanged row at the start of `text`.
    pub(in crate::table) fn raw_length(self, text: &str) -> Option<usize> {
        match self.kind {
            Kind::Separated { .. } => self.split(text, &[], &mut Vec::new()),
            Kind::Markdown { .. } | Kind::Fixed { .. } | Kind::Ruled { .. } => Some(self.line(text).len()),
        }
    }

    /// A cell in its short form. `None` if its original form could not be told from it.
    pub(in crate::table) fn bare(self, cell: &str) -> Option<&str> {
        match self.kind {
            Kind::Separated { separator, quotes } => quotes.bare(cell, separator),
            // A backslash would escape the bar after it.
            Kind::Markdown { .. } => Some(cell).filter(|cell| !cell.ends_with('\\')),
            Kind::Fixed { .. } | Kind::Ruled { .. } => Some(cell).filter(|cell| !cell.contains('|')),
        }
    }

    /// The end of a line.
    pub(in crate::table) const fn line_end(self) -> &'static str {
        if self.crlf { "\r\n" } else { "\n" }
    }

    /// Writes a row in its original form.
    pub(in crate::table) fn put(self, cells: &[Cell<'_>], columns: &[Column<'_>], out: &mut String) {
        match self.kind {
            Kind::Separated { separator, quotes } => {
                for (index, [before, cell]) in cells.iter().enumerate() {
                    if index > 0 {
                        out.push(separator.into());
                    }
                    let is_bare = quotes == Quotes::Shown
                        || before.is_empty() && (cell.starts_with('"') || !quotes.has_quotes(cell));
                    let quote = if is_bare { "" } else { "\"" };
                    out.extend([quote, before, cell, quote]);
                }
            }
            Kind::Markdown { padding, wide, .. } => {
                for ([before, cell], column) in cells.iter().zip(columns) {
                    let room = if padding == Padding::None {
                        0
                    } else {
                        column.width.saturating_sub(width(before, wide) + width(cell, wide))
                    };
                    markdown::put_cell([before, cell], column.align, padding, room, out);
                }
                out.push('|');
            }
            Kind::Fixed { gap } => fixed::put(cells, columns, gap, out),
            Kind::Ruled { program } => program.put(cells, columns, out),
        }
    }

    /// Writes the lines above the rows.
    pub(super) fn put_top(self, columns: &[Column<'_>], out: &mut String) {
        if let Kind::Ruled { program } = self.kind {
            if program.is_framed() {
                program.put_rule(columns, out);
                out.push_str(self.line_end());
            }
            program.put_names(columns, out);
            out.push_str(self.line_end());
            return program.put_rule(columns, out);
        }
        let names: Vec<Cell<'_>> = columns.iter().map(|column| ["", column.name]).collect();
        self.put(&names, columns, out);
        if let Kind::Markdown { tight, .. } = self.kind {
            out.push_str(self.line_end());
            let lengths = columns.iter().map(|column| (column.align, column.width + self.overhang()));
            markdown::put_delimiter(tight, lengths, out);
        }
    }

    /// Writes the line below the rows, if there is one.
    pub(super) fn put_bottom(self, columns: &[Column<'_>], out: &mut String) {
        if let Kind::Ruled { program } = self.kind
            && program.is_framed()
        {
            out.push_str(self.line_end());
            program.put_rule(columns, out);
        }
    }

    /// Whether columns are padded with blanks.
    pub(in crate::table) const fn is_padded(self) -> bool {
        matches!(
            self.kind,
            Kind::Markdown { padding: Padding::Aligned | Padding::Left, .. }
                | Kind::Fixed { .. }
                | Kind::Ruled { .. }
        )
    }

    /// Whether some characters take two places.
    pub(in crate::table) const fn is_wide(self) -> bool {
        match self.kind {
            Kind::Markdown { wide, .. } => wide,
            Kind::Ruled { program } => program.is_wide(),
            Kind::Separated { .. } | Kind::Fixed { .. } => false,
        }
    }

    /// The width that a column has unless its head says otherwise, given the width of its widest cell.
    pub(in crate::table) fn usual_width(self, widest: usize) -> usize {
        match self.kind {
            Kind::Fixed { .. } | Kind::Ruled { .. } => widest,
            _ if self.is_padded() => widest.max(MIN_WIDTH),
            _ => MIN_WIDTH,
        }
    }

    /// How many dashes more than the width of the column the line below a name has.
    pub(in crate::table) const fn overhang(self) -> usize {
        if self.is_padded() && matches!(self.kind, Kind::Markdown { tight: true, .. }) { 2 } else { 0 }
    }
}
