//! Where a codec writes.

use crate::work::step;

/// How many bytes a codec may look at besides those it writes, as a multiple of the text that it reads: a row of a table may be looked at once for each
/// column.
const LOOKS_FACTOR: usize = 64;
const BLANKS: &str = "                                                                ";

/// Takes the text that an encoding stands for. The text is kept, or compared with an expected one, which takes no memory.
///
/// A sink has room for a limited text and allows a limited amount of work. Past that, and where the text is not the expected one, each method gives `None`
/// before anything is allocated: the encoding is not readable.
#[derive(Debug)]
pub struct Sink<'a> {
    text: String,
    expected: Option<&'a str>,
    length: usize,
    limit: usize,
    /// How many more bytes may be looked at.
    looks: usize,
    looked: usize,
}

impl<'a> Sink<'a> {
    /// Keeps a text of at most `limit` bytes, which an encoding at the start of `encoded` stands for.
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

    /// Compares the text that an encoding at the start of `encoded` stands for with `expected`.
    pub(crate) fn comparing(encoded: &str, expected: &'a str) -> Self {
        Self { expected: Some(expected), ..Self::collecting(encoded, expected.len()) }
    }

    /// How many bytes were written.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Whether nothing was written.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// How many more bytes there is room for.
    #[must_use]
    pub const fn room(&self) -> usize {
        self.limit - self.length
    }

    /// How many bytes were looked at or written.
    pub(crate) const fn work(&self) -> usize {
        self.length + self.looked
    }

    /// What was written.
    #[must_use]
    pub fn text(&self) -> &str {
        self.expected.map_or(&*self.text, |expected| expected.get(..self.length).unwrap_or_default())
    }

    /// Writes some more.
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

    /// Writes these parts.
    pub fn extend<'p>(&mut self, parts: impl IntoIterator<Item = &'p str>) -> Option<()> {
        parts.into_iter().try_for_each(|part| self.push_str(part))
    }

    /// Writes so many blanks.
    pub fn pad(&mut self, blanks: usize) -> Option<()> {
        if blanks > self.room() {
            return None;
        }
        for start in (0..blanks).step_by(BLANKS.len()) {
            self.push_str(&BLANKS[..BLANKS.len().min(blanks - start)])?;
        }
        Some(())
    }

    /// Reports that so many bytes are looked at that are not written, or read again.
    pub fn look(&mut self, bytes: usize) -> Option<()> {
        self.looks = self.looks.checked_sub(bytes)?;
        self.looked += bytes;
        step(bytes);
        Some(())
    }

    /// Whether there is room for so many more lines, each of at least `least` bytes, with line feeds between them. An encoding that says how many lines it
    /// stands for is refused at once where they cannot fit.
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
    fn what_has_no_room_is_not_written() {
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
    fn what_is_not_expected_is_refused() {
        let mut sink = Sink::comparing("", "añb");
        assert_eq!((sink.push_str("añ"), sink.is_complete(), sink.push_str("c")), (Some(()), false, None));
        assert_eq!((sink.push_str("b"), sink.is_complete(), sink.text()), (Some(()), true, "añb"));
    }

    #[test]
    fn looking_is_limited_by_what_is_read_and_may_be_written() {
        let mut sink = Sink::collecting("[x]", 10);
        assert_eq!(
            (sink.look(3 * LOOKS_FACTOR), sink.look(11), sink.look(10), sink.look(1)),
            (Some(()), None, Some(()), None)
        );
        assert_eq!(Sink::collecting("[x]", usize::MAX).look(usize::MAX), Some(()));
    }

    #[test]
    fn lines_that_cannot_fit_are_known_before_they_are_written() {
        let sink = Sink::collecting("", 7);
        // `ab`, `ab`, `a`; not `ab` three times.
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
