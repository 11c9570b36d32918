//! Templates: texts with gaps for the values that differ.

use std::fmt::Write;

/// Maximum number of gaps of a template, and maximum width of one in characters.
pub(in crate::templates) const MAX_GAPS: usize = 24;
pub(in crate::templates) const MAX_WIDTH: usize = 200;

/// The side on which a value is padded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::templates) enum Align {
    /// On none.
    #[default]
    None,
    /// On its right.
    Left,
    /// On its left.
    Right,
}

/// The place of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::templates) struct Gap {
    pub(in crate::templates) align: Align,
    /// The width to which the value is padded, in characters.
    pub(in crate::templates) width: usize,
}

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::templates) enum Part<'a> {
    Text(&'a str),
    Gap(Gap),
}

/// The text of lines without their values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::templates) struct Template<'a> {
    parts: Vec<Part<'a>>,
}

impl<'a> Template<'a> {
    /// The template of these parts; `None` if it could not be read back.
    pub(in crate::templates) fn new(parts: Vec<Part<'a>>) -> Option<Self> {
        let template = Self { parts };
        let mut text = String::new();
        template.write(&mut text);
        Template::read(&text).is_some_and(|read| read == template).then_some(template)
    }

    pub(in crate::templates) fn write(&self, out: &mut String) {
        for part in &self.parts {
            let _ = match part {
                Part::Text(text) => write!(out, "{text}"),
                Part::Gap(Gap { align: Align::None, .. }) => write!(out, "{{}}"),
                Part::Gap(Gap { align: Align::Left, width }) => write!(out, "{{<{width}}}"),
                Part::Gap(Gap { align: Align::Right, width }) => write!(out, "{{>{width}}}"),
            };
        }
    }

    /// Reads what [`Template::write`] writes. `None`: it has too many gaps.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let mut parts = Vec::new();
        let (mut start, mut at, mut gaps) = (0, 0, 0);
        while let Some(open) = memchr::memchr(b'{', &text.as_bytes()[at..]).map(|offset| at + offset) {
            at = open + 1;
            let Some((gap, length)) = gap(&text[open..]) else { continue };
            if open > start {
                parts.push(Part::Text(&text[start..open]));
            }
            parts.push(Part::Gap(gap));
            at = open + length;
            start = at;
            gaps += 1;
        }
        if start < text.len() {
            parts.push(Part::Text(&text[start..]));
        }
        (gaps <= MAX_GAPS).then_some(Self { parts })
    }

    pub(in crate::templates) fn parts(&self) -> impl Iterator<Item = Part<'a>> {
        self.parts.iter().copied()
    }

    /// Whether blanks belong to some of the gaps.
    pub(in crate::templates) fn is_padded(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Gap(gap) if gap.align != Align::None))
    }
}

impl Gap {
    /// The numbers of blanks before and behind a value.
    pub(in crate::templates) fn blanks(self, value: &str) -> (usize, usize) {
        let room = || self.width.saturating_sub(value.chars().count());
        match self.align {
            Align::None => (0, 0),
            Align::Left => (0, room()),
            Align::Right => (room(), 0),
        }
    }
}

/// The gap at the start of `text`, and its length.
fn gap(text: &str) -> Option<(Gap, usize)> {
    if text.starts_with("{}") {
        return Some((Gap::default(), 2));
    }
    let align = match text.as_bytes().get(1)? {
        b'<' => Align::Left,
        b'>' => Align::Right,
        _ => return None,
    };
    let digits = text.bytes().skip(2).take(4).take_while(u8::is_ascii_digit).count();
    let number = &text[2..2 + digits];
    let width = number.parse().ok().filter(|width| *width <= MAX_WIDTH && !number.starts_with('0'))?;
    (text.as_bytes().get(2 + digits) == Some(&b'}')).then_some((Gap { align, width }, 3 + digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_round_trip() {
        for (text, gaps) in [
            ("", 0),
            ("a {} b{<8}{>12}", 3),
            ("{}({},{}): error", 3),
            ("x{a=\"{}\"} {}", 2),
            ("{<08} {<999} {<}", 0),
        ] {
            let template = Template::read(text).expect("few gaps");
            assert_eq!(template.parts().filter(|part| matches!(part, Part::Gap(_))).count(), gaps, "{text}");
            let mut again = String::new();
            template.write(&mut again);
            assert_eq!(again, text);
        }
        assert!(Template::new(vec![Part::Text("a {} "), Part::Gap(Gap::default())]).is_none());
        assert!(Template::read(&"{}".repeat(MAX_GAPS + 1)).is_none());
    }
}
