//! The codec for the form that the module describes.

use headroom_core::{Codec, History, Reading, Sink, Unreadable};

const OPENER: &str = "[by file, ";
/// The mark in front of a file name that would be misread.
pub(in crate::search) const NAME_MARK: char = '"';
/// The line that searches print between groups of lines.
pub(in crate::search) const SEPARATOR: &str = "--";
/// Maximum length of a header, in bytes.
const MAX_HEADER_LEN: usize = 600;
/// Minimum length of a result line, `:`, in bytes.
const MIN_LINE_LEN: usize = 1;
/// Maximum number of lines of a file that are sorted, which bounds memory. In longer groups every line is
/// written separately.
pub(in crate::search) const MAX_MERGED: usize = 1 << 20;

/// Writes the header for `lines` results in `folder`, which may be empty.
pub(in crate::search) fn write_header(lines: usize, folder: &str, out: &mut String) {
    out.push_str(OPENER);
    out.push_str(&lines.to_string());
    out.push_str(" lines");
    if !folder.is_empty() {
        out.push_str(" in ");
        out.push_str(folder);
    }
    out.push(']');
}

/// Whether a line is read as the name of a file.
pub(in crate::search) fn is_name(line: &str) -> bool {
    !line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, ':' | NAME_MARK)) && line != SEPARATOR
}

/// Reads search results back.
#[derive(Clone, Copy, Debug)]
pub(in crate::search) struct Results;

impl Codec for Results {
    fn name(&self) -> &'static str {
        "search"
    }

    fn unit(&self) -> &'static str {
        "search"
    }

    fn openers(&self) -> &'static [&'static str] {
        &[OPENER]
    }

    fn keeps_lines(&self) -> bool {
        false
    }

    fn read(&self, text: &str, _earlier: &History, out: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        let header = read_header(text).ok_or(Unreadable { read: text.len().min(MAX_HEADER_LEN) })?;
        out.has_room_for(header.lines, MIN_LINE_LEN).ok_or(Unreadable { read: header.length })?;
        let mut reader = Reader {
            rest: &text[header.length..],
            folder: header.folder,
            path: "",
            group: Vec::new(),
            merged: false,
            out,
            left: header.lines,
        };
        let read = reader.read();
        let length = text.len() - reader.rest.len();
        read.ok_or(Unreadable { read: length })?;
        Ok(Reading::new(length))
    }
}

struct Header<'a> {
    lines: usize,
    folder: &'a str,
    length: usize,
}

fn read_header(text: &str) -> Option<Header<'_>> {
    let window = &text.as_bytes()[..text.len().min(MAX_HEADER_LEN)];
    let end = memchr::memchr2(b']', b'\n', window).filter(|&end| window[end] == b']')?;
    let (lines, folder) = text[..end].strip_prefix(OPENER)?.split_once(" lines")?;
    let folder = if folder.is_empty() {
        ""
    } else {
        folder.strip_prefix(" in ").filter(|folder| !folder.is_empty())?
    };
    let lines = Some(lines)
        .filter(|lines| lines.bytes().all(|byte| byte.is_ascii_digit()))?
        .parse()
        .ok()
        .filter(|lines| *lines > 0)?;
    Some(Header { lines, folder, length: end + 1 })
}

struct Reader<'a, 'b, 'c> {
    rest: &'a str,
    folder: &'a str,
    path: &'a str,
    /// The lines of one file that belong together: number, mark, text.
    group: Vec<(u32, char, &'a str)>,
    /// Whether a text of the group had several numbers. The group is then sorted by number.
    merged: bool,
    out: &'b mut Sink<'c>,
    /// The number of remaining lines.
    left: usize,
}

impl<'a> Reader<'a, '_, '_> {
    fn read(&mut self) -> Option<()> {
        while self.left > 0 {
            self.rest = self.rest.strip_prefix('\n')?;
            let end = memchr::memchr(b'\n', self.rest.as_bytes()).unwrap_or(self.rest.len());
            let line = &self.rest[..end];
            if line.starts_with(|c: char| c.is_ascii_digit()) {
                self.numbered(line)?;
            } else {
                self.flush()?;
                self.other(line)?;
            }
            self.rest = &self.rest[end..];
        }
        self.flush()
    }

    /// Decodes `12:text`, `12 40:text`, `13-text`.
    fn numbered(&mut self, line: &'a str) -> Option<()> {
        let numbers = line.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b' ').count();
        let mark = line[numbers..].chars().next().filter(|mark| matches!(mark, ':' | '-'))?;
        let text = &line[numbers + 1..];
        self.merged |= line[..numbers].contains(' ');
        if !self.merged && self.group.len() >= MAX_MERGED {
            self.flush()?;
        }
        for own in line[..numbers].split(' ') {
            // Only the canonical form is valid: no leading zero.
            let own = own.parse().ok().filter(|_| !own.starts_with('0'))?;
            self.left = self.left.checked_sub(1)?;
            self.group.push((own, mark, text));
        }
        (self.group.len() <= MAX_MERGED).then_some(())
    }

    fn other(&mut self, line: &'a str) -> Option<()> {
        if line == SEPARATOR {
            self.left -= 1;
            return self.put(&[SEPARATOR]);
        }
        if let Some(text) = line.strip_prefix(':') {
            self.left -= 1;
            return self.put(&[self.folder, self.path, ":", text]);
        }
        self.path = line.strip_prefix(NAME_MARK).unwrap_or(line);
        Some(())
    }

    /// Writes the lines of the group.
    fn flush(&mut self) -> Option<()> {
        let mut group = std::mem::take(&mut self.group);
        if std::mem::take(&mut self.merged) {
            group.sort_by_key(|(number, ..)| *number);
        }
        for (number, mark, text) in group {
            let mark = if mark == ':' { ":" } else { "-" };
            self.put(&[self.folder, self.path, mark, &number.to_string(), mark, text])?;
        }
        Some(())
    }

    fn put(&mut self, parts: &[&str]) -> Option<()> {
        self.out.push_str(if self.out.is_empty() { "" } else { "\n" })?;
        self.out.extend(parts.iter().copied())
    }
}
