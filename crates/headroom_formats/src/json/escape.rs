//! The escapes of JSON strings.

use std::fmt::Write;

/// What a string holds; `None` where it holds half of a surrogate pair.
#[must_use]
pub fn unescape(raw: &str) -> Option<String> {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let (c, length) = match rest.as_bytes().get(at + 1)? {
            b'n' => ('\n', 2),
            b'r' => ('\r', 2),
            b't' => ('\t', 2),
            b'b' => ('\u{8}', 2),
            b'f' => ('\u{c}', 2),
            b'u' => {
                let unit = |from: usize| u16::from_str_radix(rest.get(from + 2..from + 6)?, 16).ok();
                let pair = || if rest[at + 6..].starts_with("\\u") { unit(at + 6) } else { None };
                let first = unit(at)?;
                match char::from_u32(u32::from(first)) {
                    Some(c) => (c, 6),
                    None => (char::decode_utf16([first, pair()?]).next()?.ok()?, 12),
                }
            }
            other => (char::from(*other), 2),
        };
        out.push(c);
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    Some(out)
}

/// What stands between the quotes of a string that holds `text`, as most libraries write it.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            // Writing to a string cannot fail.
            c if c < ' ' => drop(write!(out, "\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_go_both_ways() {
        for text in ["", "plain", "a \"b\" \\ c\n\r\t\u{8}\u{c}\u{1} é 好 🙂"] {
            assert_eq!(unescape(&escape(text)).as_deref(), Some(text));
        }
        assert_eq!(unescape(r"\u00e9\ud83d\ude42\/").as_deref(), Some("é🙂/"));
        assert_eq!(unescape(r"\ud83d"), None);
        assert_eq!(unescape(r"\ud83d\u0041"), None);
    }
}
