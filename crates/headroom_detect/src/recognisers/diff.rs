//! Unified and combined diffs, and the commits in front of them.

use headroom_core::Kind;
use headroom_formats::scan::{digits, has_any, starts_with_any};

use super::log::commit;
use crate::line::Line;
use crate::recogniser::{MARK, NOTHING, Recogniser, STRONG};

/// What stands between the name of a file and its changes.
const HEADERS: [&str; 15] = [
    "index ",
    "new file mode ",
    "deleted file mode ",
    "old mode ",
    "new mode ",
    "similarity index ",
    "dissimilarity index ",
    "rename from ",
    "rename to ",
    "copy from ",
    "copy to ",
    "Binary files ",
    "GIT binary patch",
    "literal ",
    "delta ",
];

/// Knows diffs.
#[derive(Default)]
pub(super) struct Diff {
    /// How many lines the hunk still has, before and after the change.
    old: u64,
    new: u64,
    /// Whether the line before was part of the head of a file.
    header: bool,
    /// Whether the line before named the file as it was.
    before: bool,
    commit: bool,
}

impl Recogniser for Diff {
    fn kind(&self) -> Kind {
        Kind::Diff
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        // Editors and terminals take the blank of an empty line of context away.
        self.old = self.old.saturating_sub(line.blanks_before as u64);
        self.new = self.new.saturating_sub(line.blanks_before as u64);
        if (self.old > 0 || self.new > 0) && self.changed(line.text) {
            return STRONG;
        }
        let points = self.head(line);
        self.header = points > NOTHING;
        points
    }
}

impl Diff {
    /// Takes a line of a hunk.
    fn changed(&mut self, text: &str) -> bool {
        let (old, new) = match text.as_bytes()[0] {
            b' ' | b'\t' => (1, 1),
            b'-' => (1, 0),
            b'+' => (0, 1),
            b'\\' => (0, 0),
            _ => (u64::MAX, u64::MAX),
        };
        (self.old, self.new) = (self.old.saturating_sub(old), self.new.saturating_sub(new));
        old < 2
    }

    fn head(&mut self, line: &Line<'_>) -> i32 {
        let text = line.text;
        let before = std::mem::take(&mut self.before);
        match text.as_bytes()[0] {
            b'@' => self.hunk(text),
            b'd' if starts_with_any(text, &["diff --git ", "diff --cc ", "diff --combined "]) => MARK,
            b'd' if text.starts_with("diff -") => STRONG,
            b'-' if text.starts_with("--- ") && !text.ends_with(" ---") => {
                self.before = true;
                if self.header { STRONG } else { 4 }
            }
            b'+' if before && text.starts_with("+++ ") => STRONG,
            b'I' if text.starts_with("Index: ") => STRONG / 2,
            b'=' if self.header && text.starts_with("=======") => STRONG / 2,
            b'\\' if text.starts_with("\\ No newline at end of file") => STRONG,
            b'O' if text.starts_with("Only in ") && text.contains(": ") => STRONG,
            _ if self.header && starts_with_any(text, &HEADERS) => STRONG,
            b'B' if text.starts_with("Binary files ") && has_any(text, &[" differ"]) => STRONG,
            _ => commit(line, &mut self.commit).unwrap_or_else(|| stat(text)),
        }
    }

    /// `@@ -1,2 +3,4 @@`, `@@@ -1,2 -1,2 +3,4 @@@`
    fn hunk(&mut self, text: &str) -> i32 {
        let marks = text.bytes().take_while(|byte| *byte == b'@').count();
        let mut rest = &text[marks..];
        (self.old, self.new) = (0, 0);
        let mut ranges = 0;
        while let Some((count, new, behind)) = range(rest) {
            if new {
                self.new = count;
            } else {
                self.old = self.old.max(count);
            }
            rest = behind;
            ranges += 1;
        }
        // A combined diff has as many columns of signs as parents; its lines are told by the first.
        if marks > 2 {
            (self.old, self.new) = (self.old.max(self.new) * 2, self.old.max(self.new) * 2);
        }
        if marks < 2 || ranges != marks || !rest.starts_with(" @@") {
            (self.old, self.new) = (0, 0);
            return NOTHING;
        }
        MARK
    }
}

/// ` -12,3`: how many lines, whether after the change, and what follows.
fn range(text: &str) -> Option<(u64, bool, &str)> {
    let (new, rest) = text
        .strip_prefix(" -")
        .map(|rest| (false, rest))
        .or_else(|| text.strip_prefix(" +").map(|rest| (true, rest)))?;
    let (_, rest) = digits(rest)?;
    let Some((count, rest)) = rest.strip_prefix(',').and_then(digits) else { return Some((1, new, rest)) };
    Some((count.parse().ok()?, new, rest))
}

/// ` src/a.rs | 12 +++---`, ` 3 files changed, 5 insertions(+)`
fn stat(text: &str) -> i32 {
    let changed =
        has_any(text, &[" file changed, ", " files changed, "]) && has_any(text, &["insertion", "deletion"]);
    let bar = text.strip_prefix(' ').and_then(|text| text.split_once(" | ")).is_some_and(|(_, rest)| {
        digits(rest.trim_start())
            .is_some_and(|(_, rest)| rest.trim_start().bytes().all(|byte| matches!(byte, b'+' | b'-')))
            || rest.trim_start().starts_with("Bin ")
    });
    if changed || bar { STRONG - 2 } else { NOTHING }
}
