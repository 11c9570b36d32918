//! Reads forms line by line.

/// A text, and the position of the next line feed in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: usize,
}

impl<'a> Reader<'a> {
    /// The next line. `None`: the text ends.
    pub(crate) fn next_line(&mut self) -> Option<&'a str> {
        let rest = self.text[self.at..].strip_prefix('\n')?;
        let line = &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())];
        self.at += 1 + line.len();
        Some(line)
    }

    /// What stands in the next `count` lines behind `#1:`, `#2:`, and so on. `None`: a line has another number.
    pub(crate) fn numbered(&mut self, count: usize) -> Option<Vec<&'a str>> {
        let mut texts = Vec::new();
        for index in 1..=count {
            let (name, text) = self.next_line()?.split_once(':')?;
            name.strip_prefix(NUMBER).and_then(number).filter(|number| *number == index)?;
            texts.push(text);
        }
        Some(texts)
    }
}

/// Precedes the number of a line that others refer to.
pub(crate) const NUMBER: char = '#';

/// A positive number as forms write it: digits without leading zeros.
pub(crate) fn number(text: &str) -> Option<usize> {
    let is_plain = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_one_by_one() {
        let mut reader = Reader { text: "[head]\n#1:a\n#2:\nrest\n", at: 6 };
        assert_eq!(reader.numbered(2), Some(vec!["a", ""]));
        assert_eq!(
            (reader.next_line(), reader.next_line(), reader.next_line()),
            (Some("rest"), Some(""), None)
        );
        for text in ["", "#1:a", "\n#2:a", "\n#01:a", "\n1:a", "\n#1a", "\n#1:a\n#1:b"] {
            let count = text.matches('#').count().max(1);
            assert_eq!(Reader { text, at: 0 }.numbered(count), None, "{text}");
        }
    }

    #[test]
    fn numbers_have_no_signs_and_no_leading_zeros() {
        assert_eq!((number("7"), number("1000000")), (Some(7), Some(1_000_000)));
        for text in ["", "0", "07", "+7", "7 ", "99999999999999999999999"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
