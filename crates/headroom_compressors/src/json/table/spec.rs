//! What the head of a table declares.

use super::bare::word_end;

/// Heads with more columns or deeper forms than this are not read.
const MOST_COLUMNS: usize = 4096;
const DEEPEST: usize = 64;

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

/// The fields of objects that are written as rows, in their order.
#[derive(Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_field_names)] // The columns are its columns.
pub(super) struct Columns<'a> {
    pub(super) fields: Vec<Field<'a>>,
    pub(super) columns: Vec<Column<'a>>,
    pub(super) positional: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Field<'a> {
    /// As it stands in the JSON, without quotes.
    pub(super) key: &'a str,
    pub(super) part: Part<'a>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    Column(usize),
    Flat(Vec<Field<'a>>),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Column<'a> {
    pub(super) name: String,
    pub(super) spec: Spec<'a>,
    /// The cell of a row that does not say it.
    pub(super) usual: Option<&'a str>,
}

/// Reads the fields at `at` up to the bracket that ends them, and gives the place behind it.
pub(super) fn columns(text: &str, at: usize, close: u8, depth: usize) -> Option<(Columns<'_>, usize)> {
    let mut head = Head { text, at, depth, columns: Vec::new() };
    let fields = head.fields(close, "")?;
    let positional = head.columns.iter().filter(|column| column.usual.is_none()).count();
    Some((Columns { fields, columns: head.columns, positional }, head.at))
}

struct Head<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    columns: Vec<Column<'a>>,
}

impl<'a> Head<'a> {
    fn fields(&mut self, close: u8, prefix: &str) -> Option<Vec<Field<'a>>> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut fields = Vec::new();
        while self.peek()? != close {
            if !fields.is_empty() {
                self.eat(b" ")?;
            }
            fields.push(self.field(prefix)?);
        }
        self.at += 1;
        self.depth -= 1;
        Some(fields)
    }

    fn field(&mut self, prefix: &str) -> Option<Field<'a>> {
        let key = self.name()?;
        let name = if prefix.is_empty() { key.to_owned() } else { [prefix, ".", key].concat() };
        if self.peek()? == b'(' {
            self.at += 1;
            return Some(Field { key, part: Part::Flat(self.fields(b')', &name)?) });
        }
        let spec = if self.peek()? == b'?' {
            self.at += 1;
            Some(self.spec()?).filter(|spec| matches!(spec, Spec::Tuple(_)))?
        } else {
            self.spec()?
        };
        let usual = if self.peek()? == b'=' {
            self.at += 1;
            let end = self.value_end()?;
            let usual = &self.text[self.at..end];
            self.at = end;
            Some(usual)
        } else {
            None
        };
        if self.columns.len() == MOST_COLUMNS {
            return None;
        }
        self.columns.push(Column { name, spec, usual });
        Some(Field { key, part: Part::Column(self.columns.len() - 1) })
    }

    fn spec(&mut self) -> Option<Spec<'a>> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let rest = &self.text[self.at..];
        let spec = if rest.starts_with('(') {
            let (columns, end) = columns(self.text, self.at + 1, b')', self.depth)?;
            self.at = end;
            Spec::Tuple(columns)
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
            self.at = crate::json::parse::string_end(bytes, start + 1)?;
            return Some(&self.text[start + 1..self.at - 1]);
        }
        let end = word_end(bytes, start);
        let end = start + bytes[start..end].iter().position(|byte| matches!(byte, b':' | b'=' | b'?')).unwrap_or(end - start);
        self.at = end;
        (end > start).then(|| &self.text[start..end])
    }

    /// The end of the usual value at `at`: one without parts.
    fn value_end(&self) -> Option<usize> {
        let rest = &self.text[self.at..];
        if rest.starts_with('"') {
            return crate::json::parse::string_end(self.text.as_bytes(), self.at + 1);
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
