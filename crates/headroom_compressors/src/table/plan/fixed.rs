//! Finds tables whose columns are separated by blanks, such as the output of `ps`, `df`, `docker ps` and
//! `kubectl get`.

use std::ops::Range;

use super::table::{MIN_COLUMNS, Table};
use crate::table::parse::{Align, Column, GAPS, Kind, Style};

/// Maximum width of a table in characters, and maximum number of rows, which bound memory. A wider table is
/// kept; a longer one is cut.
const MAX_WIDTH: usize = 512;
const MAX_ROWS: usize = 4096;
/// Maximum number of consecutive rows with a cell that runs into the next. Such rows are kept.
const MAX_ODD: usize = 1;

/// The table whose names are in the line at the start of `text`.
pub(super) fn table<'a>(text: &'a str, line: &'a str) -> Option<Table<'a>> {
    let body = text.get(line.len() + 1..).filter(|body| are_names(line) || is_ruled(line, body))?;
    let mut fields = Fields::of(line);
    let (mut rows, mut fitting) = (Vec::new(), Vec::new());
    let mut end = 0;
    // A line that may be names ends a table, so no line is read for two tables.
    for row in body.split('\n').take(MAX_ROWS).take_while(|row| is_row(row) && !are_names(row)) {
        rows.push(row);
        let with = fields.with(row);
        if with.columns(line).len() >= fields.least(fitting.len(), line) {
            fields = with;
            fitting.push(row);
            end = rows.len();
        } else if rows.len() - end > MAX_ODD {
            break;
        }
    }
    rows.truncate(end);
    let fields = fields.columns(line);
    let aligned = fields
        .iter()
        .map(|field| Some((field.clone(), align(line, &fitting, field)?)))
        .collect::<Option<Vec<_>>>()?;
    let tables = GAPS.into_iter().filter_map(|gap| of_gap(line, &aligned, gap));
    // The style in which most columns are as wide as their widest cells; a tie goes to the larger gap.
    let (_, style, columns) = tables.min_by_key(|(odd, ..)| *odd)?;
    let length = line.len() + rows.iter().map(|row| 1 + row.len()).sum::<usize>();
    let table = Table { style, columns, rows: rows.len(), body, length };
    table.names_are(line).then_some(table)
}

/// Whether a line is likely to name columns: `CONTAINER ID`, `%CPU`, `Mounted on`.
fn are_names(line: &str) -> bool {
    // Most lines have no two consecutive blanks.
    if memchr::memmem::find(line.as_bytes(), b"  ").is_none() {
        return false;
    }
    let is_usual = |char: char| {
        char.is_ascii_alphanumeric() || matches!(char, ' ' | '%' | '-' | '_' | '/' | '(' | ')' | '#' | '+')
    };
    let words = || line.split(' ').filter(|word| !word.is_empty());
    let are_capital = words()
        .filter(|word| word.starts_with(|char: char| char.is_ascii_uppercase() || char == '%'))
        .count();
    !line.starts_with(' ')
        && words().count() >= MIN_COLUMNS
        && line.len() <= MAX_WIDTH
        && are_capital * 4 >= words().count() * 3
        && line.chars().all(is_usual)
}

/// Whether a line of dashes below `line` says where its columns are: `--  ------  -----`.
fn is_ruled(line: &str, body: &str) -> bool {
    let rule = &body[..memchr::memchr(b'\n', body.as_bytes()).unwrap_or(body.len())];
    let starts = |line: &str| {
        let bytes = line.as_bytes().iter().enumerate();
        bytes
            .filter(|(at, byte)| **byte != b' ' && (*at == 0 || line.as_bytes()[at - 1] == b' '))
            .map(|(at, _)| at)
            .collect::<Vec<_>>()
    };
    if line.len() > MAX_WIDTH
        || !rule.starts_with(['-', '='])
        || rule.bytes().any(|byte| !b"-= ".contains(&byte))
    {
        return false;
    }
    let (rules, names) = (starts(rule), starts(line));
    rules.len() >= MIN_COLUMNS && line.is_ascii() && rules.iter().all(|start| names.contains(start))
}

fn is_row(line: &str) -> bool {
    !line.trim().is_empty() && line.len() <= MAX_WIDTH && !line.contains(['\t', '\r'])
}

/// The characters at which some line has no blank.
#[derive(Clone)]
struct Fields {
    full: Vec<bool>,
}

impl Fields {
    fn of(line: &str) -> Self {
        Self { full: line.chars().map(|char| char != ' ').collect() }
    }

    /// The same with another line added.
    fn with(&self, line: &str) -> Self {
        let mut full = self.full.clone();
        full.resize(full.len().max(line.chars().count()), false);
        for (full, char) in full.iter_mut().zip(line.chars()) {
            *full |= char != ' ';
        }
        Self { full }
    }

    /// Minimum number of columns that must remain when a row is added.
    fn least(&self, rows: usize, names: &str) -> usize {
        if rows < 2 { MIN_COLUMNS } else { self.columns(names).len() }
    }

    /// The range of each column. A range without a name belongs to the one before.
    fn columns(&self, names: &str) -> Vec<Range<usize>> {
        let is_named = Self::of(names).full;
        let mut columns: Vec<Range<usize>> = Vec::new();
        let mut at = 0;
        while at < self.full.len() {
            let start = at;
            while self.full.get(at) == Some(&true) {
                at += 1;
            }
            if at > start {
                let has_name =
                    is_named.get(start..at.min(is_named.len())).is_some_and(|named| named.contains(&true));
                match columns.last_mut() {
                    Some(last) if !has_name => last.end = at,
                    _ => columns.push(start..at),
                }
            }
            at += 1;
        }
        columns
    }
}

/// The columns at a distance of `gap` blanks, and how many of them are wider than their cells. `None` if
/// columns are closer, or cells are aligned neither left nor right.
fn of_gap<'a>(
    line: &'a str,
    fields: &[(Range<usize>, Align)],
    gap: usize,
) -> Option<(usize, Style, Vec<Column<'a>>)> {
    let mut columns = Vec::new();
    let (mut start, mut odd) = (0, 0);
    for (index, (field, align)) in fields.iter().enumerate() {
        // The padding of a column aligned right precedes it.
        let next = fields.get(index + 1);
        let room = next.map_or(Some(field.end), |(next, _)| {
            next.start.checked_sub(gap).filter(|end| *end >= field.end)
        })?;
        let end = match align {
            Align::Right => field.end,
            _ if start != field.start => return None,
            _ if next.is_some_and(|(_, align)| *align == Align::Right) => field.end,
            _ => room,
        };
        let width = end - start;
        odd += usize::from(width != field.len());
        columns.push(Column {
            name: part(line, field).trim_matches(' '),
            align: *align,
            width,
            ..Column::default()
        });
        start = end + gap;
    }
    Some((odd, Style { kind: Kind::Fixed { gap }, crlf: false }, columns))
}

/// The alignment of the cells of a column.
fn align(line: &str, rows: &[&str], field: &Range<usize>) -> Option<Align> {
    let cells = || {
        std::iter::once(&line)
            .chain(rows)
            .map(|line| part(line, field))
            .filter(|part| !part.trim().is_empty())
    };
    let is_left = cells().all(|part| !part.starts_with(' '));
    let is_right = cells().all(|part| !part.ends_with(' ') && part.chars().count() == field.len());
    if is_left { Some(Align::None) } else { is_right.then_some(Align::Right) }
}

/// The characters of a line in a column.
fn part<'a>(line: &'a str, field: &Range<usize>) -> &'a str {
    let place = |at: usize| {
        if line.is_ascii() {
            at.min(line.len())
        } else {
            line.char_indices().nth(at).map_or(line.len(), |(at, _)| at)
        }
    };
    &line[place(field.start)..place(field.end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The gap between the columns, the number of rows, and each column with its width.
    fn found(text: &str) -> Option<(usize, usize, String)> {
        let table = table(text, text.lines().next()?)?;
        let Kind::Fixed { gap } = table.style.kind else { return None };
        let columns: Vec<_> = table
            .columns
            .iter()
            .map(|column| {
                format!(
                    "{}:{}{}",
                    column.name,
                    if column.align == Align::Right { ">" } else { "" },
                    column.width
                )
            })
            .collect();
        Some((gap, table.rows, columns.join("|")))
    }

    #[test]
    fn columns_are_separated_where_all_rows_have_blanks() {
        let text = "CONTAINER ID   SIZE   PORTS        NAMES\n3f1c2a9b7d10   12 B                shop-db\n8b7e6d5c4a32   7 B    6379/tcp     shop-cache\n\nmore";
        assert_eq!(found(text), Some((3, 2, "CONTAINER ID:12|SIZE:4|PORTS:10|NAMES:10".into())));
        let text = "USER      PID %CPU COMMAND\nada         1  0.0 sh -c true\nada      4410 12.3 node --port 80\nroot 1182744338 2.0 odd\nroot       22  0.1 cron";
        assert_eq!(found(text), Some((1, 4, "USER:4|PID:>8|%CPU:>4|COMMAND:14".into())));
    }

    #[test]
    fn a_line_of_dashes_says_where_columns_are() {
        let text =
            "id  part    price\n--  ------  -----\n1   bolt 3  0.5\n2   nut 14  12.5\n3   rivet   7.25";
        assert_eq!(found(text), Some((2, 4, "id:2|part:6|price:5".into())));
    }

    #[test]
    fn no_line_is_read_for_two_tables() {
        assert_eq!(
            found("NAME     AGE   SIZE\nadam     1     2\nNAME     AGE   SIZE\neve      3     4")
                .map(|found| found.1),
            Some(1)
        );
        assert_eq!(found("Name  Age  Size\nAdam  One  Two\nEve  Three  Four").map(|found| found.1), Some(0));
    }

    #[test]
    fn look_alikes_are_kept() {
        for text in [
            "A sentence.  Another One\nthat goes on  and on\nand on",
            "NAME  AGE  SIZE",
            "NAME  AGE\nadam  12\neve   7",
            "    NAME  AGE  SIZE\n    a     1    2\n    b     3    4",
            "Let X = 1;  Y = 2;  Z\na     b     c",
        ] {
            assert_eq!(found(text).filter(|(_, rows, _)| *rows > 1), None, "{text}");
        }
    }
}
