//! The lines before the changes of one file.

/// The mode of most files. It is not written.
pub(super) const USUAL_MODE: &str = "100644";
const NOWHERE: &str = "/dev/null";

/// The change of the file apart from its lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Change<'a> {
    #[default]
    None,
    /// The file is new and has this mode.
    New(&'a str),
    /// The file was deleted and had this mode.
    Deleted(&'a str),
    /// The mode changed from the first to the second.
    Mode(&'a str, &'a str),
}

/// The content after the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Body {
    #[default]
    Lines,
    Binary,
    Empty,
}

/// The previous path of a renamed or copied file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Origin<'a> {
    pub(super) path: &'a str,
    pub(super) copied: bool,
}

/// A header, in either form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Header<'a> {
    pub(super) path: &'a str,
    pub(super) origin: Option<Origin<'a>>,
    /// The similarity in percent, in digits.
    pub(super) similarity: Option<&'a str>,
    pub(super) change: Change<'a>,
    /// Whether the diff compares several parents.
    pub(super) merge: bool,
    /// The ids of the contents before and after.
    pub(super) ids: Option<(&'a str, &'a str)>,
    /// The mode after the ids, verbatim.
    pub(super) mode: Option<&'a str>,
    pub(super) body: Body,
}

/// The next lines of a text.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// The rest of the next line after `start`; `None` if the line does not start with it.
    fn take(&mut self, start: &str) -> Option<&'a str> {
        let rest = self.text[self.at..].strip_prefix(start)?;
        let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        self.at = (self.at + start.len() + end + 1).min(self.text.len());
        Some(&rest[..end])
    }
}

impl<'a> Header<'a> {
    /// Reads the header at the start of `text`, and its length without the last line feed. `scratch` is empty
    /// before and after.
    pub(super) fn read(text: &'a str, scratch: &mut String) -> Option<(Self, usize)> {
        let mut cursor = Cursor { text, at: 0 };
        let mut header = Self::default();
        if let Some(paths) = cursor.take("diff --git ") {
            header.read_git(paths, &mut cursor)?;
        } else if let Some(path) = cursor.take("diff --cc ") {
            (header.path, header.merge) = (path, true);
            header.read_ids(&mut cursor)?;
        }
        header.body = if let Some(old) = cursor.take("--- ") {
            cursor.take("+++ ")?;
            if !header.is_git() {
                header.path = old.strip_prefix("a/")?.trim_end_matches('\t');
                if !text[cursor.at..].starts_with("@@ -") {
                    return None;
                }
            }
            Body::Lines
        } else if cursor.take("Binary files ").is_some() {
            Body::Binary
        } else {
            Body::Empty
        };
        let length = text[..cursor.at].strip_suffix('\n').map_or(cursor.at, str::len);
        // Writing the header again detects whatever was read too loosely.
        header.long(scratch);
        let is_same = scratch == &text[..length];
        scratch.clear();
        is_same.then_some((header, length))
    }

    /// Reads the lines that only git writes, up to the ids.
    fn read_git(&mut self, paths: &'a str, cursor: &mut Cursor<'a>) -> Option<()> {
        // `a/PATH b/PATH`. If the paths differ, the lines below name them.
        self.path = paths.get(paths.len() / 2 + 3..).unwrap_or_default();
        if let Some(old) = cursor.take("old mode ") {
            self.change = Change::Mode(old, cursor.take("new mode ")?);
        } else if let Some(mode) = cursor.take("new file mode ") {
            self.change = Change::New(mode);
        } else if let Some(mode) = cursor.take("deleted file mode ") {
            self.change = Change::Deleted(mode);
        }
        self.similarity = cursor.take("similarity index ").and_then(|share| share.strip_suffix('%'));
        for (from, to, copied) in [("rename from ", "rename to ", false), ("copy from ", "copy to ", true)] {
            if let Some(path) = cursor.take(from) {
                self.origin = Some(Origin { path, copied });
                self.path = cursor.take(to)?;
            }
        }
        self.read_ids(cursor)
    }

    fn read_ids(&mut self, cursor: &mut Cursor<'a>) -> Option<()> {
        if let Some(index) = cursor.take("index ") {
            let (ids, mode) = index.split_once(' ').map_or((index, None), |(ids, mode)| (ids, Some(mode)));
            (self.ids, self.mode) = (Some(ids.split_once("..")?), mode);
        }
        Some(())
    }

    /// Whether git wrote the header.
    pub(super) fn is_git(&self) -> bool {
        self.merge || self.ids.is_some() || self.origin.is_some() || self.change != Change::None
    }

    /// Writes the header as the tool wrote it, without the last line feed.
    pub(super) fn long(&self, out: &mut String) {
        let mut put = |parts: &[&str]| out.extend(parts.iter().copied());
        let old = self.origin.map_or(self.path, |origin| origin.path);
        if self.merge {
            put(&["diff --cc ", self.path, "\n"]);
        } else if self.is_git() {
            put(&["diff --git a/", old, " b/", self.path, "\n"]);
        }
        match self.change {
            Change::None => {}
            Change::New(mode) => put(&["new file mode ", mode, "\n"]),
            Change::Deleted(mode) => put(&["deleted file mode ", mode, "\n"]),
            Change::Mode(old, new) => put(&["old mode ", old, "\nnew mode ", new, "\n"]),
        }
        if let Some(share) = self.similarity {
            put(&["similarity index ", share, "%\n"]);
        }
        if let Some(Origin { path, copied }) = self.origin {
            let word = if copied { "copy" } else { "rename" };
            put(&[word, " from ", path, "\n", word, " to ", self.path, "\n"]);
        }
        if let Some((before, after)) = self.ids {
            put(&["index ", before, "..", after]);
            put(&self.mode.map_or(["", ""], |mode| [" ", mode]));
            put(&["\n"]);
        }
        let sides = [
            ("a/", old, matches!(self.change, Change::New(_))),
            ("b/", self.path, matches!(self.change, Change::Deleted(_))),
        ];
        let [(before, old), (after, new)] =
            sides.map(|(side, path, nowhere)| if nowhere { ("", NOWHERE) } else { (side, path) });
        // The tab marks the end of a path with blanks.
        let [old_end, new_end] = [old, new].map(|path| if path.contains(' ') { "\t" } else { "" });
        match self.body {
            Body::Lines => put(&["--- ", before, old, old_end, "\n+++ ", after, new, new_end]),
            Body::Binary => put(&["Binary files ", before, old, " and ", after, new, " differ"]),
            Body::Empty => drop(out.pop()),
        }
    }
}
