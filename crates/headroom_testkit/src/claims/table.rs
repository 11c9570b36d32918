//! Notes among the rows of tables, whose values have names in a head.

use std::ops::Range;

use super::json::statements;
use super::note::Note;
use super::tree::Tree;

/// How the cells of a row are separated.
enum Form {
    Bars {
        bar: char,
        is_framed: bool,
    },
    Separated(char),
    /// By position, in characters.
    Fixed(Vec<usize>),
}

/// Checks the notes that stand for rows. `gaps`: the elided lines.
pub(super) fn check(original: &str, shown: &str, gaps: &[Range<usize>], found: &mut Vec<String>) {
    let lines: Vec<&str> = original.lines().collect();
    let notes: Vec<Note<'_>> =
        shown.lines().filter_map(Note::read).filter(|note| note.noun.starts_with("row")).collect();
    let mut done = 0;
    for gap in gaps {
        let is_noted = notes.iter().any(|note| note.range == Some((gap.start + 1, gap.end)));
        if gap.start < done || !is_noted {
            continue;
        }
        let Some((form, head, rows)) = table(&lines, gap.start) else {
            found.push(format!("no table around line {}", gap.start + 1));
            continue;
        };
        done = rows.end;
        let names = cells(lines[head], &form);
        let trees: Vec<Tree<'_>> = rows
            .clone()
            .map(|row| {
                let members =
                    names.iter().copied().zip(cells(lines[row], &form).into_iter().map(Tree::Scalar));
                Tree::Object(members.collect())
            })
            .collect();
        let is_elided = |row: &usize| gaps.iter().any(|gap| gap.contains(row));
        let (elided, kept): (Vec<usize>, Vec<usize>) = rows.clone().partition(is_elided);
        let own = |list: Vec<usize>| list.into_iter().map(|row| &trees[row - rows.start]).collect::<Vec<_>>();
        let is_own = |note: &&Note<'_>| note.range.is_some_and(|(first, _)| rows.contains(&(first - 1)));
        let own_notes: Vec<Note<'_>> = notes.iter().filter(is_own).copied().collect();
        statements(&own_notes, lines.len(), &own(kept), &own(elided), found);
    }
}

/// The form, the head and the rows of the table with a row at some line.
fn table(lines: &[&str], at: usize) -> Option<(Form, usize, Range<usize>)> {
    let line = lines[at];
    let bar = ['|', '│', '┃', '║'].into_iter().find(|bar| line.contains(*bar));
    let rule = |line: &str| {
        line.len() > 2 && !line.contains(char::is_alphanumeric) && line.contains(['-', '─', '━', '═', '='])
    };
    let width = |line: &str, form: &Form| if rule(line) { 0 } else { cells(line, form).len() };
    // Other lines may interrupt the rows below a head and its rule.
    for below in (1..at).rev().filter(|below| rule(lines[*below])) {
        let Some(bar) = bar else { break };
        let head = lines[below - 1].trim();
        let form = Form::Bars { bar, is_framed: head.starts_with(bar) || head.ends_with(bar) };
        let columns = width(line, &form);
        if columns == width(head, &form) {
            let rows = around(at, lines, |line| width(line, &form) == columns);
            return Some((form, below - 1, rows.start.max(below + 1)..rows.end));
        }
    }
    let head = lines[..at].iter().rposition(|line| {
        line.starts_with(|c: char| c.is_ascii_uppercase())
            && line.contains("  ")
            && !line.contains(char::is_lowercase)
    });
    for separator in ['\t', ',', ';'] {
        let form = Form::Separated(separator);
        let first = lines.iter().position(|line| width(line, &form) == width(lines[at], &form))?;
        if line.contains(separator) && (head.is_none() || separator == '\t') && first < at {
            let rows = around(at, lines, |line| width(line, &form) == width(lines[at], &form));
            return Some((form, first, rows.start.max(first + 1)..rows.end));
        }
    }
    let head = head?;
    let names: Vec<char> = lines[head].chars().collect();
    let is_start =
        |at: &usize| *at == 0 || names[*at] != ' ' && *at > 1 && names[at - 1] == ' ' && names[at - 2] == ' ';
    let form = Form::Fixed((0..names.len()).filter(is_start).collect());
    let rows = around(at, lines, |line| !line.trim().is_empty() && !line.starts_with(' '));
    Some((form, head, rows.start.max(head + 1)..rows.end))
}

/// The lines around `at` of which something holds.
fn around(at: usize, lines: &[&str], holds: impl Fn(&str) -> bool) -> Range<usize> {
    let start = lines[..at].iter().rposition(|line| !holds(line)).map_or(0, |before| before + 1);
    let end = lines[at..].iter().position(|line| !holds(line)).map_or(lines.len(), |behind| at + behind);
    start..end
}

fn cells<'a>(line: &'a str, form: &Form) -> Vec<&'a str> {
    let bare = |cell: &'a str| cell.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell);
    match form {
        Form::Bars { bar, is_framed } => {
            let line = line.trim();
            let ends = if *is_framed { *bar } else { '\n' };
            let inner = line.strip_prefix(ends).unwrap_or(line);
            inner.strip_suffix(ends).unwrap_or(inner).split(*bar).map(str::trim).collect()
        }
        Form::Separated(separator) => {
            let mut is_quoted = false;
            let is_end = |c: char| {
                is_quoted ^= c == '"';
                c == *separator && !is_quoted
            };
            line.split(is_end).map(bare).collect()
        }
        Form::Fixed(starts) => {
            let place = |at: usize| line.char_indices().nth(at).map_or(line.len(), |(byte, _)| byte);
            let ends = starts.iter().skip(1).map(|end| place(*end)).chain([line.len()]);
            starts.iter().zip(ends).map(|(start, end)| line[place(*start)..end].trim()).collect()
        }
    }
}
