//! Entries: a line, and what belongs to it.

use std::ops::Range;

use headroom_formats::lines::line_end;
use headroom_formats::log::{commit_name, short_commit};
use headroom_formats::time::Stamp;

/// Lines that start so go on with what stands before them.
const GOES_ON: [&str; 7] =
    ["Caused by: ", "Suppressed: ", "at ", "During handling of ", "The above exception ", "}", ")"];
/// The digits of the name of a commit.
const COMMIT: std::ops::RangeInclusive<usize> = 7..=64;
const TRACE: &str = "Traceback (most recent call last):";

/// The entries of `text`, in order, without gaps: each a line, with the lines behind it that are further indented and have no time of their own, blank lines,
/// and the rest of a stack trace.
pub(in crate::log) fn entries(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start == text.len() {
            return None;
        }
        let mut end = line_end(text, start);
        let head = &text[start..end];
        let mut entry = Entry { indent: indent(head), in_trace: head.trim_end().ends_with(TRACE) };
        while end < text.len() {
            let next = line_end(text, end);
            if !entry.holds(&text[end..next]) {
                break;
            }
            end = next;
        }
        Some(std::mem::replace(&mut start, end)..end)
    })
}

/// Whether an entry is a commit as version control lists it: each of those is one of its own.
pub(in crate::log) fn is_commit(entry: &str) -> bool {
    let digits = commit_name(entry).or_else(|| short_commit(entry)).map_or(0, str::len);
    COMMIT.contains(&digits)
}

struct Entry {
    indent: usize,
    in_trace: bool,
}

impl Entry {
    /// Whether a line behind it belongs to it.
    fn holds(&mut self, line: &str) -> bool {
        let body = line.trim_start_matches([' ', '\t']);
        let further = line.len() - body.len() > self.indent;
        if body.trim_end().is_empty() {
            return true;
        }
        if further && !body.starts_with(|first: char| first.is_ascii_digit() || first == '[') {
            return true;
        }
        if body.starts_with(TRACE) {
            self.in_trace = true;
            return true;
        }
        if GOES_ON.iter().any(|start| body.starts_with(start))
            || further && Stamp::loose(body.as_bytes()).is_none()
        {
            return true;
        }
        // What was thrown ends a trace of Python, and starts one of Java.
        is_thrown(body) && (std::mem::take(&mut self.in_trace) || body.contains('.'))
    }
}

/// `ValueError: a`, `java.lang.IllegalStateException`
fn is_thrown(body: &str) -> bool {
    let name = body
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'$'))
        .count();
    let (name, rest) = body.split_at(name);
    (name.ends_with("Error") || name.ends_with("Exception"))
        && (rest.trim_end().is_empty() || rest.starts_with(':'))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_belong_together_are_one_entry() {
        let text = "\
10:00:01 ERROR a
java.io.IOException: b
\tat a.B.c(B.java:1)
Caused by: x.Y: z

10:00:02 ERROR d
Traceback (most recent call last):
  File \"a.py\", line 1, in b
    c()
ValueError: d
10:00:03 INFO e
   10:00:03 INFO f
g
";
        let found: Vec<_> = entries(text).map(|span| text[span].lines().count()).collect();
        assert_eq!(found, [5, 5, 1, 1, 1]);
        assert_eq!(entries("").count(), 0);
    }

    #[test]
    fn commits_are_told() {
        for line in [
            "commit 9f2c1d7e8b3a4c5d6e7f8091a2b3c4d5e6f70812",
            "* commit 1111111 (main)",
            "9f2c1d7 Read the lines once",
            "| * 1b2c3d4 Merge branch",
        ] {
            assert!(is_commit(line), "{line}");
        }
        for line in ["commit the change", "20260301 x", "12:00:01 x", "deadbeefs x", "Author: Ada", ""] {
            assert!(!is_commit(line), "{line}");
        }
    }
}
