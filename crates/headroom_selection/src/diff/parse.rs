//! The parts of a unified diff.

use std::ops::Range;

use headroom_formats::diff::{HunkHeader, range};
use headroom_formats::lines::line_end;

/// A part: its header and its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hunk<'a> {
    /// The bytes of the header, with its line feed.
    pub(super) header: Range<usize>,
    /// The first line in the old and in the new file.
    pub(super) starts: (u32, u32),
    /// What stands behind the second `@@`.
    pub(super) context: &'a str,
    /// Its lines, each with its line feed and what is said of its end.
    pub(super) lines: Vec<Line>,
}

/// A line of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) span: Range<usize>,
    /// Whether it stands in the old file, and in the new one.
    pub(super) sides: (bool, bool),
}

impl Line {
    pub(super) const fn is_changed(&self) -> bool {
        !(self.sides.0 && self.sides.1)
    }
}

/// The parts of `text` that are as long as their headers say.
pub(super) fn hunks(text: &str) -> impl Iterator<Item = Hunk<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let Some(hunk) = hunk(text, at) else {
                at = line_end(text, at);
                continue;
            };
            at = hunk.lines.last().map_or(hunk.header.end, |line| line.span.end);
            return Some(hunk);
        }
        None
    })
}

/// The bytes of the first line that belongs to a file: `diff --git a/x b/x`, or `--- x`.
pub(super) fn first_header(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    while at < text.len() {
        let end = line_end(text, at);
        if text[at..].starts_with("diff --git ")
            || text[at..].starts_with("--- ") && text[end..].starts_with("+++ ")
        {
            return Some(at..end);
        }
        at = end;
    }
    None
}

fn hunk(text: &str, start: usize) -> Option<Hunk<'_>> {
    let end = line_end(text, start);
    let header = text[start..end].strip_suffix('\n')?;
    let HunkHeader { old, new, context } = HunkHeader::read(header)?;
    let ((old, mut old_lines), (new, mut new_lines)) = (numbers(old)?, numbers(new)?);
    let mut lines: Vec<Line> = Vec::new();
    let mut at = end;
    while old_lines > 0 || new_lines > 0 {
        let sides = match text.as_bytes().get(at)? {
            b'-' => (true, false),
            b'+' => (false, true),
            // Some programs strip the blank of an empty line.
            b' ' | b'\n' | b'\r' => (true, true),
            _ => return None,
        };
        old_lines = old_lines.checked_sub(u32::from(sides.0))?;
        new_lines = new_lines.checked_sub(u32::from(sides.1))?;
        let mut end = line_end(text, at);
        if text[end..].starts_with("\\ ") {
            end = line_end(text, end);
        }
        lines.push(Line { span: at..end, sides });
        at = end;
    }
    Some(Hunk { header: start..end, starts: (old, new), context, lines })
}

/// The first line of a range, and how many there are.
fn numbers(text: &str) -> Option<(u32, u32)> {
    let (start, count) = range(text);
    Some((start.parse().ok()?, count.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_as_long_as_they_say() {
        let text = "--- a\n+++ b\n@@ -1,3 +1,3 @@ fn x\n a\n-b\n\\ No newline at end of file\n+c\n d\nrest\n@@ -9 +9,0 @@\n-x\n@@ -1,2 +1,2 @@\n a\n";
        let found: Vec<_> = hunks(text).collect();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].starts, found[0].context, found[0].lines.len()), ((1, 1), " fn x", 4));
        assert_eq!(&text[found[0].lines[1].span.clone()], "-b\n\\ No newline at end of file\n");
        assert_eq!((found[1].starts, found[1].lines.len()), ((9, 9), 1));
        assert_eq!(first_header(text), Some(0..6));
    }

    #[test]
    fn what_is_no_part_is_none() {
        for text in [
            "",
            "@@ -1,2 +1,2 @@\n",
            "@@ -1 +1 @@\nx\n",
            "@@ -1,4294967296 +1 @@\n",
            "@@ -1,1 +1,2 @@\n-a\n-b\n+c\n",
            "@@@ -1 -1 +1 @@@\n  a\n",
            "@@ -1 +1 @@",
        ] {
            assert_eq!(hunks(text).count(), 0, "{text:?}");
        }
    }
}
