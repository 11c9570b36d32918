//! `[@ Read main.rs:12-40]`: lines of an earlier text. `[@ Read main.rs]`: the whole text. `[@ Read
//! app.min.js:1 «var a=» … «;}»]`: a span of a line, named by the words at its start and end. `[@ Bash api:
//! rows 3-90]`: rows of JSON.

use std::fmt::{self, Display};

use headroom_core::{Codec, History, Reading, Sink, Unreadable, VisibleText, Waste};

use crate::quoted_span::QuotedSpan;

pub(in crate::references) const OPENER: &str = "[@ ";
/// Maximum length of a reference, in bytes.
const MAX_LEN: usize = 128;

/// The text that a reference refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::references) struct Target<'a> {
    /// The name of a text; empty: the text of the reference before.
    pub(in crate::references) name: &'a str,
    /// The first and the last line, by the numbers that a reader sees; `None`: the whole text.
    pub(in crate::references) lines: Option<(u32, u32)>,
    /// Whether the numbers are those of rows.
    pub(in crate::references) counts_rows: bool,
    /// Of a single line: a span of it; `None`: the whole line. Of several lines: the words at the start of the
    /// first and the last, where a reader cannot count the lines.
    pub(in crate::references) part: Option<QuotedSpan<'a>>,
}

impl Display for Target<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(OPENER)?;
        f.write_str(self.name)?;
        if let Some((first, last)) = self.lines {
            f.write_str(if self.name.is_empty() { "" } else { ":" })?;
            if self.counts_rows {
                f.write_str(if last > first { " rows " } else { " row " })?;
            }
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
    /// Reads the reference at the start of `text`, and its length.
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
            Some((name, range)) if !name.is_empty() => {
                let (lines, counts_rows) = range_of(range).ok_or(unreadable)?;
                Self { name, lines: Some(lines), counts_rows, part }
            }
            None if !head.is_empty() => match numbers(head) {
                None => Self { name: head, lines: None, counts_rows: false, part },
                lines => Self { name: "", lines, counts_rows: false, part },
            },
            _ => return Err(unreadable),
        };
        // Quoted words need a name and the numbers of lines.
        let fits = part.is_none() || !target.counts_rows && !target.name.is_empty() && target.lines.is_some();
        fits.then_some((target, text.len() - rest.len())).ok_or(unreadable)
    }

    /// The whole lines that it refers to, without their numbers. `None`: there are none, or they do not start
    /// with the quoted words.
    pub(in crate::references) fn lines<'b>(
        &self,
        shown: &'b VisibleText,
    ) -> Option<impl ExactSizeIterator<Item = &'b str> + use<'b>> {
        let (first, last) = self.lines.filter(|_| !self.counts_rows)?;
        let lines = shown.lines_named(first, last)?;
        let starts = match self.part {
            None => true,
            Some(part) => first < last && part.starts(shown.body(lines.start), shown.body(lines.end - 1)),
        };
        starts.then(|| lines.map(|line| shown.body(line)))
    }

    /// The span of a line that it refers to, which is at most `most` bytes long. `Err`: how many bytes were
    /// searched in vain.
    fn span<'b>(&self, part: QuotedSpan<'_>, shown: &'b VisibleText, most: usize) -> Result<&'b str, usize> {
        let line =
            Self { part: None, ..*self }.lines(shown).and_then(|mut lines| lines.next()).ok_or(0_usize)?;
        part.find_short(line, most).map(|span| &line[span]).ok_or(line.len())
    }
}

/// Reads `12`, `12-40`, ` row 12` or ` rows 12-40`, and whether it counts rows.
fn range_of(text: &str) -> Option<((u32, u32), bool)> {
    if let Some(row) = text.strip_prefix(" row ") {
        return Some((numbers(row).filter(|(first, last)| first == last)?, true));
    }
    if let Some(rows) = text.strip_prefix(" rows ") {
        return Some((numbers(rows).filter(|(first, last)| first < last)?, true));
    }
    Some((numbers(text)?, false))
}

/// Reads `12` or `12-40`.
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
        let is_line = target.lines.is_some_and(|(first, last)| first == last);
        let put = match (target.lines, target.part) {
            (None, _) => sink.push_str(&shown.text),
            (Some(_), Some(part)) if is_line => {
                let span = target.span(part, shown, sink.room());
                sink.push_str(span.map_err(|vain| Unreadable { read: length + vain })?)
            }
            (Some((first, last)), _) if target.counts_rows => {
                shown.rows_named(first, last).and_then(|rows| sink.push_str(rows))
            }
            _ => target
                .lines(shown)
                .ok_or(unreadable)?
                .enumerate()
                .try_for_each(|(index, body)| sink.extend([if index > 0 { "\n" } else { "" }, body])),
        };
        put.ok_or(unreadable)?;
        Ok(Reading { refers: true, ..Reading::new(length) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_round_trip() {
        for target in [
            Target { name: "Read main.rs", lines: None, counts_rows: false, part: None },
            Target { name: "Read main.rs #2", lines: Some((12, 40)), counts_rows: false, part: None },
            Target { name: "Bash ls -la", lines: Some((7, 7)), counts_rows: false, part: None },
            Target { name: "Bash api", lines: Some((3, 90)), counts_rows: true, part: None },
            Target { name: "Bash api", lines: Some((3, 3)), counts_rows: true, part: None },
            Target { name: "", lines: Some((7, 9)), counts_rows: false, part: None },
            Target {
                name: "Read app.min.js",
                lines: Some((1, 1)),
                counts_rows: false,
                part: Some(QuotedSpan { from: "var a=[1,", to: "];}" }),
            },
            Target {
                name: "Bash grep",
                lines: Some((12, 40)),
                counts_rows: false,
                part: Some(QuotedSpan { from: "src/a.rs:3:", to: "src/b.rs:70:" }),
            },
        ] {
            let text = target.to_string();
            assert_eq!(Target::read(&format!("{text} and more")), Ok((target, text.len())));
        }
    }

    #[test]
    fn rejects_malformed_references() {
        for text in [
            "[@ ",
            "[@ ]",
            "[@ a:]",
            "[@ a:9-3]",
            "[@ a:07]",
            "[@ a:1-]",
            "[@ :3]",
            "[@ a: rows 3]",
            "[@ a: row 3-4]",
            "[@ a: rows 0-4]",
            "[@ a: rows 3-4 «b» … «c»]",
            "[@ a\n:1]",
            "[^ a:1]",
            "[@ a:99999999999]",
        ] {
            assert!(Target::read(text).is_err(), "{text}");
        }
    }
}
