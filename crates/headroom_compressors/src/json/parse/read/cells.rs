//! Cells of rows, and of objects in round brackets.

use headroom_formats::json::string_end;

use super::rows::Above;
use super::{Reader, read_opener};
use crate::json::layout::Sink;
use crate::json::parse::VALUE_OPENER;
use crate::json::parse::bare::word_end;
use crate::json::parse::spec::{Columns, Field, Named, Part, Spec};

/// Where the cell of a column is.
#[derive(Clone, Copy)]
pub(super) enum Cell<'a> {
    /// The next one.
    Next,
    /// At this place.
    At(usize),
    /// Unsaid.
    Usual(&'a str),
}

/// Where the cells of a row are.
pub(super) struct Cells<'a> {
    /// Those of the columns that are present.
    present: Vec<Cell<'a>>,
    /// Those of absent columns that the row names, by column, in their order: the index of the column and the place of the cell.
    named: Vec<(usize, usize)>,
    /// How many of them were said.
    said: usize,
}

impl<'a> Cells<'a> {
    /// What the head says, with this for each column that has a cell in every row.
    pub(super) fn new(columns: &Columns<'a>, positional: Cell<'a>) -> Self {
        let present =
            columns.present.iter().map(|column| column.usual.map_or(positional, Cell::Usual)).collect();
        Self { present, named: Vec::new(), said: 0 }
    }
}

impl<'a, S: Sink> Reader<'a, S> {
    /// Reads cells, and what is not as usual behind them, and says the object that they make.
    pub(super) fn tuple(&mut self, columns: &Columns<'a>, above: Option<&mut Above>) -> Option<()> {
        let mut cells = Cells::new(columns, Cell::Next);
        // What is unusual stands behind the cells and is needed between them.
        let is_whole = columns.positional == columns.present.len() && columns.absent.is_empty();
        let end = if is_whole { None } else { Some(self.look_ahead(columns, &mut cells)?) };
        self.object_of(columns, &mut cells, above)?;
        if let Some(end) = end {
            self.at = end;
        }
        Some(())
    }

    /// Says the object that these cells make.
    pub(super) fn object_of(
        &mut self,
        columns: &Columns<'a>,
        cells: &mut Cells<'a>,
        above: Option<&mut Above>,
    ) -> Option<()> {
        self.emit.open("{")?;
        self.fields(columns, &columns.fields, columns.absent.len(), cells, above)?;
        self.emit.close("}")
    }

    /// Finds where the cells stand, and gives the end of the row.
    fn look_ahead(&mut self, columns: &Columns<'a>, cells: &mut Cells<'a>) -> Option<usize> {
        let start = self.at;
        for cell in cells.present.iter_mut().filter(|cell| matches!(cell, Cell::Next)) {
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
            match columns.named(name)? {
                Named::Present(column) => cells.present[column] = Cell::At(self.at),
                Named::Absent(column) => cells.named.push((column, self.at)),
            }
            self.skip()?;
        }
        cells.named.sort_unstable();
        self.looked += self.at - start;
        Some(std::mem::replace(&mut self.at, start))
    }

    /// Says fields, and those of the absent columns among them that the row names: `absent` of these stand before the end.
    fn fields(
        &mut self,
        columns: &Columns<'a>,
        fields: &[Field<'a>],
        absent: usize,
        cells: &mut Cells<'a>,
        mut above: Option<&mut Above>,
    ) -> Option<()> {
        for field in fields {
            self.absent(columns, field.absent, cells)?;
            match &field.part {
                Part::Flat(fields, absent) => {
                    self.emit.key(field.key)?;
                    self.emit.open("{")?;
                    self.fields(columns, fields, *absent, cells, above.as_deref_mut())?;
                    self.emit.close("}")?;
                }
                Part::Column(column) => self.cell(
                    field.key,
                    &columns.present[*column].spec,
                    cells.present[*column],
                    above.as_deref_mut().map(|above| (above, *column)),
                )?,
            }
        }
        self.absent(columns, absent, cells)
    }

    /// Says the absent columns before the one with this index that the row names and that were not said yet.
    fn absent(&mut self, columns: &Columns<'a>, before: usize, cells: &mut Cells<'a>) -> Option<()> {
        while let Some(&(column, at)) = cells.named.get(cells.said).filter(|(column, _)| *column < before) {
            cells.said += 1;
            self.cell(columns.absent[column].key, &columns.absent[column].spec, Cell::At(at), None)?;
        }
        Some(())
    }

    fn cell(
        &mut self,
        key: &'a str,
        spec: &Spec<'a>,
        cell: Cell<'a>,
        above: Option<(&mut Above, usize)>,
    ) -> Option<()> {
        match cell {
            Cell::Usual(text) => {
                self.emit.key(key)?;
                let (outer, at) = (std::mem::replace(&mut self.text, text), std::mem::take(&mut self.at));
                self.value(spec, false)?;
                (self.text, self.at) = (outer, at);
                return Some(());
            }
            Cell::At(at) => self.at = at,
            Cell::Next => {
                if self.at > 0 && !matches!(self.bytes()[self.at - 1], b'\n' | b'(') && self.peek()? == b' ' {
                    self.at += 1;
                }
            }
        }
        if self.peek()? == b'~' {
            self.at += 1;
            if let Some((above, column)) = above {
                above.set(column, 0..0);
            }
            return Some(());
        }
        self.emit.key(key)?;
        if self.peek()? == b'^' {
            let (above, column) = above?;
            let range = above.get(column)?;
            self.at += 1;
            return self.emit.value(&self.again(range));
        }
        let said = self.said(|reader| reader.value(spec, false))?;
        if let Some((above, column)) = above {
            above.set(column, said);
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
