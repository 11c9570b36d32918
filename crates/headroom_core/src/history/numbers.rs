//! Line numbers of the original in a text from which lines were elided. A note says which are missing:
//! `[168 lines left out: headroom_retrieve …] 2-169`. A reader goes on counting behind it. Rows of JSON have
//! the same notes.

use std::ops::Range;

use memchr::memmem;

/// The words in each note about elided lines.
const LEFT_OUT: &str = " left out";
/// The words in each note that stands between lines and for none of them.
const MORE: &str = " more like this";
/// Maximum length of a note up to its numbers, in bytes.
const MAX_LEN: usize = 256;

/// The notes of a text, and so the numbers of its lines.
#[derive(Debug)]
pub(super) struct Numbers {
    notes: Vec<Note>,
}

#[derive(Debug)]
struct Note {
    /// The index of its line.
    index: u32,
    /// The numbers that it stands for.
    numbers: Range<u32>,
}

impl Numbers {
    /// Reads the notes among `lines`, the lines or rows of `text`. `None`: there are none, or their numbers do
    /// not go on from each other, so that a reader counts the lines of this text.
    pub(super) fn read<'a>(text: &str, lines: impl Iterator<Item = &'a str>) -> Option<Self> {
        memmem::find(text.as_bytes(), LEFT_OUT.as_bytes())?;
        let mut notes = Vec::new();
        let mut next = 1_u32;
        for (index, line) in lines.enumerate() {
            let index = index as u32;
            if is_more(line) {
                notes.push(Note { index, numbers: next..next });
            } else if let Some(numbers) = elided(line) {
                if numbers.start != next {
                    return None;
                }
                next = numbers.end;
                notes.push(Note { index, numbers });
            } else {
                next = next.checked_add(1)?;
            }
        }
        notes.iter().any(|note| !note.numbers.is_empty()).then_some(Self { notes })
    }

    /// The numbers that the line with this index stands for; empty for a note between lines.
    pub(super) fn of(&self, index: u32) -> Range<u32> {
        let behind = self.notes.partition_point(|note| note.index <= index);
        match behind.checked_sub(1).map(|last| &self.notes[last]) {
            Some(note) if note.index == index => note.numbers.clone(),
            Some(note) => after(note.numbers.end + (index - note.index - 1)),
            None => after(index + 1),
        }
    }

    /// The index of the line that stands for this number.
    pub(super) fn index_of(&self, number: u32) -> Option<u32> {
        let behind = self.notes.partition_point(|note| note.numbers.start <= number);
        match behind.checked_sub(1).map(|last| &self.notes[last]) {
            Some(note) if number < note.numbers.end => Some(note.index),
            Some(note) => (note.index + 1).checked_add(number - note.numbers.end),
            None => number.checked_sub(1),
        }
    }

    /// About how much memory it holds, in bytes.
    pub(super) const fn size(&self) -> usize {
        self.notes.len() * size_of::<Note>()
    }
}

const fn after(number: u32) -> Range<u32> {
    number..number + 1
}

fn is_more(line: &str) -> bool {
    line.strip_prefix('(').is_some_and(|rest| {
        let digits = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b',').count();
        digits > 0 && rest[digits..].starts_with(MORE)
    })
}

/// The numbers of the elided lines, if `line` is a note about them.
fn elided(line: &str) -> Option<Range<u32>> {
    let line = line.trim_start();
    let line = line.strip_prefix('"').unwrap_or(line);
    let note = line[..line.floor_char_boundary(MAX_LEN)].strip_prefix('[')?;
    if !note.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let (what, behind) = note.split_once(']')?;
    if !what.contains(LEFT_OUT) {
        return None;
    }
    let behind = behind.trim_start_matches([',', ' ']);
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| !text.starts_with('0'));
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (first, rest) = behind.split_at(digits(behind));
    let first = number(first)?;
    let last = match rest.strip_prefix('-') {
        Some(rest) => number(&rest[..digits(rest)])?,
        None => first,
    };
    (first <= last).then_some(first..last.checked_add(1)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Option<Numbers> {
        Numbers::read(text, text.lines())
    }

    #[test]
    fn lines_behind_a_note_have_the_numbers_of_the_original() {
        let text = "a\n(4 more like this, last 10:04)\nb\n[9 lines left out: headroom_retrieve 7k3f9q2m4n5p6r7s] 3-11\nc\n\
                    [1 line left out] 13: progress\n(1,204 more like this)\nd";
        let numbers = numbers(text).expect("notes");
        let all: Vec<_> = (0..8).map(|index| numbers.of(index)).collect();
        assert_eq!(all, [1..2, 2..2, 2..3, 3..12, 12..13, 13..14, 14..14, 14..15]);
        for (index, own) in all.iter().enumerate() {
            for number in own.clone() {
                assert_eq!(numbers.index_of(number), Some(index as u32), "{number}");
            }
        }
    }

    #[test]
    fn notes_that_do_not_fit_the_lines_count_as_lines() {
        for text in [
            "a\nb",
            "a\n[9 lines left out] 3-11\nb",
            "a\n[9 lines left out] 2-0\nb",
            "a\n[9 lines left out] 2-99999999999\nb",
            "a\n[nine left out] 2-3",
            "(3 more like this)\nnothing is left out",
            "[2 lines (1 unchanged, 1 of headers) left out]",
        ] {
            assert!(numbers(text).is_none(), "{text}");
        }
    }
}
