//! `[@ Read main.rs:12-40]`: lines that stand further up. `[@ Read main.rs]`: all of it. `[@ Read app.min.js:1 «var a=» … «;}»]`: a
//! part of a line, by what it starts and ends with.

use std::fmt::{self, Display};

use headroom_core::{Codec, History, Reading, Sink, Unreadable, VisibleText, Waste};

use crate::quoted_span::QuotedSpan;

pub(in crate::references) const OPENER: &str = "[@ ";
/// The longest reference that is looked for.
const MAX_LEN: usize = 128;

/// What a reference points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::references) struct Target<'a> {
    /// The name of a text; empty: the one that the reference before this one points at.
    pub(in crate::references) name: &'a str,
    /// The first and the last line, by the names a reader has for them; all of the text where there are none.
    pub(in crate::references) lines: Option<(u32, u32)>,
    /// The part of the one line, if it is not all of it.
    pub(in crate::references) part: Option<QuotedSpan<'a>>,
}

impl Display for Target<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(OPENER)?;
        f.write_str(self.name)?;
        if let Some((first, last)) = self.lines {
            f.write_str(if self.name.is_empty() { "" } else { ":" })?;
            write!(f, "{first}")?;
            if last > first {
                write!(f, "-{last}")?;
            }
        }
        if let Some(part) = self.part {
            write!(f, " {part}")?;
        }
        f.write_str("]")
    }
}

impl<'a> Target<'a> {
    /// Reads the reference at the start of `text`, and how long it is.
    pub(in crate::references) fn read(text: &'a str) -> Result<(Self, usize), Unreadable> {
        let unreadable = Unreadable { read: text.len().min(MAX_LEN) };
        let inner = text.strip_prefix(OPENER).ok_or(unreadable)?;
        let end = inner
            .char_indices()
            .take(MAX_LEN)
            .find(|(_, c)| matches!(c, ']' | '\n' | '«'))
            .ok_or(unreadable)?
            .0;
        let head = &inner[..end];
        let (part, rest) = match QuotedSpan::read(&inner[end..]) {
            Some((part, length)) => (Some(part), &inner[end + length..]),
            None => (None, &inner[end..]),
        };
        let rest = rest.strip_prefix(']').ok_or(unreadable)?;
        let head = if part.is_some() { head.strip_suffix(' ').ok_or(unreadable)? } else { head };
        let target = match head.rsplit_once(':') {
            Some((name, lines)) if !name.is_empty() => {
                Self { name, lines: Some(numbers(lines).ok_or(unreadable)?), part }
            }
            None if !head.is_empty() => {
                numbers(head).map_or(Self { name: head, lines: None, part }, |lines| Self {
                    name: "",
                    lines: Some(lines),
                    part,
                })
            }
            _ => return Err(unreadable),
        };
        // A part is one of a line that is named.
        let fits = part.is_none()
            || !target.name.is_empty() && target.lines.is_some_and(|(first, last)| first == last);
        fits.then_some((target, text.len() - rest.len())).ok_or(unreadable)
    }

    /// The lines it points at, without their numbers.
    pub(in crate::references) fn lines<'b>(
        &self,
        shown: &'b VisibleText,
    ) -> Option<impl Iterator<Item = &'b str> + use<'b>> {
        let (first, last) = match self.lines {
            None => (0, shown.lines.count() - 1),
            Some((first, last)) => (shown.lines.index_named(first)?, shown.lines.index_named(last)?),
        };
        // Named lines follow each other only within one run of numbers.
        let whole = self.lines.is_none_or(|(from, to)| last.checked_sub(first) == to.checked_sub(from));
        whole.then(|| (first..=last).map(|line| shown.body(line)))
    }
}

/// `12` or `12-40`.
fn numbers(text: &str) -> Option<(u32, u32)> {
    let number = |text: &str| {
        text.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| text.parse().ok())
            .flatten()
            .filter(|_| !text.starts_with('0'))
    };
    match text.split_once('-') {
        None => number(text).map(|line| (line, line)),
        Some((first, last)) => Some((number(first)?, number(last)?)).filter(|(first, last)| first < last),
    }
}

/// Reads references back.
#[derive(Clone, Copy, Debug)]
pub(in crate::references) struct Reference;

impl Codec for Reference {
    fn name(&self) -> &'static str {
        "reference"
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
        let (target, length) = Target::read(text)?;
        let unreadable = Unreadable { read: length };
        let shown = history.named(target.name).ok_or(unreadable)?;
        if let Some(part) = target.part {
            let line = target.lines(shown).and_then(|mut lines| lines.next()).ok_or(unreadable)?;
            let span = part.find_short(line, sink.room()).ok_or(Unreadable { read: length + line.len() })?;
            sink.push_str(&line[span]).ok_or(unreadable)?;
            return Ok(Reading { refers: true, ..Reading::new(length) });
        }
        let put = if target.lines.is_none() {
            sink.push_str(&shown.text)
        } else {
            target
                .lines(shown)
                .ok_or(unreadable)?
                .enumerate()
                .try_for_each(|(index, body)| sink.extend([if index > 0 { "\n" } else { "" }, body]))
        };
        put.ok_or(unreadable)?;
        Ok(Reading { refers: true, ..Reading::new(length) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_read_as_they_are_written() {
        for target in [
            Target { name: "Read main.rs", lines: None, part: None },
            Target { name: "Read main.rs #2", lines: Some((12, 40)), part: None },
            Target { name: "Bash ls -la", lines: Some((7, 7)), part: None },
            Target { name: "", lines: Some((7, 9)), part: None },
            Target {
                name: "Read app.min.js",
                lines: Some((1, 1)),
                part: Some(QuotedSpan { from: "var a=[1,", to: "];}" }),
            },
        ] {
            let text = target.to_string();
            assert_eq!(Target::read(&format!("{text} and more")), Ok((target, text.len())));
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in [
            "[@ ",
            "[@ ]",
            "[@ a:]",
            "[@ a:9-3]",
            "[@ a:07]",
            "[@ a:1-]",
            "[@ :3]",
            "[@ a\n:1]",
            "[^ a:1]",
            "[@ a:99999999999]",
        ] {
            assert!(Target::read(text).is_err(), "{text}");
        }
    }
}
