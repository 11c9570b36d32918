//! How the rows of a table were written.

use super::column::{Cell, Column, Padding, width};
use super::separated::{self, Quotes};
use super::{fixed, markdown};

/// A cell that is as the one above it.
pub(in crate::table) const DITTO: &str = "^";
/// In front of a row as it stood.
pub(in crate::table) const RAW: char = '=';

/// The fewest dashes that formatters write.
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
    /// Columns stand so many blanks apart.
    Fixed {
        gap: usize,
    },
}

impl Style {
    /// What stands between the cells of a row that is written short.
    pub(in crate::table) const fn separator(self) -> u8 {
        match self.kind {
            Kind::Separated { separator, .. } => separator,
            Kind::Markdown { .. } | Kind::Fixed { .. } => b'|',
        }
    }

    /// The end of the cell at the start of `text`. What follows it is a separator, a line's end, or nothing.
    pub(super) fn cell_end(self, text: &str) -> Option<usize> {
        let end = match self.kind {
            Kind::Separated { separator, .. } => separated::cell_end(text, separator)?,
            Kind::Markdown { .. } => markdown::cell_end(text),
            Kind::Fixed { .. } => fixed::cell_end(text),
        };
        let is_cut = self.crlf && text[..end].ends_with('\r') && text[end..].starts_with('\n');
        Some(if is_cut { end - 1 } else { end })
    }

    /// Reads the row at the start of `text`, as it was written, into `cells`, and gives its length without the line's end.
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

    /// The length of the row that stands as it was at the start of `text`.
    pub(in crate::table) fn raw_length(self, text: &str) -> Option<usize> {
        match self.kind {
            Kind::Separated { .. } => self.split(text, &[], &mut Vec::new()),
            Kind::Markdown { .. } | Kind::Fixed { .. } => Some(self.line(text).len()),
        }
    }

    /// What a cell is called in a row that is written short; `None` if it could not be told how it was written.
    pub(in crate::table) fn bare(self, cell: &str) -> Option<&str> {
        match self.kind {
            Kind::Separated { separator, quotes } => quotes.bare(cell, separator),
            // A backslash would take the bar behind it for text.
            Kind::Markdown { .. } => Some(cell).filter(|cell| !cell.ends_with('\\')),
            Kind::Fixed { .. } => Some(cell).filter(|cell| !cell.contains('|')),
        }
    }

    /// What is at the end of a line.
    pub(in crate::table) const fn line_end(self) -> &'static str {
        if self.crlf { "\r\n" } else { "\n" }
    }

    /// Writes a row as it was.
    pub(in crate::table) fn put(self, cells: &[Cell<'_>], columns: &[Column<'_>], out: &mut String) {
        match self.kind {
            Kind::Separated { separator, quotes } => {
                for (index, [before, cell]) in cells.iter().enumerate() {
                    if index > 0 {
                        out.push(separator.into());
                    }
                    let is_bare = quotes == Quotes::VisibleText
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
        }
    }

    /// Whether columns are filled up with blanks.
    pub(in crate::table) const fn is_padded(self) -> bool {
        matches!(
            self.kind,
            Kind::Markdown { padding: Padding::Aligned | Padding::Left, .. } | Kind::Fixed { .. }
        )
    }

    /// Whether some characters take two places.
    pub(in crate::table) const fn is_wide(self) -> bool {
        matches!(self.kind, Kind::Markdown { wide: true, .. })
    }

    /// The width of a column that its head need not say, if its widest cell is so wide.
    pub(in crate::table) fn usual_width(self, widest: usize) -> usize {
        match self.kind {
            Kind::Fixed { .. } => widest,
            _ if self.is_padded() => widest.max(MIN_WIDTH),
            _ => MIN_WIDTH,
        }
    }

    /// How much longer the dashes below a name are than its column is wide.
    pub(in crate::table) const fn overhang(self) -> usize {
        if self.is_padded() && matches!(self.kind, Kind::Markdown { tight: true, .. }) { 2 } else { 0 }
    }
}
