//! The date and time that the reader of a line knows from the lines before.

use super::stamp::{lengthen, seconds, shorten};
use super::{Kind, Stamp};
use crate::reader::NUMBER;

/// The mark in front of a kept line that would be misread.
pub(in crate::log) const QUOTE: char = '"';
/// Maximum number of digits of the number of a kind.
const MAX_DIGITS: usize = 6;

/// The date and time of the line before; empty if there is none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::log) struct Moment {
    date: String,
    time: String,
}

impl Clone for Moment {
    fn clone(&self) -> Self {
        Self { date: self.date.clone(), time: self.time.clone() }
    }

    /// Called once for each line, so it reuses the memory.
    fn clone_from(&mut self, other: &Self) {
        self.date.clone_from(&other.date);
        self.time.clone_from(&other.time);
    }
}

impl Moment {
    /// Decodes one line to at most `limit` bytes.
    pub(in crate::log) fn read(
        &mut self,
        line: &str,
        kinds: &[Kind<'_>],
        limit: usize,
        out: &mut String,
    ) -> Option<()> {
        let limit = out.len().saturating_add(limit);
        if let Some(line) = line.strip_prefix(QUOTE) {
            out.push_str(line);
        } else if line.starts_with(NUMBER) {
            out.extend([&*self.date, &*self.time]);
            fill(line, kinds, limit, out)?;
        } else if let Some((time, length)) = lengthen(&self.time, line).filter(|_| !self.time.is_empty()) {
            self.time = time;
            out.extend([&*self.date, &*self.time]);
            match line[length..].strip_prefix(' ').filter(|rest| rest.starts_with(NUMBER)) {
                Some(rest) => fill(rest, kinds, limit, out)?,
                None => out.push_str(&line[length..]),
            }
        } else {
            if let Some(stamp) = Stamp::read(line) {
                stamp.date.clone_into(&mut self.date);
                stamp.time.clone_into(&mut self.time);
            }
            out.push_str(line);
        }
        (out.len() <= limit).then_some(())
    }

    /// The part of the date and time of a line that differs from this moment. `None` if all of it must be
    /// written.
    pub(in crate::log) fn short<'a>(&self, stamp: &Stamp<'a>) -> Option<&'a str> {
        (!self.time.is_empty() && self.date == stamp.date).then(|| shorten(&self.time, stamp.time))
    }

    /// Like [`Self::short`], but never empty.
    pub(in crate::log) fn shown<'a>(&self, stamp: &Stamp<'a>) -> Option<&'a str> {
        self.short(stamp).map(|short| if short.is_empty() { seconds(stamp.time) } else { short })
    }
}

/// Decodes `#3 10.0.0.5 22`.
fn fill(text: &str, kinds: &[Kind<'_>], limit: usize, out: &mut String) -> Option<()> {
    let text = text.strip_prefix(NUMBER)?;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: usize =
        text[..digits].parse().ok().filter(|_| digits <= MAX_DIGITS && !text.starts_with('0'))?;
    kinds.get(number - 1)?.fill(&text[digits..], limit, out)
}
