//! Kinds of lines: what stands behind the time, with a gap for each word that differs.

use std::ops::Range;

/// For what differs.
const GAP: &str = "{}";

/// A kind of lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::log) struct Kind<'a> {
    /// What stands around the gaps.
    parts: Vec<&'a str>,
}

impl<'a> Kind<'a> {
    /// The kind of a line with gaps in place of these words.
    pub(in crate::log) fn new(rest: &'a str, gaps: impl Iterator<Item = Range<usize>>) -> Self {
        let mut parts = Vec::new();
        let mut at = 0;
        for gap in gaps {
            parts.push(&rest[at..gap.start]);
            at = gap.end;
        }
        parts.push(&rest[at..]);
        Self { parts }
    }

    pub(super) fn read(text: &'a str) -> Self {
        Self { parts: text.split(GAP).collect() }
    }

    pub(in crate::log) fn write(&self, out: &mut String) {
        for (index, part) in self.parts.iter().enumerate() {
            out.push_str(if index == 0 { "" } else { GAP });
            out.push_str(part);
        }
    }

    /// Whether it reads as what it is.
    pub(in crate::log) fn is_plain(&self) -> bool {
        !self.parts.iter().any(|part| part.contains(GAP))
    }

    /// The line with these values, each with a blank in front.
    pub(super) fn fill(&self, values: &str, limit: usize, out: &mut String) -> Option<()> {
        let mut values = if values.is_empty() { None } else { Some(values.strip_prefix(' ')?.split(' ')) };
        for (index, part) in self.parts.iter().enumerate() {
            let value =
                if index == 0 { "" } else { values.as_mut()?.next().filter(|value| !value.is_empty())? };
            if out.len() + value.len() + part.len() > limit {
                return None;
            }
            out.push_str(value);
            out.push_str(part);
        }
        values.is_none_or(|mut values| values.next().is_none()).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use headroom_formats::log::values;

    use super::*;

    #[test]
    fn braces_of_the_text_are_no_gaps() {
        let text = " Token{12} of {x}";
        let kind = Kind::new(text, values(text));
        let mut out = String::new();
        kind.write(&mut out);
        assert_eq!(out, " Token{{}} of {x}");
        assert_eq!(Kind::read(&out), kind);
        assert!(kind.is_plain() && !Kind::new(" {} 1", std::iter::empty()).is_plain());
        let mut line = String::new();
        assert_eq!(kind.fill(" 34", 100, &mut line), Some(()));
        assert_eq!(line, " Token{34} of {x}");
        for values in ["", " ", " 1 2", "1", " 1 "] {
            assert_eq!(kind.fill(values, 100, &mut String::new()), None, "{values:?}");
        }
    }
}
