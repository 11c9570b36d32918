//! Finds tables that are drawn with bars and lines of dashes.

use super::table::Table;
use crate::table::parse::{Align, Column, Kind, MAX_COLUMNS, Program, Style, dashes, width};

/// Maximum length of a line, in bytes.
const MAX_LEN: usize = 1 << 12;

/// The table whose frame or whose names are in the line at the start of `text`.
pub(super) fn table(text: &str, crlf: bool) -> Option<Table<'_>> {
    let mut lines = Lines { text, at: 0, crlf };
    let first = lines.next()?;
    let frame = dashes(first).is_some();
    let names = if frame { lines.next()? } else { Some(first).filter(|line| line.contains('|'))? };
    let rule = lines.next().filter(|rule| !frame || *rule == first)?;
    let (program, columns) = drawn_by(frame, names, rule)?;
    let style = Style { kind: Kind::Ruled { program }, crlf };
    let length = lines.end();
    let mut table = Table { style, columns, rows: 0, body: &text[lines.at..], length };
    let mut votes = vec![0; table.columns.len()];
    let mut cells = Vec::new();
    let mut is_closed = false;
    while let Some(line) = lines.next() {
        let is_row = program.split(line, &mut cells) && cells.len() == votes.len() && dashes(line).is_none();
        if !is_row {
            is_closed = frame && line == rule;
            table.length = if is_closed { lines.end() } else { table.length };
            break;
        }
        for ((cell, column), votes) in cells.iter().zip(&table.columns).zip(&mut votes) {
            *votes += vote(line, cell, column, style);
        }
        table.rows += 1;
        table.length = lines.end();
    }
    for (column, votes) in table.columns.iter_mut().zip(votes) {
        column.align = if votes > 0 { Align::Right } else { Align::None };
    }
    let are_names = drawn(|out| program.put_names(&table.columns, out)) == names;
    (are_names && is_closed == frame).then_some(table)
}

/// The program that draws these names and this line of dashes, and the columns. The alignment of cells is not known yet.
fn drawn_by<'a>(frame: bool, names: &'a str, rule: &str) -> Option<(Program, Vec<Column<'a>>)> {
    let lengths = dashes(rule).filter(|lengths| lengths.len() <= MAX_COLUMNS)?;
    Program::ALL.into_iter().filter(|program| program.is_framed() == frame).find_map(|program| {
        let columns = columns(program, names, &lengths)?;
        // Only here the names are aligned as the cells are.
        let are_names =
            program == Program::Coverage || drawn(|out| program.put_names(&columns, out)) == names;
        (are_names && drawn(|out| program.put_rule(&columns, out)) == rule).then_some((program, columns))
    })
}

fn drawn(draw: impl FnOnce(&mut String)) -> String {
    let mut out = String::new();
    draw(&mut out);
    out
}

/// The columns that the dashes and the names say. `None`: they do not fit each other.
fn columns<'a>(program: Program, names: &'a str, lengths: &[usize]) -> Option<Vec<Column<'a>>> {
    let mut cells = Vec::new();
    let fits = program.split(names, &mut cells) && cells.len() == lengths.len();
    if !fits || cells.iter().any(|name| name.contains(['=', ':'])) {
        return None;
    }
    cells
        .iter()
        .zip(lengths)
        .enumerate()
        .map(|(index, (name, length))| {
            let own = program.width(index, *length)?;
            (width(name, true) <= own).then(|| Column { name, width: own, ..Column::default() })
        })
        .collect()
}

/// 1 for a cell that can only be aligned right, -1 for one that can only be aligned left.
fn vote(line: &str, cell: &str, column: &Column<'_>, style: Style) -> i64 {
    let start = cell.as_ptr() as usize - line.as_ptr() as usize;
    let before = line[..start].bytes().rev().take_while(|byte| *byte == b' ').count();
    let room = column.width.saturating_sub(width(cell, style.is_wide()));
    if cell.is_empty() || room == 0 {
        0
    } else if before > room {
        1
    } else {
        -1
    }
}

/// The lines of a text, without their ends.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    crlf: bool,
}

impl<'a> Lines<'a> {
    /// The next line. `None`: there is none, or it is too long.
    fn next(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr(b'\n', rest.as_bytes());
        let line = &rest[..end.unwrap_or(rest.len())];
        self.at += line.len() + usize::from(end.is_some());
        let bare = if self.crlf && end.is_some() { line.strip_suffix('\r')? } else { line };
        (bare.len() <= MAX_LEN).then_some(bare)
    }

    /// Where the last line ended, without its end.
    fn end(&self) -> usize {
        let read = &self.text[..self.at];
        let read = read.strip_suffix('\n').unwrap_or(read);
        if self.crlf { read.strip_suffix('\r').unwrap_or(read).len() } else { read.len() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::plan::write::short;

    fn head(text: &str) -> Option<String> {
        let table = table(text, false)?;
        let written = short(&table)?;
        let decoded =
            crate::table::CODECS[0].decode(&written, &headroom_core::History::new(), 10_000).ok()?;
        assert_eq!(decoded.text, text[..table.length]);
        written.lines().next().map(str::to_owned)
    }

    #[test]
    fn tables_of_each_program_round_trip() {
        let psql = " id | state | note  \n----+-------+-------\n  1 | done  | a\n  2 | done  | a é b\n 13 | done  | \n(3 rows)";
        let mysql = "+----+---------+\n| id | state   |\n+----+---------+\n|  1 | done    |\n|  2 | done    |\n| 13 | waiting |\n+----+---------+\n3 rows in set";
        let sqlite = "+----+---------+\n| id |  state  |\n+----+---------+\n| 1  | done    |\n| 2  | done    |\n| 13 | waiting |\n+----+---------+";
        let coverage = "----------|---------|-------\nFile      | % Stmts | Lines \n----------|---------|-------\nAll files |    87.4 | 3-5   \n src      |     100 |       \n  a.ts    |     100 |       \n----------|---------|-------\n";
        for (text, expected) in [
            (psql, "[psql 3 rows: id:>|state=done|note]"),
            (mysql, "[mysql 3 rows: id:>|state]"),
            (sqlite, "[sqlite 3 rows: id|state]"),
            (coverage, "[coverage 3 rows: File|% Stmts:>|Lines]"),
        ] {
            let found = head(text).unwrap_or_else(|| panic!("no table: {text}"));
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn look_alikes_are_kept() {
        for text in [
            "a | b\n---+---\n",
            " a | b \n--+--\n 1 | 2",
            "+---+\n| a |\n+---+\n| 1 |",
            "---|---\nx\n---|---\n",
            "- a\n- b\n- c",
            "+++ b/file\n--- a/file\n",
        ] {
            assert_eq!(
                table(text, false).filter(|table| table.rows > 0).map(|table| table.rows),
                None,
                "{text}"
            );
        }
    }
}
