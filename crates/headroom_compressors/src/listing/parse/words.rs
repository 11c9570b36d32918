//! The words of a line, and where they stand.

/// A word between blanks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::listing) struct Word<'a> {
    pub(in crate::listing) text: &'a str,
    /// Where it starts, in characters.
    pub(in crate::listing) start: usize,
    /// Its length, in characters.
    pub(in crate::listing) length: usize,
    /// Where it starts, in bytes.
    pub(in crate::listing) at: usize,
}

impl Word<'_> {
    /// Where it ends, in characters.
    pub(in crate::listing) const fn end(&self) -> usize {
        self.start + self.length
    }
}

/// How many characters a text has.
pub(in crate::listing) fn width(text: &str) -> usize {
    // Most are short, and counting takes longer to start.
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// The words of a line, from left to right.
pub(in crate::listing) fn words(line: &str) -> impl Iterator<Item = Word<'_>> {
    let bytes = line.as_bytes();
    let (mut at, mut start) = (0, 0);
    std::iter::from_fn(move || {
        let blanks = bytes[at..].iter().take_while(|byte| **byte == b' ').count();
        (at, start) = (at + blanks, start + blanks);
        let size = bytes[at..].iter().position(|byte| *byte == b' ').unwrap_or(bytes.len() - at);
        let text = Some(&line[at..at + size]).filter(|text| !text.is_empty())?;
        let word = Word { text, start, length: width(text), at };
        (at, start) = (at + size, word.end());
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_characters() {
        let found: Vec<_> = words("  é 日本  x ").map(|word| (word.text, word.start, word.end(), word.at)).collect();
        assert_eq!(found, [("é", 2, 3, 2), ("日本", 4, 6, 5), ("x", 8, 9, 13)]);
        assert_eq!(words("   ").count() + words("").count(), 0);
    }
}
