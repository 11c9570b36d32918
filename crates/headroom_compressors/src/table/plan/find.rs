//! Finds tables, and how they are written.

use super::table::{MIN_COLUMNS, Table};
use super::{fixed, ruled};
use crate::table::parse::{Column, Kind, MAX_COLUMNS, Padding, Quotes, Style, delimiter};

/// Maximum length of the name of a column, in bytes. Longer text is prose.
const MAX_NAME_LEN: usize = 64;
/// Minimum number of rows of a table that is drawn. A few rows, as an elision leaves them, are best as they are.
const MIN_DRAWN: usize = 6;
/// Separators, the likely ones first.
const SEPARATORS: [u8; 4] = *b",\t;|";

/// The table at the start of `text`. `None` if it has fewer than `fewest` rows.
pub(super) fn table(text: &str, fewest: usize) -> Option<Table<'_>> {
    let line = &text[..memchr::memchr(b'\n', text.as_bytes()).unwrap_or(text.len())];
    // The first line decides how lines end.
    let crlf = line.ends_with('\r');
    let separated = || SEPARATORS.into_iter().find_map(|separator| separated(text, line, separator, crlf));
    let table = if line.starts_with('|') {
        markdown(text, crlf)
    } else {
        let drawn = ruled::table(text, crlf).filter(|table| table.rows >= MIN_DRAWN);
        drawn.or_else(separated).or_else(|| fixed::table(text, line))
    };
    table.filter(|table| table.rows >= fewest)
}

fn separated<'a>(text: &'a str, line: &str, separator: u8, crlf: bool) -> Option<Table<'a>> {
    // Most lines contain no separators.
    if memchr::memchr_iter(separator, line.as_bytes()).take(MIN_COLUMNS - 1).count() + 1 < MIN_COLUMNS {
        return None;
    }
    let shown = Style { kind: Kind::Separated { separator, quotes: Quotes::Shown }, crlf };
    let mut cells = Vec::new();
    let head = shown.split(text, &[], &mut cells)?;
    let quotes = if cells.iter().all(|cell| cell.starts_with('"')) {
        [Quotes::All, Quotes::Text].as_slice()
    } else {
        &[Quotes::Shown]
    };
    let body = text.get(head + shown.line_end().len()..)?;
    let mut first = Vec::new();
    shown.split(body, &[], &mut first)?;
    let quotes = *quotes
        .iter()
        .find(|quotes| first.iter().all(|cell| style(separator, **quotes, crlf).bare(cell).is_some()))?;
    let style = style(separator, quotes, crlf);
    let names =
        cells.iter().map(|name| style.bare(name).filter(|name| is_name(name))).collect::<Option<Vec<_>>>()?;
    // A word that occurs again right below is no name.
    if !are_names(&names) || cells.iter().zip(&first).any(|(name, cell)| name == cell) {
        return None;
    }
    let columns = names.into_iter().map(|name| Column { name, ..Column::default() }).collect();
    let mut table = Table { style, columns, rows: 0, body, length: 0 };
    let starts_blank = |cell: &&str| cell.starts_with(' ');
    let start = text.len() - body.len();
    let mut at = 0;
    while let Some(length) = shown.split(&body[at..], &[], &mut cells) {
        let rest = &body[at + length..];
        // A list in prose or code has blanks after its commas.
        let is_row =
            cells.len() == table.columns.len() && (table.rows > 0 || !cells.iter().any(starts_blank));
        if !is_row || !(rest.is_empty() || rest.starts_with(style.line_end())) {
            break;
        }
        table.rows += 1;
        table.length = start + at + length;
        at += length + style.line_end().len();
        if rest.len() <= style.line_end().len() {
            break;
        }
    }
    Some(table)
}

const fn style(separator: u8, quotes: Quotes, crlf: bool) -> Style {
    Style { kind: Kind::Separated { separator, quotes }, crlf }
}

/// Whether a cell is likely to name a column.
fn is_name(cell: &str) -> bool {
    let is_usual = |char: char| {
        char.is_alphanumeric()
            || matches!(
                char,
                ' ' | '_' | '-' | '.' | '/' | '(' | ')' | '%' | '#' | '$' | '€' | '&' | '+' | '?' | '@'
            )
    };
    cell.len() <= MAX_NAME_LEN && cell.trim() == cell && cell.chars().all(is_usual) && !cell.contains("()")
}

/// Whether cells are the names of columns: only the first may be empty, most have letters, and no two are
/// equal.
fn are_names(cells: &[&str]) -> bool {
    let have_letters = cells.iter().filter(|cell| cell.contains(char::is_alphabetic)).count();
    let are_full = cells.iter().skip(1).all(|cell| !cell.is_empty());
    let unique = cells.iter().collect::<std::collections::BTreeSet<_>>().len();
    (MIN_COLUMNS..=MAX_COLUMNS).contains(&cells.len())
        && are_full
        && have_letters * 2 > cells.len()
        && unique == cells.len()
}

fn markdown(text: &str, crlf: bool) -> Option<Table<'_>> {
    let plain = Style { kind: Kind::Markdown { padding: Padding::None, wide: false, tight: false }, crlf };
    let first = plain.line(text);
    let below = text.get(first.len() + plain.line_end().len()..)?;
    let second = plain.line(below);
    let (tight, lengths) = delimiter(second)?;
    let mut names = Vec::new();
    plain.split(first, &[], &mut names)?;
    let body = below.get(second.len() + plain.line_end().len()..)?;
    if names.len() != lengths.len()
        || names.len() > MAX_COLUMNS
        || names.iter().any(|name| name.contains(['=', ':']))
    {
        return None;
    }
    let styles = [
        (Padding::None, false),
        (Padding::Aligned, false),
        (Padding::Aligned, true),
        (Padding::Left, false),
        (Padding::Left, true),
    ];
    let tables = styles.into_iter().map(|(padding, wide)| {
        let style = Style { kind: Kind::Markdown { padding, wide, tight }, crlf };
        let columns = names.iter().zip(&lengths).map(|(name, (align, length))| Column {
            name,
            align: *align,
            width: length.saturating_sub(style.overhang()),
            ..Column::default()
        });
        Table { style, columns: columns.collect(), rows: 0, body, length: text.len() - body.len() }
    });
    let mut tables: Vec<_> = tables.filter(|table| table.names_are(first)).map(|table| (table, 0)).collect();
    // Lines are read only after a head that will be skipped together with them.
    let (mut read, mut rows) = (0, 0);
    while let Some(rest) = body.get(read..).filter(|rest| rest.starts_with('|') && !tables.is_empty()) {
        let line = plain.line(rest);
        if !rest[line.len()..].is_empty() && !rest[line.len()..].starts_with(plain.line_end()) {
            break;
        }
        for (table, fitting) in &mut tables {
            *fitting += u32::from(table.fits(line));
        }
        read += line.len() + plain.line_end().len();
        rows += 1;
    }
    // A tie goes to the first.
    let best = tables.into_iter().fold(None, |best: Option<(Table<'_>, u32)>, next| {
        Some(best.filter(|best| best.1 >= next.1).unwrap_or(next))
    });
    best.map(|(table, _)| Table {
        rows,
        length: table.length + read.saturating_sub(plain.line_end().len()),
        ..table
    })
}
