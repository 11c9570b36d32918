//! What the head of a table declares.

use std::collections::HashMap;

use headroom_formats::json::string_end;

use super::bare::word_end;

/// Heads with more columns or deeper forms than this are not read.
const MAX_COLUMNS: usize = 4096;
const MAX_DEPTH: usize = 64;
/// How long the names of the columns of a table may be together, in bytes. The key of an object is part of the names of all its columns, so a long one would
/// be copied for each of them.
const MAX_NAMES: usize = 1 << 18;

/// The form of a value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Spec<'a> {
    /// What it looks like.
    Plain,
    /// A string, with or without quotes.
    Str,
    /// An object in round brackets.
    Tuple(Columns<'a>),
    /// An array of such.
    Array(Box<Spec<'a>>),
    /// An object of such, with keys that are data.
    Map(Box<Spec<'a>>),
}

/// The fields of objects that are written as rows, in their order. Columns that are usually absent are kept apart: a row must not cost a look at those that
/// it does not name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Columns<'a> {
    /// Those that every row has, unless it says otherwise.
    pub(super) fields: Vec<Field<'a>>,
    pub(super) present: Vec<Column<'a>>,
    /// Those that only rows have which name them.
    pub(super) absent: Vec<Column<'a>>,
    /// How many cells each row has.
    pub(super) positional: usize,
    /// The columns that have no cell in each row, by their names.
    named: HashMap<Box<str>, Named>,
}

/// A column that a row may name: the index among those of its sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Present(usize),
    Absent(usize),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field<'a> {
    /// As it stands in the JSON, without quotes.
    pub(super) key: &'a str,
    pub(super) part: Part<'a>,
    /// How many absent columns stand before it.
    pub(super) absent: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// The index among the columns that are present.
    Column(usize),
    /// An object whose fields are columns, and how many absent columns stand before its end.
    Flat(Vec<Field<'a>>, usize),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Column<'a> {
    pub(super) key: &'a str,
    pub(super) spec: Spec<'a>,
    /// The cell of a row that does not say it.
    pub(super) usual: Option<&'a str>,
}

impl Columns<'_> {
    /// The column of this name, if it has no cell in each row.
    pub(super) fn named(&self, name: &str) -> Option<Named> {
        self.named.get(name).copied()
    }
}

/// Reads the fields at `at` up to the bracket that ends them, and gives the place behind it.
pub(super) fn columns(text: &str, at: usize) -> Option<(Columns<'_>, usize)> {
    let mut head = Head { text, at, depth: 0, names: MAX_NAMES };
    let columns = head.columns(b']')?;
    Some((columns, head.at))
}

struct Head<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    /// How long further names may be together.
    names: usize,
}

impl<'a> Head<'a> {
    fn columns(&mut self, close: u8) -> Option<Columns<'a>> {
        let mut columns = Columns::default();
        columns.fields = self.fields(close, &mut Vec::new(), &mut columns)?;
        columns.positional = columns.present.iter().filter(|column| column.usual.is_none()).count();
        Some(columns)
    }

    /// `path`: the keys of the objects around the fields.
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

    /// Reads a field. An absent column goes to the others of its sort, and there is no field.
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

    /// Reads the column behind its key, the last of `path`, and says where it is now.
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
            // Of two of one name, the first is meant.
            columns.named.entry(path.join(".").into()).or_insert(named);
        }
        let own = if is_absent { &mut columns.absent } else { &mut columns.present };
        own.push(Column { key, spec, usual });
        Some(named)
    }

    /// `=v`.
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

    /// A key, with or without quotes.
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

    /// The end of the usual value at `at`: one without parts.
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
