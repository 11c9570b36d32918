//! Finds tables, and decides whether an edit pays.

mod columns;
mod find;
mod fixed;
mod ruled;
mod table;
mod write;

use headroom_core::work::step;
use headroom_core::{Cost, Edit, Plan, cost};

use super::CODECS;

/// Minimum saving of an edit, in tokens and in percent of the cost of the table: a smaller saving does not
/// justify another notation.
const MIN_SAVING: u64 = 10;
const MIN_SHARE: u64 = 5;
/// Minimum number of rows: the head names every column once, as the table does.
const MIN_ROWS: usize = 3;

/// Plans an edit for each table.
pub(super) fn plan(text: &str) -> Plan {
    let mut plan = Plan::default();
    let mut at = 0;
    while at < text.len() {
        let mut end = at;
        if let Some(table) = find::table(&text[at..], MIN_ROWS) {
            end = at + table.length;
            let edit = write::short(&table).map(|short| Edit::Rewrite {
                span: at..end,
                text: short.into(),
                codec: CODECS[0],
                reason: "a table with what its rows share said once",
            });
            plan.extend(text, edit.filter(|edit| is_worth_it(text, edit)));
        }
        let start = at;
        at = memchr::memchr(b'\n', &text.as_bytes()[end..]).map_or(text.len(), |feed| end + feed + 1);
        step(at - start);
    }
    plan
}

fn is_worth_it(text: &str, edit: &Edit<'_>) -> bool {
    let before = cost(&text[edit.span().clone()]);
    edit.saving(text) >= Cost::tokens(MIN_SAVING).max(before.percent(MIN_SHARE))
}
