//! Lines that stand for others.

use std::fmt::Write;

use super::Form;
use super::name::is_name;
use super::spans::has_spans;

/// In front of a line that would be taken for a mark.
pub(in crate::repetition) const QUOTE: char = '"';
/// The most digits of a number of lines.
const MAX_DIGITS: usize = 9;

/// What a line stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::repetition) enum Mark<'a> {
    /// `[A]`: the line below is called so.
    Name(&'a str),
    /// `[A again, 3 lines]`.
    Again { name: &'a str, lines: usize },
    /// `[previous 2 lines repeated 4 more times]`.
    Repeated { lines: usize, times: usize },
    /// `[12 lines: test {1..12} ... ok]`.
    Formed { lines: usize, form: Form<'a> },
}

impl<'a> Mark<'a> {
    /// Reads a line that is a mark, written as we write it.
    pub(in crate::repetition) fn read(line: &'a str) -> Option<Self> {
        let inner = line.strip_prefix('[')?.strip_suffix(']')?;
        if is_name(inner) {
            return Some(Self::Name(inner));
        }
        if let Some(rest) = inner.strip_prefix("previous ") {
            let (lines, times) = rest.split_once(" repeated ")?;
            let lines = if lines == "line" { 1 } else { plural(lines.strip_suffix(" lines")?)? };
            let times = if times == "once more" { 1 } else { plural(times.strip_suffix(" more times")?)? };
            return Some(Self::Repeated { lines, times });
        }
        if let Some((name, rest)) = inner.split_once(" again").filter(|(name, _)| is_name(name)) {
            let lines =
                if rest.is_empty() { 1 } else { plural(rest.strip_prefix(", ")?.strip_suffix(" lines")?)? };
            return Some(Self::Again { name, lines });
        }
        let (lines, form) = inner.split_once(" lines: ")?;
        let lines = plural(lines)?;
        Some(Self::Formed { lines, form: Form::read(form, lines)? })
    }

    pub(in crate::repetition) fn write(&self, out: &mut String) {
        // Writing to a string cannot fail.
        let _ = match self {
            Self::Name(name) => write!(out, "[{name}]"),
            Self::Again { name, lines: 1 } => write!(out, "[{name} again]"),
            Self::Again { name, lines } => write!(out, "[{name} again, {lines} lines]"),
            Self::Repeated { lines, times } => {
                out.push_str("[previous ");
                let _ = if *lines == 1 { write!(out, "line") } else { write!(out, "{lines} lines") };
                if *times == 1 {
                    write!(out, " repeated once more]")
                } else {
                    write!(out, " repeated {times} more times]")
                }
            }
            Self::Formed { lines, form } => {
                let _ = write!(out, "[{lines} lines: ");
                form.write(out);
                write!(out, "]")
            }
        };
    }
}

/// Whether a line has to be written with a quote in front.
pub(in crate::repetition) fn needs_quote(line: &str) -> bool {
    let bare = line.trim_start_matches(QUOTE);
    line.starts_with(['[', QUOTE]) && Mark::read(bare).is_some() || has_spans(bare)
}

/// A number from 2 up, as it is written.
fn plural(text: &str) -> Option<usize> {
    let is_number = (1..=MAX_DIGITS).contains(&text.len())
        && !text.starts_with('0')
        && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && *number > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_come_back_as_they_are_written() {
        for line in [
            "[A]",
            "[BC again]",
            "[A again, 12 lines]",
            "[previous line repeated once more]",
            "[previous line repeated 240 more times]",
            "[previous 3 lines repeated 4 more times]",
            "[12 lines: test {1..12} ... ok]",
            "[5 lines: {10..50..10} of 50, {9..1..2} left]",
            "[3 lines: file{008..010}.txt]",
            "[171 lines: PASSED tests/a.py::{}]",
        ] {
            let mark = Mark::read(line).unwrap_or_else(|| panic!("{line}"));
            let mut again = String::new();
            mark.write(&mut again);
            assert_eq!(again, line);
            assert!(needs_quote(line) && needs_quote(&format!("\"\"{line}")));
        }
        let spanned = "failed: [A «%Error{» … «nil}»]";
        assert!(
            Mark::read(spanned).is_none() && needs_quote(spanned) && needs_quote(&format!("\"{spanned}"))
        );
    }

    #[test]
    fn other_lines_are_no_marks() {
        for line in [
            "",
            "[a]",
            "[ABCDE]",
            "[A again, 1 lines]",
            "[A again, 02 lines]",
            "[previous line repeated 1 more times]",
            "  [Previous line repeated 240 more times]",
            "[12 lines: test {1..11} ... ok]",
            "[2 lines: a {} b {}]",
            "[2 lines: a } b {1..2}]",
            "[2 lines: {1..1}]",
            "[2 lines: {01..100}]",
            "[3 lines: {0..5..2}]",
            "[A]\r",
            "\"quoted\"",
        ] {
            assert_eq!(Mark::read(line), None, "{line}");
            assert!(!needs_quote(line));
        }
    }
}
