//! Which lines are listings, and whether shortening them pays.

mod columns;
mod paths;
mod rows;
mod tree;

use headroom_core::{Cost, Edit, Plan, cost};

use super::{CODECS, Options};
use rows::{Chain, Row};

/// What an edit has to save at least, in tokens.
const LEAST_SAVING: u64 = 10;

/// Plans an edit for each list of paths and each table.
pub(super) fn plan(text: &str, options: Options) -> Plan {
    let fewest = (options.fewest as usize).max(2);
    let mut plan = Plan::default();
    let is_worth_it = |edit: &Edit<'_>| edit.saving(text) >= Cost::tokens(LEAST_SAVING);
    let mut chain = Chain::default();
    let mut at = 0;
    while at < text.len() {
        let mut lines = 1;
        let mut end = line_end(text, at);
        if let Some(paths) = paths::run(&text[at..], end - at, fewest) {
            lines = paths.entries.len();
            end = at + paths.length;
            let edit = paths.is_of_paths().then(|| paths.short()).flatten().map(|short| Edit::Rewrite { span: at..end, text: short.into(), codec: CODECS[0], reason: "paths by their folders" });
            plan.extend(text, edit.filter(is_worth_it));
        } else if let Some(tree) = tree::tree(&text[at..], end - at, fewest) {
            lines = tree.lines;
            end = at + tree.length;
            let edit = Edit::Rewrite { span: at..end, text: tree.short.into(), codec: CODECS[2], reason: "a tree without its lines" };
            plan.extend(text, Some(edit).filter(is_worth_it));
        } else if let Some(rows) = rows::rows(&text[at..], chain.from(text, at..end), fewest) {
            lines = rows.len();
            end = at + rows::length(&rows);
            plan.extend(text, table(text, at, &rows, fewest));
        }
        chain.pass(lines);
        at = end + 1;
    }
    plan
}

/// Where the line that starts at `at` ends.
fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length)
}

/// The better of two: the names of columns may be a line of the table or stand above it.
fn table(text: &str, at: usize, rows: &[Row<'_>], fewest: usize) -> Option<Edit<'static>> {
    let names = rows::length(&rows[..1]) + 1;
    let length = rows::length(rows);
    let below = cost(&text[at + names..at + length]);
    let all = cost(&text[at..at + names]) + below;
    let with_names = columns::short(rows).map(|short| (all.saturating_sub(cost(&short)), at, short));
    let without = if rows.len() > fewest { columns::short(&rows[1..]) } else { None };
    let without = without.map(|short| (below.saturating_sub(cost(&short)), at + names, short));
    // Of two that save the same, the first.
    let better = [without, with_names].into_iter().flatten().max_by_key(|(saving, ..)| *saving);
    let (_, start, text) = better.filter(|(saving, ..)| *saving >= Cost::tokens(LEAST_SAVING))?;
    Some(Edit::Rewrite { span: start..at + length, text: text.into(), codec: CODECS[1], reason: "columns without padding" })
}
