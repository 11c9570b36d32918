//! The declarations in the head of a table.

use std::collections::HashMap;

use headroom_formats::json::string_end;

use super::bare::word_end;

/// Maximum number of columns and maximum depth of a declaration.
const MAX_COLUMNS: usize = 4096;
const MAX_DEPTH: usize = 64;
/// Maximum total length of the column names of a table, in bytes. The key of an object is part of the names
/// of all its columns, so a long key is copied for each of them.
const MAX_NAMES: usize = 1 << 18;

/// The declared form of a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Spec<'a> {
    /// Nothing is declared: the value has the form in which it is written.
    Plain,
    /// A string, with or without quotes.
    Str,
    /// An object in round brackets.
    Tuple(Columns<'a>),
    /// An array of values of this form.
    Array(Box<Spec<'a>>),
    /// An object of values of this form, whose keys are data.
    Map(Box<Spec<'a>>),
}

/// The fields of objects that are written as rows, in order. Columns that are usually absent are kept apart,
/// so that a row costs no work for columns that it does not name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Columns<'a> {
    /// The fields of the columns that every row has unless it says otherwise.
    pub(super) fields: Vec<Field<'a>>,
    pub(super) present: Vec<Column<'a>>,
    /// The columns that a row has only if it names them.
    pub(super) absent: Vec<Column<'a>>,
    /// The number of cells in each row.
    pub(super) positional: usize,
    /// The columns without a cell in each row, by name.
    named: HashMap<Box<str>, Named>,
}

/// A column that a row may name: its index among the present or the absent columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Present(usize),
    Absent(usize),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field<'a> {
    /// The key as in the JSON, without quotes.
    pub(super) key: &'a str,
    pub(super) part: Part<'a>,
    /// The number of absent columns before it.
    pub(super) absent: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// The index among the present columns.
    Column(usize),
    /// An object whose fields are columns, and the number of absent columns before its end.
    Flat(Vec<Field<'a>>, usize),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Column<'a> {
    pub(super) key: &'a str,
    pub(super) spec: Spec<'a>,
    /// The value in rows that do not give one.
    pub(super) usual: Option<&'a str>,
}

impl Columns<'_> {
    /// The column with this name, if it has no cell in each row.
    pub(super) fn named(&self, name: &str) -> Option<Named> {
        self.named.get(name).copied()
    }
}

/// Reads the fields at `at` up to their closing bracket, and returns the position after it.
pub(super) fn columns(text: &str, at: usize) -> Option<(Columns<'_>, usize)> {
    let mut head = Head { text, at, depth: 0, names: MAX_NAMES };
    let columns = head.columns(b']')?;
    Some((columns, head.at))
}

struct Head<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// How many more bytes of names are allowed.
    names: usize,
}

impl<'a> Head<'a> {
    fn columns(&mut self, close: u8) -> Option<Columns<'a>> {
        let mut columns = Columns::default();
        columns.fields = self.fields(close, &mut Vec::new(), &mut columns)?;
        columns.positional = columns.present.iter().filter(|column| column.usual.is_none()).count();
        Some(columns)
    }

    /// `path`: the keys of the enclosing objects.
    fn fields(
        &mut self,
        close: u8,
        path: &mut Vec<&'a str>,
        columns: &mut Columns<'a>,
    ) -> Option<Vec<Field<'a>>> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let mut fields = Vec::new();
        let mut is_first = true;
        while self.peek()? != close {
            if !std::mem::take(&mut is_first) {
                self.eat(b" ")?;
            }
            self.field(path, columns, &mut fields)?;
        }
        self.at += 1;
        self.depth -= 1;
        Some(fields)
    }

    /// Reads a field. An absent column is added to the absent columns, and there is no field.
    fn field(
        &mut self,
        path: &mut Vec<&'a str>,
        columns: &mut Columns<'a>,
        fields: &mut Vec<Field<'a>>,
    ) -> Option<()> {
        let key = self.name()?;
        let absent = columns.absent.len();
        path.push(key);
        if self.peek()? == b'(' {
            self.at += 1;
            let own = self.fields(b')', path, columns)?;
            fields.push(Field { key, part: Part::Flat(own, columns.absent.len()), absent });
        } else if let Named::Present(column) = self.column(path, columns)? {
            fields.push(Field { key, part: Part::Column(column), absent });
        }
        path.pop();
        Some(())
    }

    /// Reads the column after its key, which is the last of `path`, and returns its index.
    fn column(&mut self, path: &[&'a str], columns: &mut Columns<'a>) -> Option<Named> {
        let key = path.last()?;
        let spec = if self.peek()? == b'?' {
            self.at += 1;
            Some(self.spec()?).filter(|spec| matches!(spec, Spec::Tuple(_)))?
        } else {
            self.spec()?
        };
        let usual = if self.peek()? == b'=' { Some(self.usual()?) } else { None };
        if columns.present.len() + columns.absent.len() == MAX_COLUMNS {
            return None;
        }
        let is_absent = usual == Some("~");
        let named = if is_absent {
            Named::Absent(columns.absent.len())
        } else {
            Named::Present(columns.present.len())
        };
        if usual.is_some() {
            let length = path.iter().map(|key| key.len() + 1).sum();
            self.names = self.names.checked_sub(length)?;
            // A repeated name means the first column with it.
            columns.named.entry(path.join(".").into()).or_insert(named);
        }
        let own = if is_absent { &mut columns.absent } else { &mut columns.present };
        own.push(Column { key, spec, usual });
        Some(named)
    }

    /// Reads `=v`.
    fn usual(&mut self) -> Option<&'a str> {
        let start = self.at + 1;
        self.at = start;
        self.at = self.value_end()?;
        Some(&self.text[start..self.at])
    }

    fn spec(&mut self) -> Option<Spec<'a>> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return None;
        }
        let rest = &self.text[self.at..];
        let spec = if rest.starts_with('(') {
            self.at += 1;
            Spec::Tuple(self.columns(b')')?)
        } else if rest.starts_with("[]") {
            self.at += 2;
            Spec::Array(Box::new(self.spec()?))
        } else if rest.starts_with("{}") {
            self.at += 2;
            Spec::Map(Box::new(self.spec()?))
        } else if rest.starts_with(":str") {
            self.at += 4;
            Spec::Str
        } else {
            Spec::Plain
        };
        self.depth -= 1;
        Some(spec)
    }

    /// Reads a key, with or without quotes.
    fn name(&mut self) -> Option<&'a str> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        if self.peek()? == b'"' {
            self.at = string_end(bytes, start + 1)?;
            return Some(&self.text[start + 1..self.at - 1]);
        }
        let end = word_end(bytes, start);
        let end = start
            + bytes[start..end]
                .iter()
                .position(|byte| matches!(byte, b':' | b'=' | b'?'))
                .unwrap_or(end - start);
        self.at = end;
        (end > start).then(|| &self.text[start..end])
    }

    /// The end of the usual value at `at`, which is a string, number or literal.
    fn value_end(&self) -> Option<usize> {
        let rest = &self.text[self.at..];
        if rest.starts_with('"') {
            return string_end(self.text.as_bytes(), self.at + 1);
        }
        if rest.starts_with("[]") || rest.starts_with("{}") {
            return Some(self.at + 2);
        }
        Some(word_end(self.text.as_bytes(), self.at)).filter(|end| *end > self.at)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, expected: &[u8]) -> Option<()> {
        self.text.as_bytes()[self.at..].starts_with(expected).then(|| self.at += expected.len())
    }
}
