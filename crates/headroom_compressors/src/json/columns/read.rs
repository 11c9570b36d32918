//! Reading the form described in the module.

use headroom_formats::json::{Kind, Tape};

use super::{ALWAYS, COLUMNS, MISSING, ROW, ROWS, VALUE};
use crate::json::layout::{Emitter, Sink, Style};
use crate::json::plan::inside;

/// Says what `tape` stands for to a sink, and gives the sink back.
pub(super) fn read<S: Sink>(tape: &Tape<'_>, sink: S, style: Style) -> Option<S> {
    let mut reader = Reader { tape, emit: Emitter::new(sink, style) };
    reader.value(0)?;
    Some(reader.emit.sink)
}

struct Reader<'t, 'a, S> {
    tape: &'t Tape<'a>,
    emit: Emitter<S>,
}

/// A column as it is declared: its name, and what is said of it.
struct Column<'a> {
    name: &'a str,
    part: Part<'a>,
}

enum Part<'a> {
    Cell,
    Flat(Vec<Column<'a>>),
    /// The node of the value.
    Always(u32),
    Row(Vec<Column<'a>>),
    Rows(Vec<Column<'a>>),
}

impl<'a, S: Sink> Reader<'_, 'a, S> {
    fn value(&mut self, node: u32) -> Option<()> {
        let tape = self.tape;
        match tape.kind(node) {
            Kind::Array => self.array(node, Self::value),
            Kind::Object => match self.only(node) {
                Some((VALUE, value)) => self.plain(value),
                Some((COLUMNS, _)) => self.table(node),
                _ => self.object(node, Self::value),
            },
            _ => self.plain(node),
        }
    }

    /// The first key and its value.
    fn only(&self, node: u32) -> Option<(&'a str, u32)> {
        self.tape.members(node).next().map(|(key, value)| (self.tape.raw(key), value))
    }

    fn plain(&mut self, node: u32) -> Option<()> {
        match self.tape.kind(node) {
            Kind::Array => self.array(node, Self::plain),
            Kind::Object => self.object(node, Self::plain),
            Kind::String => self.emit.string(inside(self.tape.raw(node))),
            _ => self.emit.value(self.tape.raw(node)),
        }
    }

    fn array(&mut self, node: u32, read: impl Fn(&mut Self, u32) -> Option<()>) -> Option<()> {
        self.emit.open("[")?;
        for value in self.tape.elements(node) {
            read(self, value)?;
        }
        self.emit.close("]")
    }

    fn object(&mut self, node: u32, read: impl Fn(&mut Self, u32) -> Option<()>) -> Option<()> {
        self.emit.open("{")?;
        for (key, value) in self.tape.members(node) {
            self.emit.key(inside(self.tape.raw(key)))?;
            read(self, value)?;
        }
        self.emit.close("}")
    }

    fn table(&mut self, node: u32) -> Option<()> {
        let tape = self.tape;
        let members: Vec<_> = tape.members(node).map(|(key, value)| (tape.raw(key), value)).collect();
        let [(COLUMNS, columns), (MISSING, missing), (ROWS, rows)] = *members.as_slice() else { return None };
        let columns = self.columns(columns)?;
        self.rows(rows, &columns, tape.raw(missing))
    }

    fn columns(&self, node: u32) -> Option<Vec<Column<'a>>> {
        let tape = self.tape;
        if tape.kind(node) != Kind::Array {
            return None;
        }
        let column = |column: u32| {
            let (name, part) = match tape.kind(column) {
                Kind::String => (tape.raw(column), Part::Cell),
                Kind::Object => {
                    let (name, spec) = self.only(column)?;
                    let part = match tape.kind(spec) {
                        Kind::Array => Part::Flat(self.columns(spec)?),
                        Kind::Object => match self.only(spec)? {
                            (ALWAYS, value) => Part::Always(value),
                            (ROW, columns) => Part::Row(self.columns(columns)?),
                            (ROWS, columns) => Part::Rows(self.columns(columns)?),
                            _ => return None,
                        },
                        _ => return None,
                    };
                    (name, part)
                }
                _ => return None,
            };
            Some(Column { name: inside(name), part })
        };
        tape.elements(node).map(column).collect()
    }

    fn rows(&mut self, node: u32, columns: &[Column<'a>], missing: &str) -> Option<()> {
        if self.tape.kind(node) != Kind::Array {
            return None;
        }
        self.array(node, |reader, row| reader.row(row, columns, missing))
    }

    fn row(&mut self, node: u32, columns: &[Column<'a>], missing: &str) -> Option<()> {
        if self.tape.kind(node) != Kind::Array {
            return self.value(node);
        }
        let mut cells = self.tape.elements(node);
        self.fields(columns, &mut cells, missing)?;
        cells.next().is_none().then_some(())
    }

    fn fields(
        &mut self,
        columns: &[Column<'a>],
        cells: &mut impl Iterator<Item = u32>,
        missing: &str,
    ) -> Option<()> {
        let tape = self.tape;
        self.emit.open("{")?;
        for Column { name, part } in columns {
            if let Part::Flat(columns) = part {
                self.emit.key(name)?;
                self.fields(columns, cells, missing)?;
                continue;
            }
            if let Part::Always(value) = part {
                self.emit.key(name)?;
                self.plain(*value)?;
                continue;
            }
            let cell = cells.next()?;
            if tape.kind(cell) == Kind::String && tape.raw(cell) == missing {
                continue;
            }
            self.emit.key(name)?;
            match part {
                Part::Row(columns) => self.row(cell, columns, missing)?,
                Part::Rows(columns) if tape.kind(cell) == Kind::Array => self.rows(cell, columns, missing)?,
                _ => self.value(cell)?,
            }
        }
        self.emit.close("}")
    }
}
