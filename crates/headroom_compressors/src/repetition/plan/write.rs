//! Folds as text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::folds::Span;
use super::{Fold, Kind, Mark, Page};
use crate::repetition::parse::{Form, needs_quote, write_form_header, write_header, write_span};

/// Writes lines with folds among them.
pub(super) fn write(page: &Page<'_>, lines: Range<u32>, folds: &[Fold<'_>]) -> String {
    let mut names: BTreeMap<u32, String> =
        folds.iter().flat_map(Fold::sources).map(|source| (source, String::new())).collect();
    for (index, name) in names.values_mut().enumerate() {
        *name = name_of(index);
    }
    let mut out = String::new();
    if let [Fold { lines: all, kind: Kind::Formed(form) }] = folds
        && *all == lines
        && write_form_header(lines.len(), form, &mut out)
    {
        write_listed(page, &lines, form, &mut out);
        return out;
    }
    write_header(lines.len(), &mut out);
    let mut folds = folds.iter().peekable();
    let mut line = lines.start;
    while line < lines.end {
        if let Some(fold) = folds.next_if(|fold| fold.lines.start == line) {
            write_fold(page, fold, &names, &mut out);
            line = fold.lines.end;
            continue;
        }
        if let Some(name) = names.get(&line) {
            out.push('\n');
            Mark::Name(name).write(&mut out);
        }
        let text = page.line(line);
        out.push_str(if needs_quote(text) { "\n\"" } else { "\n" });
        out.push_str(text);
        line += 1;
    }
    out
}

fn write_fold(page: &Page<'_>, fold: &Fold<'_>, names: &BTreeMap<u32, String>, out: &mut String) {
    let lines = fold.lines.len();
    out.push('\n');
    match &fold.kind {
        Kind::Repeated(period) => {
            Mark::Repeated { lines: *period as usize, times: lines / *period as usize }.write(out);
        }
        Kind::Again(source) => Mark::Again { name: &names[source], lines }.write(out),
        Kind::Formed(form) => {
            Mark::Formed { lines, form: Form::clone(form) }.write(out);
            write_listed(page, &fold.lines, form, out);
        }
        Kind::Spans(spans) => write_spans(page.line(fold.lines.start), spans, |source| &names[&source], out),
    }
}

/// Writes a line with parts that stand in lines of these names.
pub(super) fn write_spans<'a>(
    line: &str,
    spans: &[Span<'_>],
    name_of: impl Fn(u32) -> &'a str,
    out: &mut String,
) {
    let mut at = 0;
    for span in spans {
        out.push_str(&line[at..span.own.start]);
        write_span(name_of(span.source), span.part, out);
        at = span.own.end;
    }
    out.push_str(&line[at..]);
}

/// Writes what differs in lines of a form.
fn write_listed(page: &Page<'_>, lines: &Range<u32>, form: &Form<'_>, out: &mut String) {
    if let Form::Listed(before, behind) = form {
        for line in lines.clone().map(|line| page.line(line)) {
            out.push('\n');
            out.push_str(&line[before.len()..line.len() - behind.len()]);
        }
    }
}

/// `A` to `Z`, `AA`, and so on.
fn name_of(index: usize) -> String {
    let mut name = Vec::new();
    let mut rest = index;
    loop {
        name.push(b'A' + (rest % 26) as u8);
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    name.iter().rev().copied().map(char::from).collect()
}
