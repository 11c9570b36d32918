//! The header of a file in one line.

use super::header::{Body, Change, Header, Origin, USUAL_MODE};

pub(super) const OPENER: &str = "[diff ";
const SEPARATOR: &str = ", ";
/// The id of missing contents consists of zeros.
const NOUGHTS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

impl<'a> Header<'a> {
    /// Writes the header in one line. `None` if the codec could not read it back.
    pub(super) fn short(&self, out: &mut String) -> Option<()> {
        let start = out.len();
        out.extend([OPENER, self.path]);
        let mut word = |parts: &[&str]| out.extend([SEPARATOR].iter().chain(parts).copied());
        if let Some(Origin { path, copied }) = self.origin {
            word(&[if copied { "copy of " } else { "from " }, path]);
        }
        if let Some(share) = self.similarity {
            word(&[share, "%"]);
        }
        let unusual = |mode: &'a str| if mode == USUAL_MODE { ["", ""] } else { [" ", mode] };
        match self.change {
            Change::None => {}
            Change::New(mode) => word(&[&["new"], &unusual(mode)[..]].concat()),
            Change::Deleted(mode) => word(&[&["deleted"], &unusual(mode)[..]].concat()),
            Change::Mode(old, new) => word(&["mode ", old, " ", new]),
        }
        if self.merge {
            word(&["merge"]);
        }
        match (self.ids, self.change) {
            (None, _) => {}
            (Some((_, after)), Change::New(_)) => word(&[after]),
            (Some((before, _)), Change::Deleted(_)) => word(&[before]),
            (Some((before, after)), _) => word(&[before, "..", after]),
        }
        if let Some(mode) = self.mode.filter(|mode| *mode != USUAL_MODE) {
            word(&[mode]);
        }
        match self.body {
            Body::Lines => {}
            Body::Binary => word(&["binary"]),
            Body::Empty => word(&["no lines"]),
        }
        out.push(']');
        // A carriage return before anything but a line feed would move a terminal's cursor.
        (!out[start..].contains('\r') && Header::read_short(&out[start..])? == *self).then_some(())
    }

    /// Reads a header in one line.
    pub(super) fn read_short(line: &'a str) -> Option<Self> {
        let mut words = line.strip_prefix(OPENER)?.strip_suffix(']')?.split(SEPARATOR).peekable();
        let mut header = Self { path: words.next().filter(|path| !path.is_empty())?, ..Self::default() };
        let mut take =
            |start: &str| words.next_if(|word| word.starts_with(start)).map(|word| &word[start.len()..]);
        header.origin = take("from ")
            .map(|path| Origin { path, copied: false })
            .or_else(|| take("copy of ").map(|path| Origin { path, copied: true }));
        header.similarity = words.next_if(|word| word.ends_with('%')).and_then(|word| word.strip_suffix('%'));
        let mut take = |start: &str| {
            words
                .next_if(|word| word.split(' ').next() == Some(start))
                .map(|word| word[start.len()..].trim_start())
        };
        let usual = |mode: &'a str| if mode.is_empty() { USUAL_MODE } else { mode };
        if let Some(mode) = take("new") {
            header.change = Change::New(usual(mode));
        } else if let Some(mode) = take("deleted") {
            header.change = Change::Deleted(usual(mode));
        } else if let Some((old, new)) = take("mode").and_then(|modes| modes.split_once(' ')) {
            header.change = Change::Mode(old, new);
        }
        header.merge = take("merge").is_some();
        header.ids = match header.change {
            Change::New(_) => {
                words.next_if(|word| is_id(word)).and_then(|id| Some((NOUGHTS.get(..id.len())?, id)))
            }
            Change::Deleted(_) => {
                words.next_if(|word| is_id(word)).and_then(|id| Some((id, NOUGHTS.get(..id.len())?)))
            }
            _ => words.next_if(|word| word.contains("..")).and_then(|ids| ids.split_once("..")),
        };
        header.mode = words
            .next_if(|word| word.len() == USUAL_MODE.len() && word.bytes().all(|byte| byte.is_ascii_digit()));
        if header.mode.is_none() && header.ids.is_some() && header.change == Change::None && !header.merge {
            header.mode = Some(USUAL_MODE);
        }
        header.body = match words.next() {
            None => Body::Lines,
            Some("binary") => Body::Binary,
            Some("no lines") => Body::Empty,
            Some(_) => return None,
        };
        (words.next().is_none() && (header.is_git() || header.body == Body::Lines)).then_some(header)
    }
}

/// Whether a word is the id of some contents.
fn is_id(word: &str) -> bool {
    word.len() > 6 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(long: &str) -> Option<(Header<'_>, usize)> {
        Header::read(long, &mut String::new())
    }

    fn short(header: &Header<'_>) -> Option<String> {
        let mut out = String::new();
        header.short(&mut out).map(|()| out)
    }

    fn long(short: &str) -> Option<String> {
        let mut out = String::new();
        Header::read_short(short)?.long(&mut out);
        Some(out)
    }

    #[test]
    fn headers_are_written_in_one_line() {
        for (text, line) in [
            (
                "diff --git a/x.ts b/x.ts\nindex 95fc7fc..b4b3e33 100644\n--- a/x.ts\n+++ b/x.ts",
                "[diff x.ts, 95fc7fc..b4b3e33]",
            ),
            (
                "diff --git a/a b.ts b/a b.ts\nindex 95fc7fc..b4b3e33 100755\n--- a/a b.ts\t\n+++ b/a b.ts\t",
                "[diff a b.ts, 95fc7fc..b4b3e33, 100755]",
            ),
            (
                "diff --git a/x b/x\nnew file mode 100644\nindex 0000000..b4b3e33\n--- /dev/null\n+++ b/x",
                "[diff x, new, b4b3e33]",
            ),
            (
                "diff --git a/x b/x\nnew file mode 100755\nindex 0000000..e69de29",
                "[diff x, new 100755, e69de29, no lines]",
            ),
            (
                "diff --git a/x b/x\ndeleted file mode 100644\nindex b4b3e33..0000000\n--- a/x\n+++ /dev/null",
                "[diff x, deleted, b4b3e33]",
            ),
            (
                "diff --git a/x b/x\nold mode 100644\nnew mode 100755",
                "[diff x, mode 100644 100755, no lines]",
            ),
            (
                "diff --git a/x b/x\nold mode 100644\nnew mode 100755\nindex 95fc7fc..b4b3e33\n--- a/x\n+++ b/x",
                "[diff x, mode 100644 100755, 95fc7fc..b4b3e33]",
            ),
            (
                "diff --git a/o.c b/n.c\nsimilarity index 100%\nrename from o.c\nrename to n.c",
                "[diff n.c, from o.c, 100%, no lines]",
            ),
            (
                "diff --git a/o.c b/n.c\nsimilarity index 95%\ncopy from o.c\ncopy to n.c\nindex 95fc7fc..b4b3e33 100644\n--- a/o.c\n+++ b/n.c",
                "[diff n.c, copy of o.c, 95%, 95fc7fc..b4b3e33]",
            ),
            (
                "diff --git a/i.png b/i.png\nindex 95fc7fc..b4b3e33 100644\nBinary files a/i.png and b/i.png differ",
                "[diff i.png, 95fc7fc..b4b3e33, binary]",
            ),
            (
                "diff --git a/i.png b/i.png\nnew file mode 100644\nindex 0000000..b4b3e33\nBinary files /dev/null and b/i.png differ",
                "[diff i.png, new, b4b3e33, binary]",
            ),
            (
                "diff --cc x.rs\nindex 95fc7fc,1b4b3e3..b4b3e33\n--- a/x.rs\n+++ b/x.rs",
                "[diff x.rs, merge, 95fc7fc,1b4b3e3..b4b3e33]",
            ),
        ] {
            let (header, length) = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(length, text.len());
            assert_eq!(short(&header).as_deref(), Some(line));
            assert_eq!(long(line).as_deref(), Some(text));
        }
        let plain = "--- a/x y.rs\t\n+++ b/x y.rs\t\n@@ -1 +1 @@";
        assert_eq!(read(plain).and_then(|(header, _)| short(&header)).as_deref(), Some("[diff x y.rs]"));
    }

    #[test]
    fn unknown_headers_are_kept() {
        for text in [
            "",
            "diff --git",
            "diff --git a/x b/y",
            "diff --git a/x b/x",
            "diff --git é b/x\nindex 1",
            "diff --git a/x b/x\r\nindex 95fc7fc..b4b3e33 100644\r\n--- a/x\r\n+++ b/x\r",
            "diff --git a/x b/x\nindex 95fc7fc..b4b3e33\n--- a/x\n+++ b/x",
            "diff --git a/x b/x\nindex 95fc7fc..b4b3e33 100644\n--- a/x\n+++ b/y",
            "diff --git a/x, new b/x, new\nindex 95fc7fc..b4b3e33 100644\n--- a/x, new\n+++ b/x, new",
            "diff --git \"a/\\303\\274\" \"b/\\303\\274\"\nindex 95fc7fc..b4b3e33 100644",
            "--- a/x\n+++ b/x\nno hunk",
            "--- a/x\n+++ b/y\n@@ -1 +1 @@",
            "---",
        ] {
            assert_eq!(read(text).and_then(|(header, _)| short(&header)), None, "{text}");
        }
        for text in
            ["[diff ]", "[diff x, no lines]", "[diff x, new, new]", "[diff x, y", "[diff x, 1..2, 100644, z]"]
        {
            assert_eq!(Header::read_short(text), None, "{text}");
        }
    }
}
