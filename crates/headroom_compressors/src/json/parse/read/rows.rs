//! Rows of tables.

use std::ops::Range;

use super::{Head, Reader, escapes_are_whole};
use crate::json::layout::Sink;
use crate::json::parse::bare::word_end;
use crate::json::parse::items_depth;
use crate::json::parse::spec::{Columns, Spec, columns};

/// The decoded cells of the row above, as positions in the decoded text.
pub(super) struct Above {
    cells: Vec<Range<usize>>,
    /// The start of the first row that counts.
    start: usize,
}

impl Above {
    pub(super) fn set(&mut self, column: usize, range: Range<usize>) {
        self.cells[column] = range;
    }

    pub(super) fn get(&self, column: usize) -> Option<Range<usize>> {
        Some(self.cells[column].clone()).filter(|range| range.start >= self.start && !range.is_empty())
    }
}

impl<'a, S: Sink> Reader<'a, S> {
    /// Decodes a table. `root`: the table is the whole text, and text after its last row does not belong to
    /// it.
    pub(super) fn table(&mut self, root: bool) -> Option<()> {
        let head = Head::read(self.text, self.at)?;
        if !root && !head.style.is_empty() {
            return None;
        }
        self.at = head.at;
        self.eat(" ")?;
        let (columns, end) = columns(self.text, self.at)?;
        self.at = end;
        match (head.noun, root) {
            ("rows", _) => {
                self.emit.open("[")?;
                self.rows(&head, &columns)?;
                self.emit.close("]")?;
            }
            ("entries", _) => {
                self.emit.open("{")?;
                self.rows(&head, &columns)?;
                self.emit.close("}")?;
            }
            ("lines", true) => self.rows(&head, &columns)?,
            (noun, true) => {
                self.emit.resume(items_depth(noun)?);
                self.rows(&head, &columns)?;
                // The text may go on in the line of the last item.
                return self.eat("\n");
            }
            _ => return None,
        }
        if root { Some(()) } else { self.eat("\n") }
    }

    fn rows(&mut self, head: &Head<'_>, columns: &Columns<'a>) -> Option<()> {
        let mut above = Above { cells: vec![0..0; columns.present.len()], start: 0 };
        let mut last: Option<Range<usize>> = None;
        let mut count = 0;
        while count < head.rows {
            self.eat("\n")?;
            if self.rest().starts_with('×') {
                let again = self.again(last.clone()?);
                let times = self.times()?;
                count = count.checked_add(times).filter(|count| *count <= head.rows)?;
                for _ in 0..times {
                    self.line_feed(head, count)?;
                    self.emit.value(&again)?;
                }
                continue;
            }
            self.line_feed(head, count)?;
            if head.noun == "entries" {
                let key = self.entry()?;
                self.emit.key(key)?;
            }
            last = Some(self.said(|reader| reader.row(columns, &mut above))?);
            count += 1;
        }
        Some(())
    }

    /// With `lines`, a line feed separates the decoded texts.
    fn line_feed(&mut self, head: &Head<'_>, count: usize) -> Option<()> {
        if head.noun == "lines" && count > 0 { self.emit.sink.put_more("\n") } else { Some(()) }
    }

    /// Reads the key of an entry and the blank after it.
    fn entry(&mut self) -> Option<&'a str> {
        let key = if self.peek()? == b'"' {
            self.key()?
        } else {
            let start = self.at;
            self.at = word_end(self.bytes(), start);
            Some(&self.text[start..self.at]).filter(|key| !key.is_empty() && escapes_are_whole(key))?
        };
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        Some(key)
    }

    fn row(&mut self, columns: &Columns<'a>, above: &mut Above) -> Option<()> {
        if self.peek() == Some(b'=') {
            self.at += 1;
            self.value(&Spec::Plain, false)?;
            above.start = self.emit.sink.position();
            return Some(());
        }
        self.tuple(columns, Some(above))
    }
}
