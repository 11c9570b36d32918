//! Line ends. A text whose lines all end in CRLF is read, referred to and compressed without its carriage
//! returns. A mark in front of the output says so.

/// The mark in front of the output for a text with CRLF line ends.
pub const CRLF: &str = "[crlf]\n";

/// The line end of `line`, for lines that are written beside it.
#[must_use]
pub fn line_end(line: &str) -> &'static str {
    if line.ends_with("\r\n") { "\r\n" } else { "\n" }
}

/// `text` without its carriage returns. `None` unless one stands before every line feed and nowhere else.
#[must_use]
pub fn without_cr(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let feeds = memchr::memchr_iter(b'\n', bytes);
    let mut out = String::new();
    let mut start = 0;
    for feed in feeds {
        let line = text[start..feed].strip_suffix('\r')?;
        if memchr::memchr(b'\r', line.as_bytes()).is_some() {
            return None;
        }
        if start == 0 {
            out.reserve_exact(text.len() - 1);
        }
        out.push_str(line);
        out.push('\n');
        start = feed + 1;
    }
    let rest = &text[start..];
    if start == 0 || memchr::memchr(b'\r', rest.as_bytes()).is_some() {
        return None;
    }
    out.push_str(rest);
    Some(out)
}

/// `text` with a carriage return before every line feed.
#[must_use]
pub fn with_cr(text: &str) -> String {
    let feeds = memchr::memchr_iter(b'\n', text.as_bytes());
    let mut out = String::with_capacity(text.len() + feeds.clone().count());
    let mut start = 0;
    for feed in feeds {
        out.push_str(&text[start..feed]);
        out.push_str("\r\n");
        start = feed + 1;
    }
    out.push_str(&text[start..]);
    out
}

/// Maps byte offsets of a text without carriage returns to offsets in the same text with them. Offsets must
/// be asked for in ascending order.
#[derive(Debug)]
pub struct WithCr<'a> {
    text: &'a str,
    counted: usize,
    feeds: usize,
}

impl<'a> WithCr<'a> {
    /// Takes the text without carriage returns.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text, counted: 0, feeds: 0 }
    }

    /// The offset, with carriage returns, of the byte at `offset`.
    pub fn offset(&mut self, offset: usize) -> usize {
        self.feeds += memchr::memchr_iter(b'\n', &self.text.as_bytes()[self.counted..offset]).count();
        self.counted = offset;
        offset + self.feeds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_uniform_crlf_line_ends_round_trip() {
        for (text, plain) in
            [("a\r\nb", "a\nb"), ("\r\n", "\n"), ("a\r\n\r\nb\r\n", "a\n\nb\n"), ("é\r\n", "é\n")]
        {
            assert_eq!(without_cr(text).as_deref(), Some(plain));
            assert_eq!(with_cr(plain), text);
        }
        for text in
            ["", "a", "a\nb", "a\r\nb\n", "a\nb\r\n", "a\rb\r\n", "a\r\r\n", "a\r\nb\r", "\r", "\r\n\r"]
        {
            assert_eq!(without_cr(text), None, "{text:?}");
        }
    }

    #[test]
    fn offsets_point_into_the_text_with_carriage_returns() {
        let text = "a\r\nbc\r\n\r\nd";
        let plain = without_cr(text).expect("CRLF everywhere");
        let mut with_cr = WithCr::new(&plain);
        let found: Vec<_> = (0..=plain.len()).map(|offset| with_cr.offset(offset)).collect();
        assert_eq!(found, [0, 1, 3, 4, 5, 7, 9, 10]);
    }
}
