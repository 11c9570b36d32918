//! Notes within a line: `Kept. [2 sentences of lines 3-4 left out] Kept.`

/// A note about elided sentences.
struct Note<'a> {
    /// The text before it.
    before: &'a str,
    count: usize,
    /// The lines in which the sentences start and end, counted from 1.
    first: usize,
    last: usize,
    /// The text behind it.
    rest: &'a str,
}

impl<'a> Note<'a> {
    fn find(line: &'a str) -> Option<Self> {
        line.match_indices('[').find_map(|(at, _)| Self::read(&line[..at], &line[at + 1..]))
    }

    fn read(before: &'a str, behind: &'a str) -> Option<Self> {
        let (head, rest) = behind.split_once(']')?;
        let (amount, place) = head.split_once(" of line")?;
        let count = super::note::number(amount.split_once(" sentence")?.0)?;
        let (numbers, _) = place.trim_start_matches(['s', ' ']).split_once(" left out")?;
        let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
        Some(Self { before, count, first: first.parse().ok()?, last: last.parse().ok()?, rest })
    }
}

/// Whether a line has notes about sentences.
pub(super) fn stand_in(line: &str) -> bool {
    Note::find(line).is_some()
}

/// Checks a line with notes, of which the next one that was printed is `lines[at]`. Gives the index of the line behind.
pub(super) fn check(lines: &[&str], mut at: usize, line: &str) -> Result<usize, String> {
    let wrong = |why: &str| format!("{line}: {why}");
    let (mut rest, mut offset) = (line, 0);
    let mut is_first = true;
    while let Some(note) = Note::find(rest) {
        let printed =
            lines.get(at).and_then(|printed| printed.get(offset..)).ok_or_else(|| wrong("no such line"))?;
        let kept =
            if is_first { printed.starts_with(note.before).then_some(0) } else { printed.find(note.before) };
        let start = offset + kept.ok_or_else(|| wrong("nobody printed what is kept"))? + note.before.len();
        if note.first != at + 1 || note.last < note.first || note.last > lines.len() {
            return Err(wrong("the lines are others"));
        }
        at = note.last - 1;
        let end = if note.first == note.last { start } else { 0 };
        let next = Note::find(note.rest).map_or(note.rest, |next| next.before);
        let stop = lines[at].get(end..).and_then(|printed| printed.rfind(next)).map(|found| end + found);
        let elided = elided(lines, (note.first - 1, start), (at, stop.unwrap_or(end)));
        let ends =
            elided.chars().filter(|c| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟')).count();
        if elided.trim().is_empty() || note.count == 0 || note.count > ends + 1 {
            return Err(wrong("the sentences are others"));
        }
        (rest, offset, is_first) = (note.rest, end, false);
    }
    let is_kept = lines[at].get(offset..).is_some_and(|printed| printed.ends_with(rest));
    if is_kept { Ok(at + 1) } else { Err(wrong("nobody printed what is kept")) }
}

/// The text between two places.
fn elided(lines: &[&str], from: (usize, usize), to: (usize, usize)) -> String {
    if from.0 == to.0 {
        return lines[from.0].get(from.1..to.1.max(from.1)).unwrap_or_default().to_owned();
    }
    let mut text = lines[from.0].get(from.1..).unwrap_or_default().to_owned();
    for line in &lines[from.0 + 1..to.0] {
        text.extend([" ", line]);
    }
    text.extend([" ", lines[to.0].get(..to.1).unwrap_or_default()]);
    text
}
