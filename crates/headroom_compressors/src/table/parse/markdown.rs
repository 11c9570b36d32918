//! Rows of Markdown's tables.

use super::column::{Align, Padding};

/// Puts the cells of a row, without the blanks around them, into `cells`. `false`: it is no row.
pub(super) fn split<'a>(line: &'a str, cells: &mut Vec<&'a str>) -> bool {
    cells.clear();
    let Some(mut rest) = line.strip_prefix('|') else { return false };
    while !rest.is_empty() {
        let end = cell_end(rest);
        if end == rest.len() {
            return false;
        }
        cells.push(rest[..end].trim_matches(' '));
        rest = &rest[end + 1..];
    }
    !cells.is_empty()
}

/// The end of the cell at the start of `text`: at a `|` that no backslash is in front of, or at the line's end.
pub(super) fn cell_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = memchr::memchr2(b'|', b'\n', &bytes[from..]) {
        let at = from + found;
        if bytes[at] == b'\n' || at == 0 || bytes[at - 1] != b'\\' {
            return at;
        }
        from = at + 1;
    }
    bytes.len()
}

/// Writes a cell of this width, with what is in front of it.
pub(super) fn put_cell(parts: [&str; 2], align: Align, padding: Padding, room: usize, out: &mut String) {
    let before = match (padding, align) {
        (Padding::Aligned, Align::Right) => room,
        (Padding::Aligned, Align::Center) => room / 2,
        _ => 0,
    };
    out.push_str("| ");
    out.extend(std::iter::repeat_n(' ', before));
    out.extend(parts);
    out.extend(std::iter::repeat_n(' ', if padding == Padding::None { 1 } else { room - before + 1 }));
}

/// Reads the line below the names: whether there are no blanks in it, and of each column the alignment and the length of the line.
pub(in crate::table) fn delimiter(line: &str) -> Option<(bool, Vec<(Align, usize)>)> {
    let mut cells = Vec::new();
    if !line.starts_with('|')
        || !line.contains('-')
        || line.bytes().any(|byte| !matches!(byte, b'|' | b'-' | b':' | b' '))
        || !split(line, &mut cells)
    {
        return None;
    }
    let column = |cell: &&str| {
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        let align = match (cell.starts_with(':'), cell.ends_with(':')) {
            (false, false) => Align::None,
            (true, false) => Align::Left,
            (false, true) => Align::Right,
            (true, true) => Align::Center,
        };
        (!dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')).then_some((align, cell.len()))
    };
    let columns = cells.iter().map(column).collect::<Option<Vec<_>>>()?;
    let mut again = String::new();
    let tight = !line.starts_with("| ");
    put_delimiter(tight, columns.iter().copied(), &mut again);
    (again == line).then_some((tight, columns))
}

/// Writes the line below the names.
pub(in crate::table) fn put_delimiter(
    tight: bool,
    columns: impl Iterator<Item = (Align, usize)>,
    out: &mut String,
) {
    let blank = if tight { "" } else { " " };
    for (align, length) in columns {
        let (before, behind) = align.colons();
        out.extend(["|", blank, before]);
        out.extend(std::iter::repeat_n('-', length.saturating_sub(before.len() + behind.len())));
        out.extend([behind, blank]);
    }
    out.push('|');
}
