//! The values of a line.

use std::collections::BTreeMap;

/// The last value behind each text.
pub(in crate::templates) type Last<'a> = BTreeMap<&'a str, &'a str>;

/// Stands for the last value behind the same text.
const AGAIN: &str = "^";
const QUOTE: char = '"';
/// Minimum length of a value in whose place the mark stands, in bytes.
const MIN_AGAIN_LEN: usize = 4;

/// Writes a value. `None`: it cannot be written.
pub(in crate::templates) fn write_value(value: &str, last: Option<&str>, out: &mut String) -> Option<()> {
    if value.len() >= MIN_AGAIN_LEN && last == Some(value) {
        out.push_str(AGAIN);
    } else if value.is_empty() || value == AGAIN || value.starts_with(QUOTE) || value.contains(' ') {
        if value.contains(QUOTE) {
            return None;
        }
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
            write_value(value, last, &mut out).expect("written");
            assert_eq!(out, written);
            let mut rest = &*out;
            assert_eq!(read_value(&mut rest, last), Some(value));
            assert_eq!(rest, "");
        }
        assert_eq!(write_value("a \"b", None, &mut String::new()), None);
        for text in ["", " ", " a", "\"a", "\"a\"b", "^"] {
            assert_eq!(read_value(&mut &*text, None), None, "{text}");
        }
    }
}
