//! Divides HTML into tags and text, as the standard does: every text is read, and none of it is an error.
//!
//! Source of the rules: WHATWG HTML, section 13.2.5 (tokenization).

use std::ops::Range;

use headroom_core::work::step;
use memchr::{memchr, memmem};

use super::tag::{Class, Tag};

/// A tag, or the text between two tags, as bytes of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// Text with its entities.
    Text(Range<usize>),
    /// A start tag.
    Start { tag: Tag, name: Range<usize>, attributes: Range<usize>, is_closed: bool },
    /// An end tag.
    End { tag: Tag, name: Range<usize> },
}

/// The tokens of a page, in order.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    page: &'a str,
    at: usize,
    /// The element whose content is read as text up to its end tag.
    opaque: Option<Range<usize>>,
}

impl<'a> Tokens<'a> {
    pub(crate) const fn new(page: &'a str) -> Self {
        Self { page, at: 0, opaque: None }
    }

    fn bytes(&self) -> &'a [u8] {
        self.page.as_bytes()
    }

    /// The end of the text that starts here: the next `<` that starts a tag or a comment.
    fn end_of_text(&self) -> usize {
        let mut from = self.at;
        while let Some(found) = memchr(b'<', &self.bytes()[from..]) {
            let at = from + found;
            if matches!(self.bytes().get(at + 1), Some(b'a'..=b'z' | b'A'..=b'Z' | b'/' | b'!' | b'?')) {
                return at;
            }
            from = at + 1;
        }
        self.page.len()
    }

    /// The end of the content of the element `name`: its end tag, or the end of the page.
    fn end_of_opaque(&self, name: &[u8]) -> usize {
        let bytes = self.bytes();
        let mut from = self.at;
        while let Some(found) = memmem::find(&bytes[from..], b"</") {
            let (at, start) = (from + found, from + found + 2);
            let end = start + name.len();
            let is_name = bytes.get(start..end).is_some_and(|other| other.eq_ignore_ascii_case(name));
            if is_name && bytes.get(end).is_none_or(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte))
            {
                return at;
            }
            from = start;
        }
        self.page.len()
    }

    /// Passes over a comment, a declaration or an instruction.
    fn pass_comment(&mut self) {
        let rest = &self.bytes()[self.at..];
        let end = if rest.starts_with(b"<!-->") {
            Some(5)
        } else if rest.starts_with(b"<!--") {
            memmem::find(&rest[4..], b"-->").map(|end| end + 7)
        } else if rest.starts_with(b"<![CDATA[") {
            memmem::find(rest, b"]]>").map(|end| end + 3)
        } else {
            memchr(b'>', rest).map(|end| end + 1)
        };
        self.at = end.map_or(self.page.len(), |end| self.at + end);
    }

    /// The tag that starts here. `None` if the page ends within it.
    fn tag(&mut self) -> Option<Token> {
        let bytes = self.bytes();
        let is_end = bytes[self.at + 1] == b'/';
        let start = self.at + 1 + usize::from(is_end);
        let len = bytes[start..].iter().position(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte));
        let name = start..start + len?;
        let attributes = Attributes::new(self.page, name.end).end()?;
        self.at = attributes.end + 1;
        let tag = Tag::of(&self.page[name.clone()]);
        if is_end {
            return Some(Token::End { tag, name });
        }
        let is_closed = self.page[attributes.clone()].ends_with('/');
        if tag.class() == Class::Opaque {
            self.opaque = Some(name.clone());
        }
        Some(Token::Start { tag, name, attributes, is_closed })
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        while self.at < self.page.len() {
            let start = self.at;
            let end = match self.opaque.take() {
                Some(name) => self.end_of_opaque(&self.bytes()[name]),
                None => self.end_of_text(),
            };
            if end > start {
                self.at = end;
                step(end - start);
                return Some(Token::Text(start..end));
            }
            if !matches!(&self.bytes()[start + 1..], [b'/', b'a'..=b'z' | b'A'..=b'Z', ..] | [b'a'..=b'z' | b'A'..=b'Z', ..])
            {
                self.pass_comment();
                step(self.at - start);
                continue;
            }
            let Some(token) = self.tag() else {
                self.at = self.page.len();
                break;
            };
            step(self.at - start);
            return Some(token);
        }
        None
    }
}

/// The attributes of a tag: names, and values with their entities.
#[derive(Clone, Debug)]
pub(crate) struct Attributes<'a> {
    page: &'a str,
    start: usize,
    at: usize,
}

impl<'a> Attributes<'a> {
    /// The attributes that start at this byte of a page.
    pub(crate) const fn new(page: &'a str, start: usize) -> Self {
        Self { page, start, at: start }
    }

    /// The bytes up to the `>` that ends the tag.
    fn end(mut self) -> Option<Range<usize>> {
        while self.next().is_some() {}
        (self.at < self.page.len()).then_some(self.start..self.at)
    }

    fn skip(&mut self, is_skipped: impl Fn(u8) -> bool) -> Range<usize> {
        let rest = &self.page.as_bytes()[self.at..];
        let start = self.at;
        self.at += rest.iter().position(|byte| !is_skipped(*byte)).unwrap_or(rest.len());
        start..self.at
    }

    fn value(&mut self) -> &'a str {
        let quote = self.page.as_bytes().get(self.at).copied().filter(|byte| b"\"'".contains(byte));
        let Some(quote) = quote else {
            let value = self.skip(|byte| !byte.is_ascii_whitespace() && byte != b'>');
            return &self.page[value];
        };
        let start = self.at + 1;
        let end = memchr(quote, &self.page.as_bytes()[start..]).map_or(self.page.len(), |end| start + end);
        self.at = (end + 1).min(self.page.len());
        &self.page[start..end]
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        self.skip(|byte| byte.is_ascii_whitespace() || byte == b'/');
        let start = self.at;
        if self.page.as_bytes().get(start).is_none_or(|byte| *byte == b'>') {
            return None;
        }
        self.at += 1;
        self.skip(|byte| !byte.is_ascii_whitespace() && !b"/>=".contains(&byte));
        let end = self.page.ceil_char_boundary(self.at);
        let name = &self.page[start..end];
        self.skip(|byte| byte.is_ascii_whitespace());
        if self.page.as_bytes().get(self.at) != Some(&b'=') {
            return Some((name, ""));
        }
        self.at += 1;
        self.skip(|byte| byte.is_ascii_whitespace());
        Some((name, self.value()))
    }
}
