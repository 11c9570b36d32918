//! Separated values and tables in Markdown as tools write them, some of them slightly malformed.

use std::fmt::Write;

use crate::Random;

const NAMES: [&str; 12] = [
    "id",
    "name",
    "order date",
    "status",
    "Total (EUR)",
    "path",
    "",
    "naïve",
    "名前",
    "share %",
    "2026",
    "a:b",
];
const CELLS: [&str; 22] = [
    "1",
    "-2.50",
    "paid",
    "paid",
    "EUR",
    "2026-03-04T10:15:00Z",
    "2026-03-04 11:00",
    "src/api/a.rs",
    "src/api/b.rs",
    "",
    "^",
    "^^",
    "=1+1",
    "*",
    "x y",
    "naïve",
    "日本",
    "✅",
    "status:bad",
    "\\|",
    " lead",
    "12.0 ms",
];
const QUOTED: [&str; 7] =
    ["\"a, b\"", "\"say \"\"hi\"\"\"", "\"two\nlines\"", "\"two\r\nlines\"", "\"\"", "\"x;|y\"", "\"open"];

/// A table with a row of names.
pub fn table(random: &mut Random) -> String {
    let columns = 1 + random.below(6);
    let names: Vec<_> = (0..columns)
        .map(|index| {
            if random.once_in(12) {
                (*random.pick(&NAMES)).to_owned()
            } else {
                format!("{}{index}", random.pick(&NAMES[..6]))
            }
        })
        .collect();
    // Most columns have a common value.
    let usual: Vec<_> = (0..columns).map(|_| (random.once_in(2), random.pick(&CELLS))).collect();
    let mut rows = vec![names];
    for _ in 0..random.below(14) {
        let cell = |&(is_same, usual): &(bool, &str)| {
            if is_same && !random.once_in(9) { usual.to_owned() } else { (*random.pick(&CELLS)).to_owned() }
        };
        rows.push(usual.iter().map(cell).collect());
    }
    if random.once_in(10) {
        let last = rows.len() - 1;
        rows[last].pop();
    }
    let text = match random.below(5) {
        0 => fixed(random, &rows),
        1 => markdown(random, &rows),
        2 => ruled(random, &rows),
        _ => separated(random, &rows),
    };
    let text = match random.below(6) {
        0 => text.replace('\n', "\r\n"),
        1 => text.trim_end_matches('\n').to_owned(),
        2 => text.chars().take(random.below(text.len() + 1)).collect(),
        _ => text,
    };
    if random.once_in(3) {
        format!(
            "{}{text}{}",
            random.pick(&["Export:\n", "\n", "a,b\n"]),
            random.pick(&["done\n", "\n", "| end", "\r"])
        )
    } else {
        text
    }
}

fn separated(random: &mut Random, rows: &[Vec<String>]) -> String {
    let separator = random.pick(&[",", ",", "\t", ";", "|"]);
    let quotes = random.below(4);
    let is_number = |cell: &str| cell.starts_with(|char: char| char.is_ascii_digit());
    let mut out = String::new();
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            out.push_str(if index > 0 { separator } else { "" });
            if random.once_in(30) {
                out.push_str(random.pick(&QUOTED));
            } else if quotes == 1 || quotes == 2 && !is_number(cell) {
                out.extend(["\"", cell, "\""]);
            } else {
                out.push_str(cell);
            }
        }
        out.push('\n');
    }
    out
}

/// Columns of fixed width, aligned left and right, sometimes with a cell that runs into the next.
fn fixed(random: &mut Random, rows: &[Vec<String>]) -> String {
    let gap = 1 + random.below(3);
    let columns = rows[0].len();
    let right: Vec<_> = (0..columns).map(|_| random.once_in(3)).collect();
    let widths: Vec<_> = (0..columns)
        .map(|index| {
            rows.iter()
                .filter_map(|row| row.get(index))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or_default()
                + random.below(3) / 2
        })
        .collect();
    let mut out = String::new();
    for (number, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for (index, cell) in row.iter().enumerate() {
            let cell = if number == 0 {
                format!("N{index} {}", if index == 1 { "AGE" } else { "" }).trim_end().to_owned()
            } else {
                cell.clone()
            };
            let width = if random.once_in(60) { 0 } else { widths[index] };
            let _ =
                if right[index] { write!(line, "{cell:>width$}") } else { write!(line, "{cell:<width$}") };
            line.extend(std::iter::repeat_n(' ', gap));
        }
        out.extend([if random.once_in(40) { &line } else { line.trim_end() }, "\n"]);
    }
    out
}

/// A table with bars and lines of dashes, as `psql`, `mysql`, `sqlite3` and reports of coverage draw it.
fn ruled(random: &mut Random, rows: &[Vec<String>]) -> String {
    let frames = [("", "+", false), ("|", "+", true), ("", "|", true)];
    let (sides, joint, is_framed) = frames[random.below(frames.len())];
    let is_centred = random.once_in(2);
    let columns = rows[0].len();
    let right: Vec<_> = (0..columns).map(|_| random.once_in(3)).collect();
    let widths: Vec<usize> = (0..columns)
        .map(|index| rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.chars().count()).max())
        .map(|width| width.unwrap_or_default() + random.below(3) / 2)
        .collect();
    let end = if sides.is_empty() { "" } else { "+" };
    let dashes: Vec<String> = widths.iter().map(|width| "-".repeat(width + 2)).collect();
    let rule = format!("{end}{}{end}\n", dashes.join(joint));
    let mut out = if is_framed { rule.clone() } else { String::new() };
    for (number, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row
            .iter()
            .enumerate()
            .map(|(index, cell)| {
                let width = if random.once_in(80) { 0 } else { widths[index] };
                match (number == 0 && is_centred, right[index]) {
                    (true, _) => format!(" {cell:^width$} "),
                    (_, true) => format!(" {cell:>width$} "),
                    _ => format!(" {cell:<width$} "),
                }
            })
            .collect();
        let line = format!("{sides}{}{sides}", cells.join("|"));
        let is_cut = number > 0 && !is_framed;
        out.extend([if is_cut { line.trim_end() } else { &line }, "\n"]);
        if number == 0 {
            out.push_str(&rule);
        }
    }
    if is_framed && !random.once_in(8) {
        out.push_str(&rule);
    }
    out
}

/// A Markdown table, in which some cells are not as wide as their column.
fn markdown(random: &mut Random, rows: &[Vec<String>]) -> String {
    let is_padded = !random.once_in(3);
    let is_tight = random.once_in(3);
    let extra = if random.once_in(4) { 2 } else { 0 };
    let widest = |index: usize| {
        rows.iter()
            .filter_map(|row| row.get(index))
            .map(|cell| cell.chars().count())
            .max()
            .unwrap_or_default()
    };
    let columns: Vec<_> =
        (0..rows[0].len()).map(|index| (widest(index).max(3) + extra, random.below(6))).collect();
    let mut out = String::new();
    for (index, row) in rows.iter().enumerate() {
        for (cell, (width, align)) in row.iter().zip(&columns) {
            let cell = cell.trim();
            let width = if is_padded && !random.once_in(80) { *width } else { 0 };
            let _ = match align {
                0 => write!(out, "| {cell:>width$} "),
                1 => write!(out, "| {cell:^width$} "),
                _ => write!(out, "| {cell:<width$} "),
            };
        }
        out.push_str("|\n");
        if index == 0 {
            for (width, align) in &columns {
                let dashes = "-"
                    .repeat(if is_padded { *width } else { 3 } + if is_padded && is_tight { 2 } else { 0 });
                let line = match align {
                    0 => format!("{}:", &dashes[1..]),
                    1 => format!(":{}:", &dashes[2..]),
                    2 => format!(":{}", &dashes[1..]),
                    _ => dashes,
                };
                let blank = if is_tight { "" } else { " " };
                out.extend(["|", blank, &line, blank]);
            }
            out.push_str("|\n");
        }
    }
    out
}
