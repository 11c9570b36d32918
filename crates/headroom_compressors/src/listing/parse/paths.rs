//! The codec for lists of paths.

use headroom_core::{Codec, History, Reading, Sink, Unreadable};

use super::head::{MAX_HEAD_LEN, read_head};

const OPENER: &str = "[paths ";
/// The opener for paths with marks of git.
const STATUS_OPENER: &str = "[status ";
const PATTERN: &str = " as ";
/// Follows the separator at the end of a folder. The names in the folder follow it.
pub(in crate::listing) const MARK: &str = ": ";
/// Stands for the folder that contains all paths.
pub(in crate::listing) const HERE: &str = "./";

/// Writes the head for `count` paths with a common start and end. `None` if the codec could not read it back.
pub(in crate::listing) fn write_paths_head(
    count: usize,
    leads: bool,
    root: &str,
    suffix: &str,
) -> Option<String> {
    let mut out = format!("{}{count}", if leads { STATUS_OPENER } else { OPENER });
    if !root.is_empty() || !suffix.is_empty() {
        out.extend([PATTERN, root, "*", suffix]);
    }
    out.push(']');
    (!root.contains('*') && out.len() < MAX_HEAD_LEN).then_some(out)
}

/// Reads paths back.
#[derive(Clone, Copy, Debug)]
pub(in crate::listing) struct Paths;

impl Codec for Paths {
    fn name(&self) -> &'static str {
        "paths"
    }

    fn unit(&self) -> &'static str {
        "listing"
    }

    fn openers(&self) -> &'static [&'static str] {
        &[OPENER, STATUS_OPENER]
    }

    fn keeps_lines(&self) -> bool {
        false
    }

    fn read(&self, text: &str, _earlier: &History, out: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        let leads = text.starts_with(STATUS_OPENER);
        let head = read_head(text, if leads { STATUS_OPENER } else { OPENER });
        let head = head.and_then(|head| Some((head.length, head.count, read_pattern(head.rest)?)));
        let (mut length, left, (root, suffix)) =
            head.ok_or(Unreadable { read: text.len().min(MAX_HEAD_LEN) })?;
        out.has_room_for(left, root.len() + suffix.len() + 1).ok_or(Unreadable { read: length })?;
        let mut reader = Reader { leads, root, suffix, left, out };
        while reader.left > 0 {
            let rest = text[length..].strip_prefix('\n').ok_or(Unreadable { read: length })?;
            let line = &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())];
            length += 1 + line.len();
            reader.line(line).ok_or(Unreadable { read: length })?;
        }
        Ok(Reading::new(length))
    }
}

/// The common start and end of all paths.
fn read_pattern(rest: &str) -> Option<(&str, &str)> {
    if rest.is_empty() { Some(("", "")) } else { rest.strip_prefix(PATTERN)?.split_once('*') }
}

struct Reader<'a, 'b, 'c> {
    leads: bool,
    root: &'a str,
    suffix: &'a str,
    /// The number of remaining paths.
    left: usize,
    out: &'b mut Sink<'c>,
}

impl Reader<'_, '_, '_> {
    fn line(&mut self, line: &str) -> Option<()> {
        let mark = line.match_indices(MARK).map(|(at, _)| at).find(|at| line[..*at].ends_with(['/', '\\']));
        let (start, names) = mark.map_or((line, None), |at| (&line[..at], Some(&line[at + MARK.len()..])));
        let lead = if self.leads { start.rfind([' ', '\t']).map_or(0, |at| at + 1) } else { 0 };
        let (lead, path) = start.split_at(lead);
        let Some(names) = names else { return self.put(lead, path, "") };
        let folder = if path == HERE { "" } else { path };
        names.split(' ').try_for_each(|name| self.put(lead, folder, name))
    }

    fn put(&mut self, lead: &str, folder: &str, name: &str) -> Option<()> {
        // An empty path is not valid.
        if folder.len() + name.len() == 0 {
            return None;
        }
        self.left = self.left.checked_sub(1)?;
        let feed = if self.out.is_empty() { "" } else { "\n" };
        self.out.extend([feed, lead, self.root, folder, name, self.suffix])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(text: &str, limit: usize) -> Option<String> {
        Paths.decode(text, &History::new(), limit).ok().map(|decoded| decoded.text)
    }

    #[test]
    fn decodes_paths() {
        assert_eq!(
            decode("[paths 4 as /r/*/x]\na/: b c\n./: d\ne f\nmore", 99).as_deref(),
            Some("/r/a/b/x\n/r/a/c/x\n/r/d/x\n/r/e f/x")
        );
        assert_eq!(
            decode("[status 3 as s/*]\n M a/: b c\n\tmodified:   d", 99).as_deref(),
            Some(" M s/a/b\n M s/a/c\n\tmodified:   s/d")
        );
    }

    #[test]
    fn rejects_malformed_paths() {
        for text in [
            "[paths 3]\na/: b c",
            "[paths 1]\na/: b c",
            "[paths 1]",
            "[paths 1 as a]\nb",
            "[paths 0]\na",
            "[paths 1]\n",
            "[paths 99999999999999999999]\na",
            "[paths 1 as *",
        ] {
            assert_eq!(decode(text, 99), None, "{text}");
        }
        let deep = format!("[paths 1000]\n{}/: {}x", "a".repeat(1000), "b ".repeat(999));
        assert!(decode(&deep, 10_000).is_none());
    }
}
