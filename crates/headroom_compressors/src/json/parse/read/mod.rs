//! Reading the form described in the module.

mod cells;
mod head;
mod rows;

use std::collections::HashMap;
use std::ops::Range;

use super::bare::{looks_like_no_string, word_end};
use super::spec::Spec;
use super::{TABLE_OPENER, VALUE_OPENER};
use crate::json::layout::{Emitter, Limited, Sink, Style};
use headroom_formats::json::{MAX_DEPTH, escape, string_end};

use cells::{Cell, Cells};
pub(super) use head::{Head, read_opener};

/// Reads an encoded text and says it to a sink.
pub(super) struct Reader<'a, S> {
    text: &'a str,
    at: usize,
    emit: Emitter<S>,
    /// Where the values with a name stand in what was said.
    names: HashMap<&'a str, Range<usize>>,
    depth: usize,
    /// How much was read twice, or said within strings, in bytes.
    looked: usize,
}

impl<'a, S: Sink> Reader<'a, S> {
    pub(super) fn new(text: &'a str, at: usize, sink: S, style: Style) -> Self {
        Self { text, at, emit: Emitter::new(sink, style), names: HashMap::new(), depth: 0, looked: 0 }
    }

    /// How far it has read.
    pub(super) const fn position(&self) -> usize {
        self.at
    }

    /// How much it has read and said, in bytes.
    pub(super) fn work(&self) -> usize {
        self.at + self.emit.sink.position() + self.looked
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
        if self.depth > MAX_DEPTH + 8 {
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
        let mut nested = Reader {
            depth: self.depth,
            ..Reader::new(self.text, start, Limited { text: String::new(), limit }, style)
        };
        let read = nested.value(&Spec::Plain, free);
        // Even where that failed: it was read.
        self.at = nested.at;
        self.looked += nested.looked + nested.emit.sink.position();
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
        self.emit.value(&self.again(range))
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

    /// What was said: a copy, because that may move as it grows.
    fn again(&self, range: Range<usize>) -> String {
        self.emit.sink.taken(range).trim_start().to_owned()
    }

    /// `×4`: how often more. Nothing takes less than a byte, so that what has no room is not begun.
    fn times(&mut self) -> Option<usize> {
        let digits = self.rest().strip_prefix('×')?;
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        self.at += '×'.len_utf8() + length;
        digits[..length].parse().ok().filter(|times| *times <= self.emit.sink.room())
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
                let again = self.again(last.clone()?);
                for _ in 0..self.times()? {
                    self.emit.value(&again)?;
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
                self.looked += end - start;
                self.object_of(columns, &mut Cells::new(columns, Cell::At(start)), None)?;
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

/// Whether every backslash starts an escape that ends.
fn escapes_are_whole(raw: &str) -> bool {
    memchr::memchr(b'\\', raw.as_bytes()).is_none()
        || string_end([raw, "\""].concat().as_bytes(), 0) == Some(raw.len() + 1)
}
