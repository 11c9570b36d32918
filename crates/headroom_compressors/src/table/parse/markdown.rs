//! Rows of Markdown's tables.

use super::head::Align;

/// How the cells of a table are filled up with blanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::table) enum Padding {
    /// Not at all.
    None,
    /// As their columns are aligned.
    Aligned,
    /// On the right.
    Left,
}

/// The places that a text takes: each character one, or if `wide`, those two that terminals show so.
pub(in crate::table) fn width(text: &str, wide: bool) -> usize {
    text.chars().map(|char| if wide { places(char) } else { 1 }).sum()
}

/// Of one character, as in Unicode's East Asian Width, by blocks.
fn places(char: char) -> usize {
    match char {
        '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}'
        | '\u{2705}'
        | '\u{274c}'
        | '\u{2728}'
        | '\u{2753}'..='\u{2755}'
        | '\u{2757}'
        | '\u{26a1}'
        | '\u{2b50}'
        | '\u{231a}'..='\u{231b}' => 2,
        _ => 1,
    }
}

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
