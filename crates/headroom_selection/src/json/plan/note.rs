//! Notes in place of elided rows, with a summary of their contents.

use headroom_core::{Cut, Stub, cost, counted, grouped};

use super::choose::Chosen;
use super::columns::Columns;
use super::summary::summary;
use crate::json::parse::{Form, Lines, Rows};

/// Minimum cost of a gap that is worth a note, in tokens. A gap also needs one part in `MIN_PART` of the
/// bytes of all rows without the longest.
const MIN_TOKENS: u64 = 60;
const MIN_PART: usize = 100;
/// A token is shorter than `BYTES_PER_TOKEN` bytes. A text of more than `LONG` bytes costs more than any
/// notes, so its exact cost is not needed.
const BYTES_PER_TOKEN: usize = 64;
const LONG: usize = 1 << 16;
/// Minimum saving of all cuts in some rows, in tokens.
const MIN_SAVED: u64 = 60;

/// The cuts that leave the chosen rows, and the rows that are kept. No cuts: they would not be worth it.
pub(super) fn cuts(rows: &Rows<'_, '_>, columns: &Columns, chosen: &Chosen) -> (Vec<Cut>, Vec<u32>) {
    let text = rows.tape.text();
    let (gaps, kept, before) = gaps(rows, chosen);
    let missing: usize = gaps.iter().map(|(from, to)| to - from + 1).sum();
    let mut details = summary(rows, columns, chosen, &gaps);
    let exceptions = chosen.exceptions.text();
    if !exceptions.is_empty() {
        details.push_str(if details.is_empty() { "" } else { "; " });
        details.push_str(&exceptions);
    }
    let cut = |(at, &(from, to)): (usize, &(usize, usize))| {
        let (first, last) = (rows.place(from), rows.place(to));
        let noun = match (rows.are_lines(), from == to) {
            (false, _) => "",
            (true, true) => "line ",
            (true, false) => "lines ",
        };
        let range = if from == to { format!("{noun}{first}") } else { format!("{noun}{first}-{last}") };
        let details = match gaps.len() {
            _ if at > 0 || details.is_empty() => String::new(),
            1 => format!(": {details}"),
            _ => format!("; among the {} left out: {details}", grouped(missing)),
        };
        let what = said(to - from + 1, rows.called());
        if let Some(table) = &rows.table {
            return line(table, (from, to), what, &format!("{range}{details}"));
        }
        let mut span = rows.span(from, to);
        let (middle, end) = match rows.form {
            Form::Map => (format!("\"{}\"", rows.behind_key(from)), "\""),
            Form::Array => (", ".to_owned(), "\""),
            Form::Lines => {
                let behind = text[span.end..].starts_with('\n');
                span.end += usize::from(behind);
                (", ".to_owned(), if behind { "\"\n" } else { "\"" })
            }
        };
        Cut {
            span,
            stub: Stub {
                before: "\"".into(),
                what: Some(what.into()),
                after: format!("{middle}{range}{details}{end}").into(),
            },
        }
    };
    let cuts: Vec<Cut> = gaps.iter().enumerate().map(cut).collect();
    let after: u64 = cuts
        .iter()
        .map(|cut| {
            cost(&cut.stub.before).to_tokens()
                + cost(cut.stub.what.as_deref().unwrap_or_default()).to_tokens()
                + cost(&cut.stub.after).to_tokens()
                + 4
        })
        .sum();
    if after + MIN_SAVED > before { (Vec::new(), kept) } else { (cuts, kept) }
}

/// The cut of some lines of a table.
fn line(table: &Lines<'_>, (from, to): (usize, usize), what: String, said: &str) -> Cut {
    let span = table.starts[from]..table.starts[to + 1];
    let body = table.text[span.clone()].trim_end_matches(['\n', '\r']).len();
    let line_end = &table.text[span.start + body..span.end];
    Cut {
        stub: Stub {
            what: Some(what.into()),
            after: format!(", {said}{line_end}").into(),
            ..Stub::default()
        },
        span,
    }
}

/// A count and its noun: `1 row`, `1,204 rows`, `40 entries`.
fn said(count: usize, called: &str) -> String {
    match called.strip_suffix('y') {
        Some(stem) if count != 1 => format!("{} {stem}ies", grouped(count)),
        _ => counted(count, called),
    }
}

/// The gaps (first and last row of each), the kept rows, and the cost of the gaps in tokens.
fn gaps(rows: &Rows<'_, '_>, chosen: &Chosen) -> (Vec<(usize, usize)>, Vec<u32>, u64) {
    let mut before = 0;
    let mut gaps = Vec::new();
    let mut kept = Vec::new();
    let mut from = 0;
    let longest = (0..rows.count()).map(|row| rows.sent(row, row).len()).max().unwrap_or(0);
    let least = (rows.sent(0, rows.count() - 1).len() - longest) / MIN_PART;
    let ends = chosen.kept.iter().map(|&row| row as usize).chain(std::iter::once(rows.count()));
    for row in ends {
        if from < row {
            let gap = rows.sent(from, row - 1);
            let tokens = if gap.len() >= least { at_least(gap) } else { 0 };
            if tokens >= MIN_TOKENS {
                before += tokens;
                gaps.push((from, row - 1));
            } else {
                kept.extend(from as u32..row as u32);
            }
        }
        if row < rows.count() {
            kept.push(row as u32);
        }
        from = row + 1;
    }
    (gaps, kept, before)
}

/// The cost of a text in tokens, or a lower bound for a long text.
fn at_least(text: &str) -> u64 {
    if text.len() > LONG { (text.len() / BYTES_PER_TOKEN) as u64 } else { cost(text).to_tokens() }
}
