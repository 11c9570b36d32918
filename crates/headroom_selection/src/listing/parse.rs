//! The names in a listing.

use std::ops::Range;

use headroom_core::work::step;
use headroom_formats::listing::{drawn, is_name, long_name};

/// A name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    /// Its line.
    pub(super) span: Range<usize>,
    /// The folder that it is in, if that is known.
    pub(super) folder: &'a str,
    pub(super) name: &'a str,
    /// How deep it is drawn in a tree, in characters.
    pub(super) depth: usize,
    /// Whether it is known to be a folder.
    pub(super) is_folder: bool,
}

/// Finds the names in a text, in order. Lines that are none stand between them.
pub(super) struct Entries<'a> {
    text: &'a str,
    /// Where the next line starts.
    at: usize,
    /// The folder that was named.
    folder: &'a str,
    /// Those that a tree goes down to: how deep they are drawn, and their names.
    open: Vec<(usize, &'a str)>,
}

impl<'a> Entries<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0, folder: "", open: Vec::new() }
    }

    fn entry(&mut self, span: Range<usize>) -> Option<Entry<'a>> {
        let line = self.text[span.clone()].trim_end_matches(['\r', '\n']);
        if let Some((depth, name)) = drawn(line) {
            while self.open.pop_if(|(other, _)| *other >= depth).is_some() {}
            let folder = self.open.last().map_or("", |(_, name)| *name);
            self.open.push((depth, name));
            return Some(Entry { span, folder, name, depth, is_folder: name.ends_with('/') });
        }
        // A tree starts with the name of its root.
        self.open.clear();
        self.open.push((0, line));
        if let Some(named) = line.strip_suffix(':').filter(|named| is_name(named)) {
            self.folder = named;
        } else if let Some((name, is_folder)) = long_name(line) {
            return Some(Entry { span, folder: self.folder, name, depth: 0, is_folder });
        } else if is_name(line) {
            let at = line.trim_end_matches(['/', '\\']).rfind(['/', '\\']).map_or(0, |at| at + 1);
            let folder = if at > 0 { &line[..at] } else { self.folder };
            return Some(Entry {
                span,
                folder,
                name: &line[at..],
                depth: 0,
                is_folder: line.ends_with(['/', '\\']),
            });
        }
        None
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        while self.at < self.text.len() {
            let start = self.at;
            self.at = memchr::memchr(b'\n', &self.text.as_bytes()[start..])
                .map_or(self.text.len(), |feed| start + feed + 1);
            step(self.at - start);
            if let Some(entry) = self.entry(start..self.at) {
                return Some(entry);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &str, bool)> {
        Entries::new(text).map(|entry| (entry.folder, entry.name, entry.is_folder)).collect()
    }

    #[test]
    fn paths_have_their_folders() {
        assert_eq!(
            found("src/a.ts\n./b\r\nlib/\nC:\\x\\y.cs\nREADME"),
            [
                ("src/", "a.ts", false),
                ("./", "b", false),
                ("", "lib/", true),
                ("C:\\x\\", "y.cs", false),
                ("", "README", false)
            ]
        );
        assert_eq!(
            found("On branch main\n M src/a.ts\n?? b\n\t\nkey: value\nx = 1\n\n12 files, 3 folders"),
            []
        );
    }

    #[test]
    fn headings_name_folders() {
        assert_eq!(
            found("./src:\ntotal 8\na.ts\nb\n\n./src/b:\nc"),
            [("./src", "a.ts", false), ("./src", "b", false), ("./src/b", "c", false)]
        );
        let long = "total 8\ndrwxr-xr-x 2 ada ada 4096 Mar  4 10:00 docs\n-rw-r--r--@ 1 ada ada 12 2026-03-04 10:00 a.md\nlrwxrwxrwx 1 ada ada 4 Mar 4 2025 b -> a.md\n";
        assert_eq!(found(long), [("", "docs", true), ("", "a.md", false), ("", "b", false)]);
    }

    #[test]
    fn trees_have_depth() {
        let tree =
            "app\n├── src\n│   ├── a.ts\n│   └── b\n│       └── c.ts\n└── d.md\n\n2 directories, 3 files\n";
        assert_eq!(
            found(tree),
            [
                ("", "app", false),
                ("app", "src", false),
                ("src", "a.ts", false),
                ("src", "b", false),
                ("b", "c.ts", false),
                ("app", "d.md", false)
            ]
        );
    }
}
