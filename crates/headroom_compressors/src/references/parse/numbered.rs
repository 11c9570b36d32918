//! `[lines 118→390]`: numbered lines without most of their numbers. The lines follow. Every tenth line and
//! each line after a reference keeps its number. A reference counts as the lines that it refers to.

use std::fmt::Write;
use std::ops::RangeInclusive;

use headroom_core::{Codec, History, Numbering, Reading, Sink, Unreadable, Waste};

use super::{Target, reference};

const OPENER: &str = "[lines ";
/// A number is kept every this many lines, so that a reader can count on from there.
const MARK_EVERY: u32 = 10;
/// Maximum length of a header, in bytes.
const MAX_HEADER_LEN: usize = 64;

/// Writes the header of numbered lines.
pub(in crate::references) fn write_header(
    numbers: &RangeInclusive<u32>,
    numbering: Numbering,
    out: &mut String,
) {
    // Writing to a string cannot fail.
    let _ = write!(out, "{OPENER}{}{}{}", numbers.start(), numbering.separator, numbers.end());
    if numbering.width != Numbering::usual_width(numbering.separator) {
        let _ = write!(out, ", width {}", numbering.width);
    }
    out.push(']');
}

/// Whether the line keeps its number.
pub(in crate::references) const fn is_marked(number: u32, after_reference: bool) -> bool {
    after_reference || number.is_multiple_of(MARK_EVERY)
}

/// Writes the number of a line that keeps it.
pub(in crate::references) fn write_mark(number: u32, numbering: Numbering, out: &mut String) {
    let _ = write!(out, "{number}{}", numbering.separator);
}

/// The header at the start of `text`: the numbers, their format, and the length of the header.
fn read_header(text: &str) -> Option<(RangeInclusive<u32>, Numbering, usize)> {
    let window = &text.as_bytes()[..text.len().min(MAX_HEADER_LEN)];
    let end = memchr::memchr2(b']', b'\n', window).filter(|&end| window[end] == b']')?;
    let inner = text[..end].strip_prefix(OPENER)?;
    let (span, width) = match inner.split_once(", width ") {
        Some((span, width)) => (span, Some(width.parse().ok().filter(|width| *width <= MAX_HEADER_LEN)?)),
        None => (inner, None),
    };
    let digits = span.bytes().take_while(u8::is_ascii_digit).count();
    let last = span.bytes().rev().take_while(u8::is_ascii_digit).count();
    let between = span.get(digits..span.len() - last)?;
    let separator = Numbering::separators().find(|separator| *separator == between)?;
    let numbers = span[..digits].parse().ok()?..=span[span.len() - last..].parse().ok()?;
    Some((
        numbers,
        Numbering { width: width.unwrap_or_else(|| Numbering::usual_width(separator)), separator },
        end + 1,
    ))
}

/// Reads numbered lines back.
#[derive(Clone, Copy, Debug)]
pub(in crate::references) struct Numbered;

impl Codec for Numbered {
    fn name(&self) -> &'static str {
        "numbered"
    }

    fn unit(&self) -> &'static str {
        "references"
    }

    fn waste(&self) -> Option<Waste> {
        Some(Waste::Repetition)
    }

    fn openers(&self) -> &'static [&'static str] {
        &[OPENER]
    }

    fn read(&self, text: &str, history: &History, sink: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        let (numbers, numbering, header) = read_header(text).ok_or(Unreadable { read: MAX_HEADER_LEN })?;
        let count = numbers.end().checked_sub(*numbers.start()).map_or(0, |span| span as usize + 1);
        sink.has_room_for(count, numbering.prefix_length(*numbers.start()))
            .ok_or(Unreadable { read: header })?;
        let mut reader = Reader {
            rest: &text[header..],
            numbering,
            history,
            name: "",
            after_reference: false,
            prefix: String::new(),
            sink,
            reading: Reading::new(0),
        };
        let mut next = *numbers.start();
        while next <= *numbers.end() {
            next = reader
                .line(next, *numbers.end())
                .ok_or_else(|| Unreadable { read: text.len() - reader.rest.len() })?;
        }
        let length = text.len() - reader.rest.len();
        (next > *numbers.start())
            .then_some(Reading { length, ..reader.reading })
            .ok_or(Unreadable { read: length })
    }
}

struct Reader<'a, 's, 'o> {
    rest: &'a str,
    numbering: Numbering,
    history: &'a History,
    /// The name in the last reference.
    name: &'a str,
    after_reference: bool,
    /// The last number, formatted.
    prefix: String,
    sink: &'s mut Sink<'o>,
    reading: Reading,
}

impl<'a> Reader<'a, '_, '_> {
    /// Decodes the line `number`, or the reference in its place, and returns the number of the next line.
    fn line(&mut self, number: u32, last: u32) -> Option<u32> {
        self.rest = self.rest.strip_prefix('\n')?;
        let end = memchr::memchr(b'\n', self.rest.as_bytes()).unwrap_or(self.rest.len());
        let (line, rest) = self.rest.split_at(end);
        if let Some(next) = self.reference(line, number, last) {
            self.rest = rest;
            self.after_reference = true;
            return Some(next);
        }
        let body = if is_marked(number, self.after_reference) {
            let digits = line.bytes().take_while(u8::is_ascii_digit).count();
            let marked = line[..digits].parse() == Ok(number);
            line[digits..].strip_prefix(self.numbering.separator).filter(|_| marked)?
        } else {
            line
        };
        self.rest = rest;
        self.after_reference = false;
        let shown = self.write(number, body)?;
        match self.reading.visible.last_mut() {
            Some(range) if range.end + 1 == shown.start => range.end = shown.end,
            _ => self.reading.visible.push(shown),
        }
        number.checked_add(1)
    }

    /// Decodes `line` as a reference to at most the remaining number of lines.
    fn reference(&mut self, line: &'a str, number: u32, last: u32) -> Option<u32> {
        if !line.starts_with(reference::OPENER) {
            return None;
        }
        let (mut target, length) = Target::read(line).ok()?;
        if length != line.len() {
            return None;
        }
        if target.name.is_empty() {
            target.name = self.name;
        }
        let shown = self.history.named(target.name)?;
        let lines = target.lines(shown)?;
        let count = u32::try_from(lines.len()).ok()?;
        let next = number.checked_add(count).filter(|next| *next <= last.saturating_add(1))?;
        for (number, body) in (number..next).zip(lines) {
            self.write(number, body)?;
        }
        self.name = target.name;
        self.reading.refers = true;
        Some(next)
    }

    /// Writes a line with its number, and returns its position.
    fn write(&mut self, number: u32, body: &str) -> Option<std::ops::Range<usize>> {
        let out = &mut *self.sink;
        out.push_str(if out.is_empty() { "" } else { "\n" })?;
        let start = out.len();
        self.prefix.clear();
        self.numbering.write_prefix(number, &mut self.prefix);
        out.extend([&self.prefix, body])?;
        Some(start..out.len())
    }
}
