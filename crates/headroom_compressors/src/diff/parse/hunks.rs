//! The changes of one file: `@@ -46,7 +48,7 @@ context` and the lines behind.

use std::fmt::Write;
use std::ops::Range;

use headroom_formats::diff::{HunkHeader, range};

const MARK: &str = "@@ -";

/// A part of the file.
#[derive(Debug)]
pub(super) struct Hunk<'a> {
    /// Its header, in either form.
    pub(super) line: &'a str,
    /// Where its lines stand, with the line feed before the first.
    pub(super) lines: Range<usize>,
    /// How many there are of the old file, and of the new.
    counts: [u32; 2],
}

/// The hunks at the start of a text, each behind a line feed.
#[derive(Debug)]
pub(super) struct Hunks<'a> {
    text: &'a str,
    at: usize,
    /// Empty lines up to here belong to the changes.
    empty_until: usize,
}

impl<'a> Hunks<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, empty_until: 0 }
    }

    /// The next line, if it belongs to the changes.
    fn line(&mut self) -> Option<&'a str> {
        let rest = self.text[self.at..].strip_prefix('\n')?;
        let line = first_line(rest);
        if line.is_empty() {
            // Tools that strip blanks leave empty lines; at the end of the changes an empty line is another matter.
            let start = self.at + 1;
            if start >= self.empty_until {
                let behind = rest.trim_start_matches('\n');
                is_change(behind).then_some(())?;
                self.empty_until = self.text.len() - behind.len();
            }
            return Some(line);
        }
        is_change(rest).then_some(line)
    }
}

impl<'a> Iterator for Hunks<'a> {
    type Item = Hunk<'a>;

    fn next(&mut self) -> Option<Hunk<'a>> {
        let line = self.line().filter(|line| line.starts_with("@@"))?;
        self.at += 1 + line.len();
        let start = self.at;
        let mut counts = [0; 2];
        let bytes = self.text.as_bytes();
        let mut feeds = memchr::memchr_iter(b'\n', bytes.get(start + 1..).unwrap_or_default());
        loop {
            let sign = match bytes[self.at..] {
                // Most lines: whatever stands behind these is a change.
                [b'\n', sign @ (b' ' | b'+' | b'\\'), ..] => sign,
                [b'\n', sign @ b'-', next, ..] if next != b'-' => sign,
                _ => match self.line().filter(|line| !line.starts_with("@@")) {
                    Some(line) => line.bytes().next().unwrap_or(b' '),
                    None => break,
                },
            };
            counts[0] += u32::from(matches!(sign, b' ' | b'-'));
            counts[1] += u32::from(matches!(sign, b' ' | b'+'));
            self.at = feeds.next().map_or(bytes.len(), |feed| start + 1 + feed);
        }
        Some(Hunk { line, lines: start..self.at, counts })
    }
}

impl<'a> Hunk<'a> {
    /// Writes the header without what can be counted or stands in the one above; `None` if it would not be read back.
    pub(super) fn short(&self, context: &mut &'a str, out: &mut String) -> Option<()> {
        if read_short(self.line).is_some() {
            return None;
        }
        let start = out.len();
        let long = read_long(self.line).filter(|(starts, own)| {
            self.write_long(*starts, own, out);
            out[start..] == *self.line && !own.starts_with("@@") && (!own.is_empty() || context.is_empty())
        });
        out.truncate(start);
        let Some(([old, new], own)) = long else {
            out.push_str(self.line);
            return Some(());
        };
        out.extend([MARK, old, " +", new]);
        if *context != own {
            out.extend([" ", own]);
        }
        *context = own;
        Some(())
    }

    /// Writes the header as the tool wrote it.
    pub(super) fn long(&self, context: &mut &'a str, out: &mut String) {
        let Some((starts, own)) = read_short(self.line) else { return out.push_str(self.line) };
        if !own.is_empty() {
            *context = own;
        }
        self.write_long(starts, context, out);
    }

    fn write_long(&self, starts: [&str; 2], context: &str, out: &mut String) {
        for ((mark, start), count) in [MARK, " +"].into_iter().zip(starts).zip(self.counts) {
            out.extend([mark, start]);
            if count != 1 {
                // Writing to a string cannot fail.
                let _ = write!(out, ",{count}");
            }
        }
        out.extend([" @@", if context.is_empty() { "" } else { " " }, context]);
    }
}

/// Where both parts start, and what stands behind: `-46 +48 context`.
fn read_short(line: &str) -> Option<([&str; 2], &str)> {
    let (old, rest) = number(line.strip_prefix(MARK)?)?;
    let (new, rest) = number(rest.strip_prefix(" +")?)?;
    let context = if rest.is_empty() {
        ""
    } else {
        rest.strip_prefix(' ').filter(|context| !context.is_empty() && !context.starts_with("@@"))?
    };
    Some(([old, new], context))
}

/// The same of a header as tools write it: `-46,7 +48,7 @@ context`.
fn read_long(line: &str) -> Option<([&str; 2], &str)> {
    let is_number = |text: &str| number(text).is_some_and(|(_, rest)| rest.is_empty());
    let start = |text| Some(range(text)).filter(|(start, count)| is_number(start) && is_number(count));
    let HunkHeader { old, new, context } = HunkHeader::read(line)?;
    Some(([start(old)?.0, start(new)?.0], context.strip_prefix(' ').unwrap_or(context)))
}

fn number(text: &str) -> Option<(&str, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0).then(|| text.split_at(digits))
}

/// Whether a text starts with a line of changes, and not with the header of the next file.
fn is_change(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b' ' | b'+' | b'\\') => true,
        Some(b'@') => text.starts_with("@@"),
        Some(b'-') => !is_header(text),
        _ => false,
    }
}

/// Whether a text starts with the header that diffs have without git: then it is no line that was taken away.
fn is_header(text: &str) -> bool {
    let new =
        text.starts_with("--- ").then(|| next_line(text)).flatten().filter(|new| new.starts_with("+++ "));
    new.and_then(next_line).is_some_and(|hunk| hunk.starts_with(MARK))
}

fn first_line(text: &str) -> &str {
    &text[..memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len())]
}

fn next_line(text: &str) -> Option<&str> {
    text.get(first_line(text).len() + 1..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both_ways(long: &str, short: &str) {
        let (mut context, mut out) = ("", String::new());
        for hunk in Hunks::new(long) {
            out.push('\n');
            hunk.short(&mut context, &mut out).expect("a header");
            out.push_str(&long[hunk.lines]);
        }
        assert_eq!(out, short);
        let (mut context, mut out) = ("", String::new());
        for hunk in Hunks::new(short) {
            out.push('\n');
            hunk.long(&mut context, &mut out);
            out.push_str(&short[hunk.lines]);
        }
        assert_eq!(out, long);
    }

    #[test]
    fn what_can_be_counted_is_left_out() {
        both_ways("\n@@ -1,2 +1,3 @@\n a\n-b\n+c\n+d", "\n@@ -1 +1\n a\n-b\n+c\n+d");
        both_ways(
            "\n@@ -0,0 +1 @@\n+a\n\\ No newline at end of file",
            "\n@@ -0 +1\n+a\n\\ No newline at end of file",
        );
        both_ways(
            "\n@@ -1,2 +1 @@ fn a() {\n-b\n\n@@ -9 +8 @@ fn a() {\n-b\n+c",
            "\n@@ -1 +1 fn a() {\n-b\n\n@@ -9 +8\n-b\n+c",
        );
    }

    #[test]
    fn what_cannot_stays() {
        for text in [
            "\n@@ -1,9 +1,9 @@ cut short\n a",
            "\n@@@ -1 -1 +1,2 @@@\n++a",
            "\n@@ -1,1 +1,1 @@\n-a\n+b",
            "\n@@ -1 +1 @@\n+a",
            "\n@@ -1 +1 @@ \n-a\n+a",
            "\n@@ @@",
            "\n@@ -1 +1 @@ @@ x\n-a\n+a",
        ] {
            both_ways(text, text);
        }
        both_ways(
            "\n@@ -1 +1 @@ x\n-a\n+a\n@@ -3 +3 @@\n-a\n+a",
            "\n@@ -1 +1 x\n-a\n+a\n@@ -3 +3 @@\n-a\n+a",
        );
        assert!(
            Hunks::new("\n@@ -1 +1 x\n+a")
                .next()
                .is_some_and(|hunk| hunk.short(&mut "", &mut String::new()).is_none())
        );
    }

    #[test]
    fn changes_end_where_something_else_starts() {
        for (text, end) in [
            ("\n@@ -1 +1 @@\n-a\n\ncommit 1", "\n\ncommit 1"),
            ("\n@@ -1 +1 @@\n-a\n--- a/b\n+++ b/b\n@@ -1 +1 @@", "\n--- a/b\n+++ b/b\n@@ -1 +1 @@"),
            ("\n@@ -1 +1 @@\n-a\n", "\n"),
            ("\n@@ -1 +1 @@\n-a\n\n\n b\n\n", "\n\n"),
            ("\nx", "\nx"),
            ("", ""),
        ] {
            let last = Hunks::new(text).last().map_or(0, |hunk| hunk.lines.end);
            assert_eq!(&text[last..], end);
        }
    }
}
