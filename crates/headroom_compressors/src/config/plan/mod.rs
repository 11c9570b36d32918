//! Decides which lines are records, and whether an edit pays.

mod find;
mod form;
mod line;

use std::collections::HashMap;

use headroom_core::{Cost, Edit, Plan, cost};

use super::CODECS;
use crate::config::parse::{ROW, is_marked};
use find::Source;
use form::Formed;

/// Minimum saving of an edit, in tokens and in percent of the cost of the records: a smaller saving does not
/// justify another notation.
const MIN_SAVING: u64 = 10;
const MIN_SHARE: u64 = 5;
/// Minimum number of records: the model of a record costs as much as one of them.
const MIN_RECORDS: usize = 3;
/// At most one line in this many may be code or prose.
const ONE_OTHER_IN: usize = 4;
/// The number of lines tried as the start of records before the best are taken.
const LOOKED_AHEAD: usize = 12;

/// Plans an edit for each run of records.
pub(super) fn plan(text: &str) -> Plan {
    let source = Source::new(text);
    let mut plan = Plan::default();
    // The last line of each kind that was tried as the start of records without success since the last edit.
    let mut tried: HashMap<u64, usize> = HashMap::new();
    let mut at = 0;
    while at < source.count() {
        // Records that start a few lines later may save more.
        let mut found = Vec::new();
        for first in at..source.count().min(at + LOOKED_AHEAD) {
            let kind = source.kind(first);
            if kind != 0 && tried.get(&kind).is_none_or(|last| first > *last) {
                let starts = source.alike(first);
                tried.insert(kind, starts.last().copied().unwrap_or(first));
                found.extend(source.records(&starts, MIN_RECORDS));
            }
        }
        // The sort is stable: a tie goes to the first.
        found.sort_by_key(|found| std::cmp::Reverse(found.saved()));
        let edit = found.into_iter().find_map(|found| {
            edit(&source, &form::form(&source, found, MIN_RECORDS)?)
                .filter(|(edit, _)| is_worth_it(text, edit))
        });
        at = if let Some((edit, end)) = edit {
            plan.push(text, edit);
            tried.clear();
            end
        } else {
            at + 1
        };
    }
    plan
}

/// The edit for the records, and the line after them.
fn edit(source: &Source<'_>, formed: &Formed<'_>) -> Option<(Edit<'static>, usize)> {
    let lines = formed.lines();
    let span = source.span(lines.start).start..source.span(lines.end - 1).end;
    let text = if is_config(source, formed) { write(source, formed)? } else { return None };
    Some((
        Edit::Rewrite {
            span,
            text: text.into(),
            codec: CODECS[0],
            reason: "records with what they share said once",
        },
        lines.end,
    ))
}

/// Whether the lines between the records are configuration, and not a program or prose around a few similar
/// lines.
fn is_config(source: &Source<'_>, formed: &Formed<'_>) -> bool {
    let lines = formed.lines();
    let foreign = lines.clone().filter(|index| source.line(*index).foreign).count();
    foreign * ONE_OTHER_IN <= lines.len()
}

/// The records in their short form.
fn write(source: &Source<'_>, formed: &Formed<'_>) -> Option<String> {
    let lines = formed.lines();
    let mut out = formed.form.write(lines.len())?;
    let mut records = formed.starts.iter().zip(&formed.values).peekable();
    let mut at = lines.start;
    while at < lines.end {
        out.push('\n');
        if let Some((_, values)) = records.next_if(|(start, _)| **start == at) {
            out.push_str(ROW);
            out.push_str(&values.join(formed.form.separator));
            at += formed.form.lines;
            continue;
        }
        let line = source.text(at);
        if is_marked(line) {
            out.push('"');
        }
        out.push_str(line);
        at += 1;
    }
    Some(out)
}

fn is_worth_it(text: &str, edit: &Edit<'_>) -> bool {
    let before = cost(&text[edit.span().clone()]);
    edit.saving(text) >= Cost::tokens(MIN_SAVING).max(before.percent(MIN_SHARE))
}
