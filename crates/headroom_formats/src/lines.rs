//! Where lines end. A line holds its line feed.

use std::ops::Range;

use headroom_core::work::step;

/// The end of the line that starts at `at`: one past its line feed, or the end of the text. The length of the line is reported as work.
#[must_use]
pub fn line_end(text: &str, at: usize) -> usize {
    let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |offset| at + offset + 1);
    step(end - at);
    end
}

/// The lines of a text, in order, without gaps. An empty text has none.
pub fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let end = Some(line_end(text, start)).filter(|end| *end > start)?;
        Some(std::mem::replace(&mut start, end)..end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_cover_a_text() {
        for (text, expected) in
            [("", vec![]), ("\n", vec!["\n"]), ("a\r\n\nb", vec!["a\r\n", "\n", "b"]), ("a\n", vec!["a\n"])]
        {
            assert_eq!(lines(text).map(|span| &text[span]).collect::<Vec<_>>(), expected);
        }
    }
}
