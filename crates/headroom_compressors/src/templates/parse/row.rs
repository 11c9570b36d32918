//! The values of a line.

use std::collections::BTreeMap;

use super::legend::{Legend, Sign};

/// The last value at each gap: the gap's template, and its place among the gaps of that template.
///
/// Templates share their first gap, because compilers begin all lines with the name of a file.
#[derive(Debug, Default)]
pub(in crate::templates) struct Last<'a>(BTreeMap<(usize, usize), &'a str>);

impl<'a> Last<'a> {
    pub(in crate::templates) fn get(&self, template: usize, gap: usize) -> Option<&'a str> {
        self.0.get(&Self::key(template, gap)).copied()
    }

    pub(in crate::templates) fn set(&mut self, template: usize, gap: usize, value: &'a str) {
        self.0.insert(Self::key(template, gap), value);
    }

    fn key(template: usize, gap: usize) -> (usize, usize) {
        if gap == 0 { (0, 0) } else { (template, gap) }
    }
}

/// Stands for the last value at the same gap.
const AGAIN: &str = "^";
const QUOTE: char = '"';
/// Minimum length of a value in whose place the mark stands, in bytes.
const MIN_AGAIN_LEN: usize = 4;

/// Writes a value, and notes the signs that it uses. `None`: it cannot be written.
pub(in crate::templates) fn write_value(
    value: &str,
    last: Option<&str>,
    legend: &mut Legend,
    out: &mut String,
) -> Option<()> {
    if value.len() >= MIN_AGAIN_LEN && last == Some(value) {
        legend.add(Sign::Again);
        out.push_str(AGAIN);
    } else if value.is_empty() || value == AGAIN || value.starts_with(QUOTE) || value.contains(' ') {
        if value.contains(QUOTE) {
            return None;
        }
        legend.add(Sign::Quoted);
        out.extend(["\"", value, "\""]);
    } else {
        out.push_str(value);
    }
    Some(())
}

/// Reads the value at the start of `rest`, and the blank behind it. `last` is what [`AGAIN`] stands for.
pub(super) fn read_value<'a>(rest: &mut &'a str, last: Option<&'a str>) -> Option<&'a str> {
    let (value, behind) = if let Some(quoted) = rest.strip_prefix(QUOTE) {
        quoted.split_once(QUOTE)?
    } else {
        let end = memchr::memchr(b' ', rest.as_bytes()).unwrap_or(rest.len());
        let (value, behind) = Some(rest.split_at(end)).filter(|_| end > 0)?;
        (if value == AGAIN { last? } else { value }, behind)
    };
    *rest = if behind.is_empty() { behind } else { behind.strip_prefix(' ')? };
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_round_trip() {
        for (value, last, written) in [
            ("7", None, "7"),
            ("7", Some("7"), "7"),
            ("src/a.ts", Some("src/a.ts"), "^"),
            ("^", None, "\"^\""),
            ("", None, "\"\""),
            ("a b", Some("a"), "\"a b\""),
            ("é", None, "é"),
        ] {
            let mut out = String::new();
            write_value(value, last, &mut Legend::default(), &mut out).expect("written");
            assert_eq!(out, written);
            let mut rest = &*out;
            assert_eq!(read_value(&mut rest, last), Some(value));
            assert_eq!(rest, "");
        }
        assert_eq!(write_value("a \"b", None, &mut Legend::default(), &mut String::new()), None);
        for text in ["", " ", " a", "\"a", "\"a\"b", "^"] {
            assert_eq!(read_value(&mut &*text, None), None, "{text}");
        }
    }

    #[test]
    fn templates_share_only_their_first_gap() {
        let mut last = Last::default();
        last.set(1, 0, "a.ts");
        last.set(1, 1, "Order");
        assert_eq!(last.get(2, 0), Some("a.ts"));
        assert_eq!(last.get(1, 1), Some("Order"));
        assert_eq!((last.get(1, 2), last.get(2, 1)), (None, None));
    }
}
