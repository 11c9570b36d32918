//! `[↑ Read main.rs:12-40]`: lines that stand further up. `[↑ Read main.rs]`: all of it.

use std::fmt::{self, Display};

use headroom_core::{Codec, Decoded, Earlier, Shown, Unreadable};

pub(in crate::repeats) const OPENER: &str = "[↑ ";
/// The longest reference that is looked for.
const LONGEST: usize = 128;

/// What a reference points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::repeats) struct Target<'a> {
    /// The name of a text; empty: the one that the reference before this one points at.
    pub(in crate::repeats) name: &'a str,
    /// The first and the last line, by the names a reader has for them; all of the text where there are none.
    pub(in crate::repeats) lines: Option<(u32, u32)>,
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
        f.write_str("]")
    }
}

impl<'a> Target<'a> {
    /// Reads the reference at the start of `text`, and how long it is.
    pub(in crate::repeats) fn read(text: &'a str) -> Result<(Self, usize), Unreadable> {
        let window = &text.as_bytes()[..text.len().min(LONGEST)];
        let unreadable = Unreadable { read: window.len() };
        let end = memchr::memchr2(b']', b'\n', window).filter(|&end| window[end] == b']').ok_or(unreadable)?;
        let inner = text[..end].strip_prefix(OPENER).ok_or(unreadable)?;
        let target = match inner.rsplit_once(':') {
            Some((name, lines)) if !name.is_empty() => Self { name, lines: Some(numbers(lines).ok_or(unreadable)?) },
            None if !inner.is_empty() => numbers(inner).map_or(Self { name: inner, lines: None }, |lines| Self { name: "", lines: Some(lines) }),
            _ => return Err(unreadable),
        };
        Ok((target, end + 1))
    }

    /// The lines it points at, without their numbers.
    pub(in crate::repeats) fn lines<'b>(&self, shown: &'b Shown) -> Option<impl Iterator<Item = &'b str> + use<'b>> {
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
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten().filter(|_| !text.starts_with('0'));
    match text.split_once('-') {
        None => number(text).map(|line| (line, line)),
        Some((first, last)) => Some((number(first)?, number(last)?)).filter(|(first, last)| first < last),
    }
}

/// Reads references back.
#[derive(Clone, Copy, Debug)]
pub(in crate::repeats) struct Reference;

impl Codec for Reference {
    fn name(&self) -> &'static str {
        "reference"
    }

    fn openers(&self) -> &'static [&'static str] {
        &[OPENER]
    }

    fn decode(&self, text: &str, earlier: &Earlier, limit: usize) -> Result<Decoded, Unreadable> {
        let (target, length) = Target::read(text)?;
        let unreadable = Unreadable { read: length };
        let shown = earlier.named(target.name).ok_or(unreadable)?;
        let mut out = String::new();
        if target.lines.is_none() {
            if shown.text.len() > limit {
                return Err(unreadable);
            }
            out.push_str(&shown.text);
        } else {
            for (index, body) in target.lines(shown).ok_or(unreadable)?.enumerate() {
                if out.len() + usize::from(index > 0) + body.len() > limit {
                    return Err(unreadable);
                }
                out.push_str(if index > 0 { "\n" } else { "" });
                out.push_str(body);
            }
        }
        Ok(Decoded { length, text: out, visible: Vec::new(), refers: true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_read_as_they_are_written() {
        for target in [
            Target { name: "Read main.rs", lines: None },
            Target { name: "Read main.rs #2", lines: Some((12, 40)) },
            Target { name: "Bash ls -la", lines: Some((7, 7)) },
            Target { name: "", lines: Some((7, 9)) },
        ] {
            let text = target.to_string();
            assert_eq!(Target::read(&format!("{text} and more")), Ok((target, text.len())));
        }
    }

    #[test]
    fn anything_else_is_none() {
        for text in ["[↑ ", "[↑ ]", "[↑ a:]", "[↑ a:9-3]", "[↑ a:07]", "[↑ a:1-]", "[↑ :3]", "[↑ a\n:1]", "[^ a:1]", "[↑ a:99999999999]"] {
            assert!(Target::read(text).is_err(), "{text}");
        }
    }
}
