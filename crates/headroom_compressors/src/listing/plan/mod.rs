//! Finds listings, and decides whether an edit pays.

mod chain;
mod columns;
mod measures;
mod paths;
mod rows;
mod tree;

use headroom_core::work::step;
use headroom_core::{Cost, Edit, Plan, cost};

use super::CODECS;
use chain::Chain;
use columns::Layout;
use measures::Measures;
use rows::Rows;

/// Minimum saving of an edit, in tokens.
const MIN_SAVING: u64 = 10;
/// Minimum number of consecutive lines: two lines of any text may look alike.
const MIN_LINES: usize = 3;

/// Plans an edit for each list of paths and each table.
pub(super) fn plan(text: &str) -> Plan {
    let mut plan = Plan::default();
    let is_worth_it = |edit: &Edit<'_>| edit.saving(text) >= Cost::tokens(MIN_SAVING);
    let mut chain = Chain::default();
    let mut at = 0;
    while at < text.len() {
        let mut lines = 1;
        let mut end = line_end(text, at);
        if let Some(paths) = paths::run(&text[at..], end - at, MIN_LINES) {
            lines = paths.entries.len();
            end = at + paths.length;
            let edit = paths.is_of_paths().then(|| paths.short()).flatten().map(|short| Edit::Rewrite {
                span: at..end,
                text: short.into(),
                codec: CODECS[0],
                reason: "paths by their folders",
            });
            plan.extend(text, edit.filter(is_worth_it));
        } else if let Some(tree) = tree::tree(&text[at..], end - at, MIN_LINES) {
            lines = tree.lines;
            end = at + tree.length;
            let edit = Edit::Rewrite {
                span: at..end,
                text: tree.short.into(),
                codec: CODECS[2],
                reason: "a tree without its lines",
            };
            plan.extend(text, Some(edit).filter(is_worth_it));
        } else if let Some(rows) = Rows::read(&text[at..], chain.from(text, at..end), MIN_LINES) {
            lines = rows.len();
            end = at + rows.length();
            plan.extend(text, table(text, at, &rows));
        }
        chain.pass(lines);
        at = end + 1;
    }
    plan
}

/// The end of the line that starts at `at`.
fn line_end(text: &str, at: usize) -> usize {
    let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
    step(end - at + 1);
    end
}

/// The lines of a text.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = line_end(text, 0);
        rest = text.get(end + 1..);
        Some(&text[..end])
    })
}

/// The better of two layouts: the names of columns may be a row of the table or stand above it.
fn table(text: &str, at: usize, rows: &Rows<'_>) -> Option<Edit<'static>> {
    let end = at + rows.length();
    let mut measures = Measures::of(rows.from(1));
    let below = (rows.len() > MIN_LINES).then(|| Layout::of(&measures));
    rows.from(0).take(1).for_each(|first| measures.add(first));
    let all = Layout::of(&measures);
    let saving = |layout: &Layout, first: usize| {
        let start = rows.from(0).take(first).fold(at, |start, row| start + row.line.len() + 1);
        let short = layout.write(rows, first)?;
        Some((cost(&text[start..end]).saturating_sub(cost(&short)), start, short))
    };
    let with_names = saving(&all, 0);
    // If the first line has the same layout as the others, it is part of the table.
    let without = below
        .filter(|below| with_names.is_none() || !below.is_like(&all))
        .and_then(|below| saving(&below, 1));
    // A tie goes to the names as a row.
    let better = [without, with_names].into_iter().flatten().max_by_key(|(saving, ..)| *saving);
    let (_, start, short) = better.filter(|(saving, ..)| *saving >= Cost::tokens(MIN_SAVING))?;
    Some(Edit::Rewrite {
        span: start..end,
        text: short.into(),
        codec: CODECS[1],
        reason: "columns without padding",
    })
}
