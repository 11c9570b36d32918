//! A word, character by character.

use super::{MAX_LEN, Word, hash};

/// A word that may go on.
pub(super) struct Building {
    bytes: [u8; MAX_LEN],
    length: usize,
    has_digit: bool,
    /// The last character, if it is of a script without blanks, and whether it stands in a pair.
    last: Option<(char, bool)>,
}

impl Default for Building {
    fn default() -> Self {
        Self { bytes: [0; MAX_LEN], length: 0, has_digit: false, last: None }
    }
}

impl Building {
    pub(super) const fn is_empty(&self) -> bool {
        self.length == 0 && self.last.is_none()
    }

    #[inline]
    pub(super) fn push_byte(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
            self.has_digit |= byte.is_ascii_digit();
        }
    }

    pub(super) fn push(&mut self, c: char, each: &mut impl FnMut(Word)) {
        if is_written_without_blanks(c) {
            let before = self.last.map(|(before, _)| before);
            if before.is_none() {
                self.end(each);
            }
            if let Some(before) = before {
                self.put(before);
                self.put(c);
                self.say(each);
            }
            self.last = Some((c, before.is_some()));
            return;
        }
        if !c.is_alphanumeric() {
            return self.end(each);
        }
        self.end_of_pairs(each);
        c.to_lowercase().for_each(|c| self.put(c));
    }

    fn put(&mut self, c: char) {
        c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| self.push_byte(byte));
    }

    /// What follows is of a script with blanks.
    pub(super) fn end_of_pairs(&mut self, each: &mut impl FnMut(Word)) {
        if self.last.is_some() {
            self.end(each);
        }
    }

    #[inline]
    pub(super) fn end(&mut self, each: &mut impl FnMut(Word)) {
        if let Some((c, false)) = self.last.take() {
            let rest = std::mem::take(self);
            self.put(c);
            self.say(each);
            *self = rest;
        }
        if self.length > 0 {
            self.say(each);
        }
    }

    fn say(&mut self, each: &mut impl FnMut(Word)) {
        each(Word {
            hash: hash(&self.bytes, 0, self.length),
            has_digit: self.has_digit,
            length: self.length,
        });
        (self.length, self.has_digit) = (0, false);
    }
}

const fn is_written_without_blanks(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
