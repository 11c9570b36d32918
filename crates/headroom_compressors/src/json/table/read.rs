//! Reading the form described in the module.

use std::collections::HashMap;
use std::ops::Range;

use super::bare::{looks_like_no_string, word_end};
use super::spec::{Columns, Field, Part, Spec, columns};
use super::{TABLE_OPENER, VALUE_OPENER};
use crate::json::layout::{Emitter, Limited, Sink, Style};
use crate::json::parse::{DEEPEST, escape, string_end};

/// Reads an encoded text and says it to a sink.
pub(super) struct Reader<'a, S> {
    text: &'a str,
    at: usize,
    emit: Emitter<S>,
    /// Where the values with a name stand in what was said.
    names: HashMap<&'a str, Range<usize>>,
    depth: usize,
}

/// Reads the opener of a value at `at`: its style, and where the value starts.
pub(super) fn read_opener(text: &str, at: usize) -> Option<(Style, usize)> {
    let rest = text[at..].strip_prefix(VALUE_OPENER)?;
    let end = memchr::memchr(b']', &rest.as_bytes()[..rest.len().min(16)])?;
    let style = &rest[..end];
    let style = if style.is_empty() { "" } else { style.strip_prefix(' ')? };
    Some((Style::named(style)?, at + VALUE_OPENER.len() + end + 1))
}

/// What the head of a table says.
pub(super) struct Head<'a> {
    rows: usize,
    noun: &'a str,
    pub(super) style: &'a str,
    /// Where the columns are declared.
    at: usize,
}

impl<'a> Head<'a> {
    /// Reads the head at `at` up to its columns.
    pub(super) fn read(text: &'a str, at: usize) -> Option<Self> {
        let rest = text[at..].strip_prefix(TABLE_OPENER)?;
        let colon = memchr::memchr(b':', &rest.as_bytes()[..rest.len().min(64)])?;
        let (rows, noun) = rest[..colon].split_once(' ')?;
        let (noun, style) = noun.split_once(", ").unwrap_or((noun, ""));
        let rows = rows.bytes().all(|byte| byte.is_ascii_digit()).then(|| rows.parse().ok()).flatten()?;
        Some(Self { rows, noun, style, at: at + TABLE_OPENER.len() + colon + 1 })
    }
}

impl<'a, S: Sink> Reader<'a, S> {
    pub(super) fn new(text: &'a str, at: usize, sink: S, style: Style) -> Self {
        Self { text, at, emit: Emitter::new(sink, style), names: HashMap::new(), depth: 0 }
    }

    /// How far it has read.
    pub(super) const fn position(&self) -> usize {
        self.at
    }

    /// How much it has read and said, in bytes.
    pub(super) fn work(&self) -> usize {
        self.at + self.emit.sink.position()
    }

    pub(super) fn into_sink(self) -> S {
        self.emit.sink
    }

    /// Reads the table that the text is, or the value behind its opener.
    pub(super) fn document(&mut self) -> Option<()> {
        if self.at == 0 { self.table(true) } else { self.value(&Spec::Plain, true) }
    }

    /// Reads a value of this form. `free`: it may be a table.
    fn value(&mut self, spec: &Spec<'a>, free: bool) -> Option<()> {
        self.depth += 1;
        if self.depth > DEEPEST + 8 {
            return None;
        }
        match self.peek()? {
            b'*' => self.recall()?,
            b'&' => self.define(|reader| reader.value(spec, free))?,
            b'"' => {
                let end = string_end(self.bytes(), self.at + 1)?;
                self.emit.string(&self.text[self.at + 1..end - 1])?;
                self.at = end;
            }
            b'[' if free && self.rest().starts_with(TABLE_OPENER) => self.table(false)?,
            b'[' if self.rest().starts_with(VALUE_OPENER) => self.json_in_string(free)?,
            b'[' => {
                let element = if let Spec::Array(element) = spec { element } else { &Spec::Plain };
                self.array(element, free)?;
            }
            b'{' => {
                let element = if let Spec::Map(element) = spec { element } else { &Spec::Plain };
                self.object(element, free)?;
            }
            b'(' => {
                let Spec::Tuple(columns) = spec else { return None };
                self.at += 1;
                self.tuple(columns, None)?;
                self.eat(")")?;
            }
            _ => self.word(*spec == Spec::Str)?,
        }
        self.depth -= 1;
        Some(())
    }

    /// A string that holds JSON.
    fn json_in_string(&mut self, free: bool) -> Option<()> {
        let (style, start) = read_opener(self.text, self.at)?;
        let limit = self.emit.sink.room();
        let mut nested = Reader { depth: self.depth, ..Reader::new(self.text, start, Limited { text: String::new(), limit }, style) };
        let read = nested.value(&Spec::Plain, free);
        // Even where that failed: it was read.
        self.at = nested.at;
        read?;
        self.emit.string(&escape(&nested.emit.sink.text))
    }

    fn word(&mut self, str: bool) -> Option<()> {
        let end = word_end(self.bytes(), self.at);
        let word = &self.text[self.at..end];
        if word.is_empty() || word.starts_with(['~', '^', '=', '×']) || !escapes_are_whole(word) {
            return None;
        }
        self.at = end;
        if !str && looks_like_no_string(word) { self.emit.value(word) } else { self.emit.string(word) }
    }

    /// `*name`
    fn recall(&mut self) -> Option<()> {
        let name = self.name()?;
        let range = self.names.get(name)?.clone();
        self.repeat(range)
    }

    /// `&name v`
    fn define(&mut self, read: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        let name = self.name()?;
        self.eat(" ")?;
        let range = self.said(read)?;
        self.names.insert(name, range);
        Some(())
    }

    fn name(&mut self) -> Option<&'a str> {
        let end = word_end(self.bytes(), self.at);
        let name = &self.text[self.at + 1..end];
        self.at = end;
        (!name.is_empty()).then_some(name)
    }

    /// Reads something, and gives where it stands in what was said.
    fn said(&mut self, read: impl FnOnce(&mut Self) -> Option<()>) -> Option<Range<usize>> {
        self.emit.prepare()?;
        let start = self.emit.sink.position();
        read(self)?;
        Some(start..self.emit.sink.position())
    }

    /// Says again what was said.
    fn repeat(&mut self, range: Range<usize>) -> Option<()> {
        // A copy, because what was said may move as it grows.
        let again = self.emit.sink.taken(range).trim_start().to_owned();
        self.emit.value(&again)
    }

    /// `×4`: how often more.
    fn times(&mut self) -> Option<usize> {
        let digits = self.rest().strip_prefix('×')?;
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        self.at += '×'.len_utf8() + length;
        digits[..length].parse().ok()
    }

    fn array(&mut self, element: &Spec<'a>, free: bool) -> Option<()> {
        self.at += 1;
        self.emit.open("[")?;
        let mut last = None;
        while self.peek()? != b']' {
            if last.is_some() {
                self.separator()?;
                if self.peek()? == b']' {
                    break;
                }
            }
            if self.rest().starts_with('×') {
                let last: Range<usize> = last.clone()?;
                for _ in 0..self.times()? {
                    self.repeat(last.clone())?;
                }
                continue;
            }
            last = Some(self.said(|reader| reader.element(element, free))?);
        }
        self.at += 1;
        self.emit.close("]")
    }

    fn object(&mut self, element: &Spec<'a>, free: bool) -> Option<()> {
        self.at += 1;
        self.emit.open("{")?;
        let mut first = true;
        while self.peek()? != b'}' {
            if !first {
                self.separator()?;
                if self.peek()? == b'}' {
                    break;
                }
            }
            first = false;
            let key = self.key()?;
            self.emit.key(key)?;
            self.eat(":")?;
            self.element(element, free)?;
        }
        self.at += 1;
        self.emit.close("}")
    }

    /// A value among such as are declared: tuples may lack their brackets, and what is none is marked.
    fn element(&mut self, spec: &Spec<'a>, free: bool) -> Option<()> {
        let Spec::Tuple(columns) = spec else { return self.value(spec, free) };
        match self.peek()? {
            b'=' => {
                self.at += 1;
                self.value(&Spec::Plain, false)
            }
            b'&' => self.define(|reader| reader.element(spec, free)),
            b'(' | b'*' => self.value(spec, free),
            _ if columns.positional == 1 => {
                let start = self.at;
                self.skip()?;
                let end = std::mem::replace(&mut self.at, start);
                self.emit.open("{")?;
                let mut cells: Vec<_> = columns.columns.iter().map(|column| column.usual.map_or(Cell::At(start), Cell::Usual)).collect();
                self.fields(columns, &columns.fields, &mut cells, None)?;
                self.emit.close("}")?;
                self.at = end;
                Some(())
            }
            _ => None,
        }
    }

    /// A key, with or without quotes.
    fn key(&mut self) -> Option<&'a str> {
        let start = self.at;
        if self.peek()? == b'"' {
            self.at = string_end(self.bytes(), start + 1)?;
            return Some(&self.text[start + 1..self.at - 1]);
        }
        let end = word_end(self.bytes(), start);
        let end = memchr::memchr(b':', &self.bytes()[start..end]).map_or(end, |colon| start + colon);
        self.at = end;
        let key = &self.text[start..end];
        (!key.is_empty() && escapes_are_whole(key)).then_some(key)
    }

    /// Reads a table; what follows the last row is not part of it where it is all of the text.
    fn table(&mut self, root: bool) -> Option<()> {
        let head = Head::read(self.text, self.at)?;
        if !root && !head.style.is_empty() {
            return None;
        }
        self.at = head.at;
        self.eat(" ")?;
        let (columns, end) = columns(self.text, self.at, b']', 0)?;
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
            _ => return None,
        }
        if root { Some(()) } else { self.eat("\n") }
    }

    fn rows(&mut self, head: &Head<'_>, columns: &Columns<'a>) -> Option<()> {
        let mut above = vec![0..0; columns.columns.len()];
        let mut last: Option<Range<usize>> = None;
        let mut count = 0;
        while count < head.rows {
            self.eat("\n")?;
            if self.rest().starts_with('×') {
                let last = last.clone()?;
                let times = self.times()?;
                count = count.checked_add(times).filter(|count| *count <= head.rows)?;
                for _ in 0..times {
                    self.line_feed(head, count)?;
                    self.repeat(last.clone())?;
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

    /// Lines are separate texts.
    fn line_feed(&mut self, head: &Head<'_>, count: usize) -> Option<()> {
        if head.noun == "lines" && count > 0 { self.emit.sink.put_more("\n") } else { Some(()) }
    }

    /// The key of an entry, and the blank behind it.
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

    fn row(&mut self, columns: &Columns<'a>, above: &mut [Range<usize>]) -> Option<()> {
        if self.peek() == Some(b'=') {
            self.at += 1;
            above.fill(0..0);
            return self.value(&Spec::Plain, false);
        }
        self.tuple(columns, Some(above))
    }

    /// Reads cells, and what is not as usual behind them, and says the object that they make.
    fn tuple(&mut self, columns: &Columns<'a>, above: Option<&mut [Range<usize>]>) -> Option<()> {
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

    fn fields(&mut self, columns: &Columns<'a>, fields: &[Field<'a>], cells: &mut [Cell<'a>], mut above: Option<&mut [Range<usize>]>) -> Option<()> {
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
            return if range.is_empty() { None } else { self.repeat(range) };
        }
        let said = self.said(|reader| reader.value(spec, false))?;
        if let Some(above) = above {
            *above = said;
        }
        Some(())
    }

    /// Goes behind the cell at hand.
    fn skip(&mut self) -> Option<()> {
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

    /// What stands between two values.
    fn separator(&mut self) -> Option<()> {
        if self.bytes()[self.at - 1] == b'\n' {
            return Some(());
        }
        matches!(self.peek()?, b' ' | b'\n').then(|| self.at += 1)
    }

    fn eat(&mut self, expected: &str) -> Option<()> {
        self.rest().starts_with(expected).then(|| self.at += expected.len())
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }
}

/// Where the cell of a column is.
enum Cell<'a> {
    /// The next one.
    Next,
    /// At this place.
    At(usize),
    /// Unsaid.
    Usual(&'a str),
}

/// Whether every backslash starts an escape that ends.
fn escapes_are_whole(raw: &str) -> bool {
    memchr::memchr(b'\\', raw.as_bytes()).is_none() || string_end([raw, "\""].concat().as_bytes(), 0) == Some(raw.len() + 1)
}
