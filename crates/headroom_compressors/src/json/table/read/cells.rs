//! Cells of rows, and of objects in round brackets.

use std::ops::Range;

use super::{Reader, read_opener};
use crate::json::layout::Sink;
use crate::json::parse::string_end;
use crate::json::table::VALUE_OPENER;
use crate::json::table::bare::word_end;
use crate::json::table::spec::{Columns, Field, Part, Spec};

/// Where the cell of a column is.
pub(super) enum Cell<'a> {
    /// The next one.
    Next,
    /// At this place.
    At(usize),
    /// Unsaid.
    Usual(&'a str),
}

impl<'a, S: Sink> Reader<'a, S> {
    /// Reads cells, and what is not as usual behind them, and says the object that they make.
    pub(super) fn tuple(&mut self, columns: &Columns<'a>, above: Option<&mut [Range<usize>]>) -> Option<()> {
        let mut cells: Vec<_> = columns.columns.iter().map(|column| column.usual.map_or(Cell::Next, Cell::Usual)).collect();
        // What is unusual stands behind the cells and is needed between them.
        let end = if columns.positional < columns.columns.len() { Some(self.look_ahead(columns, &mut cells)?) } else { None };
        self.emit.open("{")?;
        self.fields(columns, &columns.fields, &mut cells, above)?;
        self.emit.close("}")?;
        if let Some(end) = end {
            self.at = end;
        }
        Some(())
    }

    /// Finds where the cells stand, and gives the end of the row.
    fn look_ahead(&mut self, columns: &Columns<'a>, cells: &mut [Cell<'a>]) -> Option<usize> {
        let start = self.at;
        for cell in cells.iter_mut().filter(|cell| matches!(cell, Cell::Next)) {
            if self.at > start {
                self.eat(" ")?;
            }
            *cell = Cell::At(self.at);
            self.skip()?;
        }
        while !matches!(self.peek(), None | Some(b')' | b'\n' | b'\r')) {
            if self.at > start {
                self.eat(" ")?;
            }
            let name = self.key()?;
            self.eat(":")?;
            let column = columns.columns.iter().position(|column| column.usual.is_some() && column.name == name)?;
            cells[column] = Cell::At(self.at);
            self.skip()?;
        }
        Some(std::mem::replace(&mut self.at, start))
    }

    pub(super) fn fields(&mut self, columns: &Columns<'a>, fields: &[Field<'a>], cells: &mut [Cell<'a>], mut above: Option<&mut [Range<usize>]>) -> Option<()> {
        for field in fields {
            match &field.part {
                Part::Flat(fields) => {
                    self.emit.key(field.key)?;
                    self.emit.open("{")?;
                    self.fields(columns, fields, cells, above.as_deref_mut())?;
                    self.emit.close("}")?;
                }
                Part::Column(column) => {
                    let above = above.as_deref_mut().map(|above| &mut above[*column]);
                    self.cell(field.key, &columns.columns[*column].spec, &cells[*column], above)?;
                }
            }
        }
        Some(())
    }

    fn cell(&mut self, key: &'a str, spec: &Spec<'a>, cell: &Cell<'a>, above: Option<&mut Range<usize>>) -> Option<()> {
        match cell {
            Cell::Usual("~") => return Some(()),
            Cell::Usual(text) => {
                self.emit.key(key)?;
                let (outer, at) = (std::mem::replace(&mut self.text, text), std::mem::take(&mut self.at));
                self.value(spec, false)?;
                (self.text, self.at) = (outer, at);
                return Some(());
            }
            Cell::At(at) => self.at = *at,
            Cell::Next => {
                if self.at > 0 && !matches!(self.bytes()[self.at - 1], b'\n' | b'(') && self.peek()? == b' ' {
                    self.at += 1;
                }
            }
        }
        if self.peek()? == b'~' {
            self.at += 1;
            if let Some(above) = above {
                *above = 0..0;
            }
            return Some(());
        }
        self.emit.key(key)?;
        if self.peek()? == b'^' {
            let range = above?.clone();
            self.at += 1;
            return if range.is_empty() { None } else { self.emit.value(&self.again(range)) };
        }
        let said = self.said(|reader| reader.value(spec, false))?;
        if let Some(above) = above {
            *above = said;
        }
        Some(())
    }

    /// Goes behind the cell at hand.
    pub(super) fn skip(&mut self) -> Option<()> {
        let bytes = self.bytes();
        if self.peek()? == b'&' {
            self.name()?;
            self.eat(" ")?;
        }
        if self.rest().starts_with(VALUE_OPENER) {
            self.at = read_opener(self.text, self.at)?.1;
        }
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => self.at = string_end(bytes, self.at + 1)?,
                b'(' | b'[' | b'{' => {
                    depth += 1;
                    self.at += 1;
                }
                b')' | b']' | b'}' if depth > 0 => {
                    depth -= 1;
                    self.at += 1;
                }
                b' ' if depth > 0 => self.at += 1,
                _ => {
                    let end = word_end(bytes, self.at);
                    if end == self.at {
                        return None;
                    }
                    self.at = end;
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }
}
