//! The bounded output of a codec.

use crate::work::step;

/// Budget for bytes that a codec reads without writing them, as a multiple of the encoded and decoded text.
/// It allows a row of a table to be read once for each column.
const LOOKS_FACTOR: usize = 64;
const BLANKS: &str = "                                                                ";

/// Receives the text that an encoding stands for. The text is either collected or compared with an expected
/// text, which takes no memory.
///
/// A sink bounds both the length of the text and the work of the codec. Past a limit, or where the text
/// differs from the expected one, each method returns `None` before anything is allocated: the encoding is
/// unreadable.
#[derive(Debug)]
pub struct Sink<'a> {
    text: String,
    expected: Option<&'a str>,
    length: usize,
    limit: usize,
    /// How many more bytes the codec may read without writing them.
    looks: usize,
    looked: usize,
}

impl<'a> Sink<'a> {
    /// Collects a text of at most `limit` bytes from an encoding at the start of `encoded`.
    pub(crate) fn collecting(encoded: &str, limit: usize) -> Self {
        Self {
            text: String::new(),
            expected: None,
            length: 0,
            limit,
            looks: looks(encoded, limit),
            looked: 0,
        }
    }

    /// Compares the text from an encoding at the start of `encoded` with `expected`.
    pub(crate) fn comparing(encoded: &str, expected: &'a str) -> Self {
        Self { expected: Some(expected), ..Self::collecting(encoded, expected.len()) }
    }

    /// The number of bytes written.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Whether nothing was written.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// How many more bytes fit.
    #[must_use]
    pub const fn room(&self) -> usize {
        self.limit - self.length
    }

    /// The number of bytes read or written.
    pub(crate) const fn work(&self) -> usize {
        self.length + self.looked
    }

    /// The text written so far.
    #[must_use]
    pub fn text(&self) -> &str {
        self.expected.map_or(&*self.text, |expected| expected.get(..self.length).unwrap_or_default())
    }

    /// Appends a text.
    pub fn push_str(&mut self, part: &str) -> Option<()> {
        let end = self.length.checked_add(part.len()).filter(|end| *end <= self.limit)?;
        match self.expected {
            None => self.text.push_str(part),
            Some(expected) if expected.as_bytes().get(self.length..end) == Some(part.as_bytes()) => {}
            Some(_) => return None,
        }
        step(part.len());
        self.length = end;
        Some(())
    }

    /// Appends several texts.
    pub fn extend<'p>(&mut self, parts: impl IntoIterator<Item = &'p str>) -> Option<()> {
        parts.into_iter().try_for_each(|part| self.push_str(part))
    }

    /// Appends this number of blanks.
    pub fn pad(&mut self, blanks: usize) -> Option<()> {
        if blanks > self.room() {
            return None;
        }
        for start in (0..blanks).step_by(BLANKS.len()) {
            self.push_str(&BLANKS[..BLANKS.len().min(blanks - start)])?;
        }
        Some(())
    }

    /// Reports that the codec reads this number of bytes again, or without writing them.
    pub fn look(&mut self, bytes: usize) -> Option<()> {
        self.looks = self.looks.checked_sub(bytes)?;
        self.looked += bytes;
        step(bytes);
        Some(())
    }

    /// Checks that `lines` more lines of at least `least` bytes each fit, with line feeds between them. So an
    /// encoding that claims too many lines is refused at once.
    #[must_use]
    pub fn has_room_for(&self, lines: usize, least: usize) -> Option<()> {
        let length = lines.checked_mul(least.checked_add(1)?)?;
        (length <= self.room().saturating_add(1)).then_some(())
    }

    /// Whether all of the expected text was written.
    pub(crate) fn is_complete(&self) -> bool {
        self.expected.is_none_or(|expected| expected.len() == self.length)
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

const fn looks(encoded: &str, limit: usize) -> usize {
    encoded.len().saturating_mul(LOOKS_FACTOR).saturating_add(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_text_beyond_its_limit() {
        let mut sink = Sink::collecting("", 3);
        assert_eq!(
            (sink.push_str("ab"), sink.push_str("cd"), sink.extend(["c", "d"])),
            (Some(()), None, None)
        );
        assert_eq!((sink.text(), sink.room(), sink.work()), ("abc", 0, 3));
        let mut sink = Sink::collecting("", 200);
        assert_eq!(
            (sink.pad(0), sink.pad(199), sink.pad(2), sink.push_str("."), sink.pad(usize::MAX)),
            (Some(()), Some(()), None, Some(()), None)
        );
        assert_eq!(sink.text(), format!("{:>200}", "."));
    }

    #[test]
    fn rejects_text_that_differs_from_the_expected() {
        let mut sink = Sink::comparing("", "añb");
        assert_eq!((sink.push_str("añ"), sink.is_complete(), sink.push_str("c")), (Some(()), false, None));
        assert_eq!((sink.push_str("b"), sink.is_complete(), sink.text()), (Some(()), true, "añb"));
    }

    #[test]
    fn reads_are_bounded_by_the_encoded_and_decoded_lengths() {
        let mut sink = Sink::collecting("[x]", 10);
        assert_eq!(
            (sink.look(3 * LOOKS_FACTOR), sink.look(11), sink.look(10), sink.look(1)),
            (Some(()), None, Some(()), None)
        );
        assert_eq!(Sink::collecting("[x]", usize::MAX).look(usize::MAX), Some(()));
    }

    #[test]
    fn refuses_line_counts_that_cannot_fit() {
        let sink = Sink::collecting("", 7);
        // `ab`, `ab`, `a` fit; three times `ab` does not.
        assert_eq!(
            [
                sink.has_room_for(8, 0),
                sink.has_room_for(9, 0),
                sink.has_room_for(2, 2),
                sink.has_room_for(3, 2),
                sink.has_room_for(usize::MAX, 1)
            ],
            [Some(()), None, Some(()), None, None]
        );
    }
}
