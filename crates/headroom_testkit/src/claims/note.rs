//! The notes in elided text.

/// A note about elided lines or rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Note<'a> {
    /// How many are elided: the number at its start.
    pub(super) count: usize,
    /// Their noun: `lines`, `rows`, `matches`.
    pub(super) noun: &'a str,
    /// The first and the last of them, counted from 1; `None` if the note does not say.
    pub(super) range: Option<(usize, usize)>,
    /// The statements about them.
    pub(super) said: &'a str,
}

impl<'a> Note<'a> {
    /// Reads a line or a string that is a note: `[3 rows left out], 4-6: a 1 to 3`, `[3 rows left out], lines 4-6`.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (head, after) = text.strip_prefix('[')?.split_once(']')?;
        let (amount, _) = head.split_once(" left out")?;
        let (count, noun) = amount.split_once(' ')?;
        let after = after.trim_start_matches([',', ' ']);
        let after = ["lines ", "line "].iter().find_map(|noun| after.strip_prefix(noun)).unwrap_or(after);
        let length = after.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(after.len());
        let (range, said) = after.split_at(length);
        let range = (!range.is_empty()).then(|| {
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            Some((first.parse().ok()?, last.parse().ok()?))
        });
        Some(Self { count: number(count)?, noun, range: range.flatten(), said })
    }

    /// How many are elided here, as the range says it.
    pub(super) fn length(&self) -> usize {
        self.range.map_or(self.count, |(first, last)| (last + 1).saturating_sub(first))
    }
}

/// A count with its digits in groups: `1,204`.
pub(super) fn number(text: &str) -> Option<usize> {
    text.replace(',', "").parse().ok()
}
