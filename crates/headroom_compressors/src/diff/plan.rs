//! Finds the diffs in a text, and decides whether an edit pays.

use std::ops::Range;

use headroom_core::work::step;
use headroom_core::{Cost, Edit, Plan, cost};

use super::CODECS;
use super::parse::{Table, shorten};

/// Minimum saving of an edit, in tokens.
const MIN_SAVING: Cost = Cost::tokens(10);
/// Minimum number of lines of a table of changed files: a single line has no padding to save.
const MIN_FILES: usize = 2;

/// Plans an edit for each file and for each table of files.
pub(super) fn plan(text: &str) -> Plan {
    let mut plan = Plan::default();
    let mut short = String::new();
    let mut propose = |span: Range<usize>, short: &str, codec: usize, reason| {
        plan.push(text, Edit::Rewrite { span, text: short.into(), codec: CODECS[codec], reason });
    };
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let mut length = 0;
        if rest.starts_with("diff --") || rest.starts_with("--- a/") {
            if let Some((own, is_worth_it)) = shorten(rest, MIN_SAVING, &mut short) {
                length = own;
                if is_worth_it {
                    propose(at..at + length, &short, 0, "headers of a diff");
                }
            }
        } else if rest.starts_with(' ') {
            let table = Table::read(rest);
            length = table.length;
            let is_wanted = table.count() >= MIN_FILES && table.is_of_changes();
            let short = is_wanted.then(|| table.short(&rest[..length])).flatten();
            if let Some(short) =
                short.filter(|short| cost(&rest[..length]).saturating_sub(cost(short)) >= MIN_SAVING)
            {
                propose(at..at + length, &short, 1, "the table of changed files");
            }
        }
        let end = at + length;
        let start = at;
        at = memchr::memchr(b'\n', &text.as_bytes()[end..]).map_or(text.len(), |feed| end + feed + 1);
        step(at - start);
    }
    plan
}
