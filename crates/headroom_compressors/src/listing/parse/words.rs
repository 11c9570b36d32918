//! The words of a line, and where they stand.

/// So many words of a line are looked at.
const MOST_WORDS: usize = 24;

/// A word between blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::listing) struct Word<'a> {
    pub(in crate::listing) text: &'a str,
    /// Where it starts and ends, in characters.
    pub(in crate::listing) start: usize,
    pub(in crate::listing) end: usize,
    /// Where it starts, in bytes.
    pub(in crate::listing) at: usize,
}

impl Word<'_> {
    /// In characters.
    pub(in crate::listing) const fn length(&self) -> usize {
        self.end - self.start
    }
}

/// The first words of a line.
pub(in crate::listing) fn words(line: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let (mut start, mut at) = (0, 0);
    for text in line.split(' ') {
        let end = start + text.chars().count();
        if !text.is_empty() {
            words.push(Word { text, start, end, at });
        }
        if words.len() == MOST_WORDS {
            break;
        }
        start = end + 1;
        at += text.len() + 1;
    }
    words
}
