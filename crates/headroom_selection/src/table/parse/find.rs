//! Finds heads and the rows below them.

use std::collections::BTreeSet;
use std::ops::Range;

use headroom_core::Kind;

use super::split::Form;

/// Minimum number of columns.
const MIN_COLUMNS: usize = 2;
/// Minimum number of columns whose cells are told apart by their positions only.
const MIN_FIXED: usize = 3;
/// Maximum number of columns.
const MAX_COLUMNS: usize = 256;
/// Maximum number of lines that interrupt a table which is not of separated values, and minimum number of rows
/// below them.
const MAX_BETWEEN: usize = 3;
const MIN_BELOW: usize = 5;
/// Maximum length of the name of a column, in bytes.
const MAX_NAME_LEN: usize = 64;
/// Bars between cells.
const BARS: [char; 4] = ['|', '│', '┃', '║'];

/// A head and the rows below it.
#[derive(Debug)]
pub(in crate::table) struct Table<'a> {
    /// The names of the columns, each only once.
    pub(in crate::table) names: Vec<String>,
    pub(in crate::table) form: Form,
    /// The lines of the rows, as indexes: each part has no other line in it.
    pub(in crate::table) parts: Vec<Range<usize>>,
    /// All lines of the text.
    pub(in crate::table) lines: &'a [&'a str],
}

/// The tables in the lines of a text of some kind.
pub(in crate::table) fn tables<'a>(lines: &'a [&'a str], kind: Kind) -> Vec<Table<'a>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let Some((form, names, first)) = head(lines, at, kind) else {
            at += 1;
            continue;
        };
        let mut parts = Vec::new();
        at = first;
        while let Some(part) = part(lines, at, (&form, names.len()), kind, parts.is_empty()) {
            at = part.end;
            parts.push(part);
        }
        found.push(Table { names, form, parts, lines });
    }
    found
}

/// The next rows of a table without any other line between them. Lines may stand above them unless they are the first.
fn part(
    lines: &[&str],
    at: usize,
    (form, columns): (&Form, usize),
    kind: Kind,
    is_first: bool,
) -> Option<Range<usize>> {
    let (between, least) = match form {
        Form::Separated(_) => (usize::MAX, 1),
        _ if is_first => (0, 1),
        _ => (MAX_BETWEEN, MIN_BELOW),
    };
    for start in (at..lines.len()).take(between.saturating_add(1)) {
        if !is_first && head(lines, start, kind).is_some() {
            return None;
        }
        let count = rows(&lines[start..], form, columns);
        if count > 0 {
            return (count >= least).then_some(start..start + count);
        }
    }
    None
}

/// The number of rows at the start of some lines.
fn rows<'a>(lines: &[&'a str], form: &Form, columns: usize) -> usize {
    let mut cells = Vec::new();
    let mut is_row = |line: &'a str| !is_rule(line) && form.split(line, &mut cells) && cells.len() == columns;
    lines.iter().take_while(|line| is_row(line)).count()
}

/// The form and the names of a head at a line, and the line of its first row.
fn head(lines: &[&str], at: usize, kind: Kind) -> Option<(Form, Vec<String>, usize)> {
    let line = lines[at];
    let below = lines.get(at + 1).copied().unwrap_or("");
    if matches!(kind, Kind::Csv | Kind::Tsv) {
        let separators: &[char] = if kind == Kind::Tsv { &['\t'] } else { &[',', ';'] };
        return separators.iter().filter(|_| at == 0).find_map(|separator| {
            let form = Form::Separated(*separator);
            names(line, &form, MIN_COLUMNS).map(|names| (form, names, 1))
        });
    }
    if is_rule(line) {
        return None;
    }
    if is_rule(below) {
        let bar = BARS.into_iter().find(|bar| line.contains(*bar))?;
        let inner = line.trim();
        let form = Form::Bars { bar, is_framed: inner.starts_with(bar) || inner.ends_with(bar) };
        return names(line, &form, MIN_COLUMNS).map(|names| (form, names, at + 2));
    }
    let form = Form::Fixed(starts(line)?);
    names(line, &form, MIN_FIXED).map(|names| (form, names, at + 1))
}

/// The names in a head. A column without a name of its own is known by its number, and of a long name only the start is
/// taken, because each row as JSON has it. Separated values have no rule below their head, so its names have to look
/// like names.
fn names(line: &str, form: &Form, least: usize) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    if !form.split(line, &mut cells) || !(least..=MAX_COLUMNS).contains(&cells.len()) {
        return None;
    }
    let own: Vec<&str> = cells.iter().map(|cell| cell.trim_matches('"')).collect();
    let is_name = |name: &&str| {
        name.is_empty()
            || name.len() <= MAX_NAME_LEN && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
    };
    if matches!(form, Form::Separated(_)) && !own.iter().all(is_name) {
        return None;
    }
    let mut known = BTreeSet::new();
    let named = (1..).zip(&own).map(|(number, name)| {
        let name = &name[..name.floor_char_boundary(MAX_NAME_LEN)];
        if !name.is_empty() && known.insert(name) {
            return name.to_owned();
        }
        let mut name = format!("column {number}");
        while own.contains(&&*name) {
            name.push('*');
        }
        name
    });
    Some(named.collect())
}

/// The starts of names in capital letters, at least two blanks apart.
fn starts(line: &str) -> Option<Vec<usize>> {
    let is_head = line.starts_with(|c: char| c.is_ascii_uppercase())
        && !line.contains(|c: char| c.is_lowercase() || c == '\t' || BARS.contains(&c));
    if !is_head {
        return None;
    }
    let characters: Vec<char> = line.trim_end().chars().collect();
    let is_start = |at: &usize| {
        *at == 0
            || characters[*at] != ' '
                && characters[at - 1] == ' '
                && at.checked_sub(2).is_some_and(|two| characters[two] == ' ')
    };
    let starts: Vec<usize> = (0..characters.len()).filter(is_start).collect();
    (starts.len() >= MIN_FIXED).then_some(starts)
}

/// `+----+----+`, `----+----`, `|---|:--:|`, `├──┼──┤`
fn is_rule(line: &str) -> bool {
    let is_drawn = |c: char| ('─'..='╿').contains(&c) || matches!(c, '-' | '=' | '+' | '|' | ':' | ' ');
    let is_line = |c: char| matches!(c, '-' | '=' | '─' | '━' | '═');
    let is_joint = |c: char| !is_line(c) && c != ' ' && c != ':';
    line.chars().all(is_drawn)
        && line.chars().filter(|c| is_line(*c)).count() > 2
        && line.trim().chars().any(is_joint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, kind: Kind) -> Vec<(String, Range<usize>)> {
        let lines: Vec<&str> = text.lines().collect();
        let parts = |table: Table<'_>| {
            let names = table.names.join("/");
            table.parts.into_iter().map(move |rows| (names.clone(), rows)).collect::<Vec<_>>()
        };
        tables(&lines, kind).into_iter().flat_map(parts).collect()
    }

    #[test]
    fn rows_stand_below_heads() {
        for (text, kind, names, rows) in [
            ("a,b\n1,2\n3,4\n", Kind::Csv, "a/b", 1..3),
            ("a;b\n1;2\n", Kind::Csv, "a/b", 1..2),
            (" a | b \n---+---\n 1 | x\n 2 | y\n(2 rows)\n", Kind::Table, "a/b", 2..4),
            ("+---+---+\n| a | b |\n+---+---+\n| 1 | x |\n+---+---+\n", Kind::Table, "a/b", 3..4),
            ("Text\n\n| a | a |\n|---|---|\n| 1 | 2 |\n", Kind::Markdown, "a/column 2", 4..5),
            (" a | b \n---+---\n   | x\n 2 | \n", Kind::Table, "a/b", 2..4),
            ("| a | b\n|---|---\n| 1 | 2\n", Kind::Markdown, "a/b", 2..3),
            ("column 2,,column 2\n1,2,3\n", Kind::Csv, "column 2/column 2*/column 3", 1..2),
            (
                "NAME   READY   AGE\na      1/1     3h\nb      0/1     3h\n",
                Kind::Table,
                "NAME/READY/AGE",
                1..3,
            ),
        ] {
            assert_eq!(found(text, kind), [(names.to_owned(), rows)], "{text}");
        }
        assert_eq!(found("a,b\n1,2\nbad\n3,4\n", Kind::Csv).len(), 2);
        let long = "é".repeat(40);
        let text = format!("| {long} | {long} |\n|---|---|\n| 1 | 2 |\n");
        assert_eq!(found(&text, Kind::Markdown), [(format!("{}/column 2", "é".repeat(32)), 2..3)]);
        assert_eq!(found(&format!("a,{long}\n1,2\n"), Kind::Csv), []);
    }

    #[test]
    fn tables_go_on_below_a_few_other_lines() {
        let rows = |count: usize| " 1 | x\n".repeat(count);
        let head = " a | b \n---+---\n";
        for (text, parts) in [
            (format!("{head}{}WARNING: slow\n{}(9 rows)\n", rows(2), rows(5)), &[(2, 4), (5, 10)][..]),
            (format!("{head}{}WARNING: slow\n{}", rows(2), rows(4)), &[(2, 4)][..]),
            (format!("{head}{}1\n2\n3\n{}", rows(2), rows(5)), &[(2, 4), (7, 12)][..]),
            (format!("{head}{}1\n2\n3\n4\n{}", rows(2), rows(5)), &[(2, 4)][..]),
            (format!("{head}{}\n{head}{}", rows(2), rows(5)), &[(2, 4), (7, 12)][..]),
            (
                format!("NAME  READY  AGE\n{0}WARNING: slow\n{0}", "a     1/1    3h\n".repeat(5)),
                &[(1, 6), (7, 12)][..],
            ),
        ] {
            let found: Vec<_> =
                found(&text, Kind::Table).into_iter().map(|(_, rows)| (rows.start, rows.end)).collect();
            assert_eq!(found, parts, "{text}");
        }
    }

    #[test]
    fn lines_without_a_head_are_no_rows() {
        for (text, kind) in [
            ("1,2\n3,4\n", Kind::Csv),
            ("a\n1\n", Kind::Csv),
            ("a | b\nc | d\n", Kind::Table),
            ("Name  Ready  Age\na     1      2\n", Kind::Table),
            ("+---+\n", Kind::Table),
            ("", Kind::Table),
        ] {
            assert_eq!(found(text, kind), [], "{text}");
        }
    }
}
