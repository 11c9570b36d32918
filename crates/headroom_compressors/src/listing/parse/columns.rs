//! Tables in columns, read back.

use headroom_core::{Codec, Decoded, Earlier, Unreadable};

use super::head::{LONGEST_HEAD, read_head};

const OPENER: &str = "[columns ";
const LINES: &str = " lines: ";
/// Stand for cells that are aligned left and right.
pub(in crate::listing) const LEFT: char = '<';
pub(in crate::listing) const RIGHT: char = '>';

/// Writes the line in front of so many lines that are like `pattern`; `None` if that could not be read back.
pub(in crate::listing) fn write_columns_head(count: usize, pattern: &str) -> Option<String> {
    let out = format!("{OPENER}{count}{LINES}{pattern}]");
    (out.len() < LONGEST_HEAD).then_some(out)
}

/// Reads tables back.
#[derive(Clone, Copy, Debug)]
pub(in crate::listing) struct Columns;

impl Codec for Columns {
    fn name(&self) -> &'static str {
        "columns"
    }

    fn openers(&self) -> &'static [&'static str] {
        &[OPENER]
    }

    fn decode(&self, text: &str, _earlier: &Earlier, limit: usize) -> Result<Decoded, Unreadable> {
        let head = read_head(text, OPENER).and_then(|head| Some((head.length, head.count, head.rest.strip_prefix(LINES)?)));
        let (mut length, count, pattern) = head.filter(|(.., pattern)| pattern.contains([LEFT, RIGHT])).ok_or(Unreadable { read: text.len().min(LONGEST_HEAD) })?;
        let slots = pattern.matches([LEFT, RIGHT]).count();
        let mut widths = vec![0; slots];
        let mut rows = Vec::new();
        while rows.len() < count {
            let rest = text[length..].strip_prefix('\n').ok_or(Unreadable { read: length })?;
            let line = &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())];
            length += 1 + line.len();
            let cells: Vec<_> = line.splitn(slots, ' ').collect();
            if cells.len() < slots {
                return Err(Unreadable { read: length });
            }
            for (width, cell) in widths.iter_mut().zip(&cells) {
                *width = cell.chars().count().max(*width);
            }
            rows.push(cells);
        }
        let mut out = String::new();
        for cells in &rows {
            let most = pattern.len() + widths.iter().sum::<usize>();
            if out.len() + most > limit.saturating_mul(2) {
                return Err(Unreadable { read: length + out.len() });
            }
            if !out.is_empty() {
                out.push('\n');
            }
            write_line(pattern, cells, &widths, &mut out);
        }
        if out.len() > limit {
            return Err(Unreadable { read: length + out.len() });
        }
        Ok(Decoded { length, text: out, visible: Vec::new(), refers: false })
    }
}

/// Writes the cells of a line where the pattern has them.
fn write_line(pattern: &str, cells: &[&str], widths: &[usize], out: &mut String) {
    let mut rest = pattern;
    for (cell, width) in cells.iter().zip(widths) {
        let at = rest.find([LEFT, RIGHT]).unwrap_or(rest.len());
        out.push_str(&rest[..at]);
        let is_left = rest[at..].starts_with(LEFT);
        rest = rest.get(at + 1..).unwrap_or_default();
        let pad = std::iter::repeat_n(' ', width - cell.chars().count());
        if is_left {
            out.push_str(cell);
            // Nothing stands behind the last cell.
            out.extend(pad.filter(|_| !rest.is_empty()));
        } else {
            out.extend(pad);
            out.push_str(cell);
        }
    }
    out.push_str(rest);
}
