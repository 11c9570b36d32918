//! Which lines are listings, and whether shortening them pays.

mod columns;
mod paths;
mod rows;

use headroom_core::{Cost, Edit, Plan, cost};

use super::{CODECS, Options};

/// What an edit has to save at least, in tokens.
const LEAST_SAVING: u64 = 10;

/// Plans an edit for each list of paths and each table.
pub(super) fn plan(text: &str, options: Options) -> Plan {
    let fewest = (options.fewest as usize).max(2);
    let mut edits = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let paths = paths::run(&text[at..]);
        let mut end = at;
        if paths.entries.len() >= fewest {
            end = at + paths.length;
            let edit = paths.is_of_paths().then(|| paths.short()).flatten().map(|short| Edit::Rewrite { span: at..end, text: short, codec: CODECS[0], reason: "paths by their folders" });
            edits.extend(edit.filter(|edit| is_worth_it(text, edit)));
        } else {
            let rows = rows::rows(&text[at..], fewest);
            if rows.len() >= fewest {
                end = at + rows::length(&rows);
                edits.extend(table(text, at, &rows, fewest));
            }
        }
        at = memchr::memchr(b'\n', &text.as_bytes()[end..]).map_or(text.len(), |feed| end + feed + 1);
    }
    Plan::new(text, edits).unwrap_or_default()
}

/// The better of two: the names of columns may be a line of the table or stand above it.
fn table(text: &str, at: usize, rows: &[rows::Row<'_>], fewest: usize) -> Option<Edit> {
    let tables = [0, 1].into_iter().filter(|names| rows.len() >= names + fewest).filter_map(|names| {
        let start = at + rows::length(&rows[..names]) + names;
        let span = start..start + rows::length(&rows[names..]);
        Some(Edit::Rewrite { span, text: columns::short(&rows[names..])?, codec: CODECS[1], reason: "columns without padding" })
    });
    // Of two that save the same, the first.
    let better = |best: Option<Edit>, edit: Edit| Some(best.filter(|best| best.saving(text) >= edit.saving(text)).unwrap_or(edit));
    tables.filter(|edit| is_worth_it(text, edit)).fold(None, better)
}

fn is_worth_it(text: &str, edit: &Edit) -> bool {
    edit.saving(text) >= Cost::tokens(LEAST_SAVING) && cost(edit.text()) < cost(&text[edit.span().clone()])
}
