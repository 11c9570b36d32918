//! Which parts of a text are diffs, and whether shortening them pays.

use headroom_core::{Cost, Edit, Plan, cost};

use super::parse::{Table, shorten};
use super::{CODECS, Options};

/// What an edit has to save at least, in tokens.
const LEAST_SAVING: u64 = 10;

/// Plans an edit for each file and for each table of files.
pub(super) fn plan(text: &str, options: Options) -> Plan {
    let mut plan = Plan::default();
    let mut short = String::new();
    let mut propose = |start: usize, length: usize, short: &str, saving: Cost, codec: usize, reason| {
        if saving >= Cost::tokens(LEAST_SAVING) {
            plan.push(text, Edit::Rewrite { span: start..start + length, text: short.into(), codec: CODECS[codec], reason });
        }
    };
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let mut length = 0;
        if rest.starts_with("diff --") || rest.starts_with("--- a/") {
            if let Some((own, saving)) = shorten(rest, &mut short) {
                length = own;
                propose(at, length, &short, saving, 0, "headers of a diff");
            }
        } else if rest.starts_with(' ') {
            let table = Table::read(rest);
            length = table.length;
            let is_wanted = table.count() >= options.fewest as usize && table.is_of_changes();
            if let Some(short) = is_wanted.then(|| table.short(&rest[..length])).flatten() {
                let saving = cost(&rest[..length]).saturating_sub(cost(&short));
                propose(at, length, &short, saving, 1, "the table of changed files");
            }
        }
        let end = at + length;
        at = memchr::memchr(b'\n', &text.as_bytes()[end..]).map_or(text.len(), |feed| end + feed + 1);
    }
    plan
}
