//! The codec for tables in columns.

use headroom_core::{Codec, History, Reading, Sink, Unreadable};

use super::head::{MAX_HEAD_LEN, read_head};
use super::words::width;

const OPENER: &str = "[columns ";
const LINES: &str = " lines: ";
/// The marks for cells that are aligned left and right.
pub(in crate::listing) const LEFT: char = '<';
pub(in crate::listing) const RIGHT: char = '>';

/// Writes the head for `count` lines of the form `pattern`. `None` if the codec could not read it back.
pub(in crate::listing) fn write_columns_head(count: usize, pattern: &str) -> Option<String> {
    let out = format!("{OPENER}{count}{LINES}{pattern}]");
    (out.len() < MAX_HEAD_LEN).then_some(out)
}

/// Maximum number of rows of a table, which bounds its memory. A longer table is cut.
pub(in crate::listing) const MAX_ROWS: usize = 4096;

/// Reads tables back.
#[derive(Clone, Copy, Debug)]
pub(in crate::listing) struct Columns;

impl Codec for Columns {
    fn name(&self) -> &'static str {
        "columns"
    }

    fn unit(&self) -> &'static str {
        "listing"
    }

    fn openers(&self) -> &'static [&'static str] {
        &[OPENER]
    }

    fn read(&self, text: &str, _earlier: &History, out: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        let head = read_head(text, OPENER)
            .and_then(|head| Some((head.length, head.count, head.rest.strip_prefix(LINES)?)));
        let (mut length, count, pattern) = head
            .filter(|(_, count, pattern)| *count <= MAX_ROWS && pattern.contains([LEFT, RIGHT]))
            .ok_or(Unreadable { read: text.len().min(MAX_HEAD_LEN) })?;
        let slots = pattern.matches([LEFT, RIGHT]).count();
        let mut widths = vec![0; slots];
        // The cells of all rows, row by row.
        let mut cells: Vec<&str> = Vec::new();
        while cells.len() < count * slots {
            let rest = text[length..].strip_prefix('\n').ok_or(Unreadable { read: length })?;
            let line = &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())];
            length += 1 + line.len();
            let start = cells.len();
            cells.extend(line.splitn(slots, ' '));
            if cells.len() < start + slots {
                return Err(Unreadable { read: length });
            }
            for (most, cell) in widths.iter_mut().zip(&cells[start..]) {
                *most = width(cell).max(*most);
            }
        }
        for (index, row) in cells.chunks_exact(slots).enumerate() {
            let feed = if index > 0 { "\n" } else { "" };
            out.push_str(feed)
                .and_then(|()| write_line(pattern, row, &widths, out))
                .ok_or(Unreadable { read: length })?;
        }
        Ok(Reading::new(length))
    }
}

/// Writes the cells of a line in place of the marks of the pattern.
fn write_line(pattern: &str, cells: &[&str], widths: &[usize], out: &mut Sink<'_>) -> Option<()> {
    let mut rest = pattern;
    for (cell, widest) in cells.iter().zip(widths) {
        let at = rest.find([LEFT, RIGHT]).unwrap_or(rest.len());
        out.push_str(&rest[..at])?;
        let is_left = rest[at..].starts_with(LEFT);
        rest = rest.get(at + 1..).unwrap_or_default();
        let pad = widest - width(cell);
        if is_left {
            out.push_str(cell)?;
            // No padding follows the last cell.
            out.pad(if rest.is_empty() { 0 } else { pad })?;
        } else {
            out.pad(pad)?;
            out.push_str(cell)?;
        }
    }
    out.push_str(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(text: &str, limit: usize) -> Option<(String, usize)> {
        Columns.decode(text, &History::new(), limit).ok().map(|decoded| (decoded.text, decoded.length))
    }

    #[test]
    fn cells_replace_the_marks_of_the_pattern() {
        let text = "[columns 3 lines:  > ada  <  >]\n1 é 7\n12 bb 8\n3 c 99";
        assert_eq!(
            decode(&format!("{text}\nmore"), 99),
            Some(("  1 ada  é    7\n 12 ada  bb   8\n  3 ada  c   99".into(), text.len()))
        );
        assert_eq!(decode("[columns 2 lines: < <]\na b c\nbb  ", 99), Some(("a  b c\nbb  ".into(), 33)));
    }

    #[test]
    fn rejects_malformed_columns() {
        for text in [
            "[columns 2 lines: < >]\na b\nc",
            "[columns 2 lines: < >]\na b",
            "[columns 0 lines: <]\n",
            "[columns 1 lines: a]\na",
            "[columns 1: <]\na",
            "[columns 5000 lines: <]\na",
            "[columns 1 lines: <",
            "[columns  lines: <]\na",
        ] {
            assert_eq!(decode(text, 99), None, "{text}");
        }
        let wide = format!("[columns 1000 lines: < <]\n{} b{}", "a".repeat(5000), "\na b".repeat(999));
        let read = Columns.decode(&wide, &History::new(), 20_000).map_err(|unreadable| unreadable.read);
        assert!(read.is_err_and(|read| read < 60_000));
    }
}
