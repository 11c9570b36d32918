//! The words of a line and their positions.

use std::ops::Range;

/// A word between blanks, in a line of less than 4 GB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::listing) struct Word {
    /// Its start, in characters.
    pub(in crate::listing) start: u32,
    /// Its length, in characters.
    pub(in crate::listing) length: u32,
    /// Its start and end, in bytes.
    bytes: (u32, u32),
}

impl Word {
    /// Its end, in characters.
    pub(in crate::listing) const fn end(&self) -> u32 {
        self.start + self.length
    }

    /// Its position in the line, in bytes.
    pub(in crate::listing) const fn range(&self) -> Range<usize> {
        self.bytes.0 as usize..self.bytes.1 as usize
    }
}

/// The number of characters of a text.
pub(in crate::listing) fn width(text: &str) -> usize {
    // Most words are short, and counting characters takes longer to start.
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// The words of a line, from left to right.
pub(in crate::listing) fn words(line: &str) -> impl Iterator<Item = Word> {
    let bytes = line.as_bytes();
    let (mut at, mut start) = (0, 0);
    std::iter::from_fn(move || {
        let blanks = bytes[at..].iter().take_while(|byte| **byte == b' ').count();
        (at, start) = (at + blanks, start + blanks);
        let size = bytes[at..].iter().position(|byte| *byte == b' ').unwrap_or(bytes.len() - at);
        let text = Some(&line[at..at + size]).filter(|text| !text.is_empty())?;
        let word =
            Word { start: start as u32, length: width(text) as u32, bytes: (at as u32, (at + size) as u32) };
        (at, start) = (at + size, word.end() as usize);
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_counted_in_characters() {
        let line = "  é 日本  x ";
        let found: Vec<_> = words(line)
            .map(|word| (&line[word.range()], word.start, word.end(), word.range().start))
            .collect();
        assert_eq!(found, [("é", 2, 3, 2), ("日本", 4, 6, 5), ("x", 8, 9, 13)]);
        assert_eq!(words("   ").count() + words("").count(), 0);
    }
}
