//! The table of changed files: ` src/a.ts | 12 ++--`.

use headroom_core::{Codec, History, Reading, Sink, Unreadable};

const OPENER: &str = "[stat ";
const LINES: &str = " lines";
const BAR: &str = " | ";
/// Maximum length of a header, in bytes.
const MAX_HEADER_LEN: usize = 600;
/// Minimum length of a row, ` a | 0`, in bytes.
const MIN_ROW_LEN: usize = 6;

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row<'a> {
    path: &'a str,
    /// Digits, or `Bin`.
    count: &'a str,
    /// `++--`, including the blank before it.
    graph: &'a str,
}

impl<'a> Row<'a> {
    /// Reads a row with or without its padding.
    fn read(line: &'a str) -> Option<Self> {
        let (path, rest) = line.rsplit_once(BAR)?;
        let rest = rest.trim_start_matches(' ');
        let (count, graph) = rest.split_at(rest.find(' ').unwrap_or(rest.len()));
        let is_number = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
        let is_graph = graph.len() > 1 && graph[1..].bytes().all(|byte| matches!(byte, b'+' | b'-'));
        let is_row = is_number && (is_graph || graph.is_empty()) || count == "Bin";
        (is_row && !path.is_empty()).then_some(Self { path: path.trim_end_matches(' '), count, graph })
    }
}

/// Consecutive rows.
#[derive(Debug)]
pub(in crate::diff) struct Table<'a> {
    rows: Vec<Row<'a>>,
    /// The length of the rows without the last line feed.
    pub(in crate::diff) length: usize,
}

impl<'a> Table<'a> {
    /// Reads the table at the start of `text`.
    pub(in crate::diff) fn read(text: &'a str) -> Self {
        let mut table = Self { rows: Vec::new(), length: 0 };
        for line in text.split('\n') {
            let Some(row) = line.strip_prefix(' ').filter(|path| !path.starts_with(' ')).and_then(Row::read)
            else {
                break;
            };
            table.length += line.len() + usize::from(!table.rows.is_empty());
            table.rows.push(row);
        }
        table
    }

    pub(in crate::diff) fn count(&self) -> usize {
        self.rows.len()
    }

    /// Whether the rows look like changed files, and not like other cells between bars.
    pub(in crate::diff) fn is_of_changes(&self) -> bool {
        self.rows.iter().any(|row| !row.graph.is_empty())
            && self.rows.iter().all(|row| !row.graph.is_empty() || row.count == "0")
    }

    /// The table without padding. `None` if it would not be decoded to `original`.
    pub(in crate::diff) fn short(&self, original: &str) -> Option<String> {
        let folder = self.common_folder();
        let mut out = format!("{OPENER}{}{LINES}", self.rows.len());
        if !folder.is_empty() {
            out.push_str(" in ");
            out.push_str(folder);
        }
        out.push(']');
        for row in &self.rows {
            out.extend(["\n", &row.path[folder.len()..], BAR, row.count, row.graph]);
        }
        let back = Stat.decode(&out, &History::new(), original.len()).ok()?;
        (back.text == original && back.length == out.len()).then_some(out)
    }

    /// The folder that contains all files, with its final slash.
    fn common_folder(&self) -> &'a str {
        let first = self.rows.first().map_or("", |row| row.path);
        let common = |length: usize, row: &Row<'_>| {
            first.as_bytes()[..length].iter().zip(row.path.as_bytes()).take_while(|(a, b)| a == b).count()
        };
        let length = self.rows.iter().fold(first.len(), common);
        first.as_bytes()[..length].iter().rposition(|byte| *byte == b'/').map_or("", |at| &first[..=at])
    }
}

/// Reads tables back.
#[derive(Clone, Copy, Debug)]
pub(in crate::diff) struct Stat;

impl Codec for Stat {
    fn name(&self) -> &'static str {
        "stat"
    }

    fn unit(&self) -> &'static str {
        "diff"
    }

    fn openers(&self) -> &'static [&'static str] {
        &[OPENER]
    }

    fn read(&self, text: &str, _earlier: &History, out: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        let (count, folder, header) =
            read_header(text).ok_or(Unreadable { read: text.len().min(MAX_HEADER_LEN) })?;
        out.has_room_for(count, MIN_ROW_LEN).ok_or(Unreadable { read: header })?;
        let mut length = header;
        let mut rows = Vec::new();
        let mut lines = text[header..].split('\n').skip(1);
        while rows.len() < count {
            let row = lines.next().and_then(|line| {
                length += 1 + line.len();
                Row::read(line)
            });
            rows.push(row.ok_or(Unreadable { read: length })?);
        }
        let widest = |width: fn(&Row<'_>) -> usize| rows.iter().map(width).max().unwrap_or_default();
        let widths = [widest(|row| row.path.chars().count()), widest(|row| row.count.len())];
        let put = |out: &mut Sink<'_>, row: &Row<'_>| {
            let pads = [widths[0] - row.path.chars().count(), widths[1] - row.count.len()];
            out.extend([if out.is_empty() { " " } else { "\n " }, folder, row.path])?;
            out.pad(pads[0])?;
            out.push_str(BAR)?;
            // `Bin` is aligned left, numbers right.
            if row.count == "Bin" {
                out.push_str(row.count)?;
                out.pad(pads[1])?;
            } else {
                out.pad(pads[1])?;
                out.push_str(row.count)?;
            }
            out.push_str(row.graph)
        };
        rows.iter().try_for_each(|row| put(out, row)).ok_or(Unreadable { read: length })?;
        Ok(Reading::new(length))
    }
}

/// The number of rows, the folder, and the length of the header.
fn read_header(text: &str) -> Option<(usize, &str, usize)> {
    let window = &text.as_bytes()[..text.len().min(MAX_HEADER_LEN)];
    let end = memchr::memchr(b'\n', window)?;
    let (count, folder) = text[..end].strip_prefix(OPENER)?.strip_suffix(']')?.split_once(LINES)?;
    let folder = if folder.is_empty() {
        ""
    } else {
        folder.strip_prefix(" in ").filter(|folder| !folder.is_empty())?
    };
    let count = Some(count)
        .filter(|count| count.bytes().all(|byte| byte.is_ascii_digit()))?
        .parse()
        .ok()
        .filter(|count| *count > 0)?;
    Some((count, folder, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(text: &str) -> Option<String> {
        let table = Table::read(text);
        table.short(&text[..table.length])
    }

    #[test]
    fn padding_and_the_common_folder_are_removed() {
        for (long, expected) in [
            (
                " src/api/node.ts   | 103 +++++--\n src/api/router.ts |   9 ++\n src/api/x.ts      |   0",
                "[stat 3 lines in src/api/]\nnode.ts | 103 +++++--\nrouter.ts | 9 ++\nx.ts | 0",
            ),
            (
                " a.rs                 |   2 +-\n img/{a => b}/x y.png | Bin 0 -> 7 bytes",
                "[stat 2 lines]\na.rs | 2 +-\nimg/{a => b}/x y.png | Bin 0 -> 7 bytes",
            ),
        ] {
            assert_eq!(short(long).as_deref(), Some(expected));
            assert_eq!(Table::read(&format!("{long}\n 2 files changed")).length, long.len());
        }
    }

    #[test]
    fn other_tables_are_kept() {
        for text in [" a.rs | 2 +-\n bb.rs | 3 +", " a.rs |  2 +-\n b.rs |  3 +"] {
            assert_eq!(short(text), None, "{text}");
        }
        for text in ["", " a | b", "| a | 1 |", " a|1", " | 1 +", "  a | 1 +", " a | 1 + "] {
            assert_eq!(Table::read(text).count(), 0, "{text}");
        }
        assert!(!Table::read(" alice |  12\n bob   |   9").is_of_changes());
        assert!(
            Stat.decode(
                &format!("[stat 3 lines]\n{} | 1 +\na | 1 +\nb | 1 +", "é".repeat(1000)),
                &History::new(),
                100
            )
            .is_err()
        );
    }
}
