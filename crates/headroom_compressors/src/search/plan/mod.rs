//! Finds search results, and decides whether grouping pays.

mod results;
mod write;

use headroom_core::{Cost, Edit, Plan};

use super::CODECS;
use results::Results;

/// Minimum saving of an edit, in tokens.
const MIN_SAVING: u64 = 10;
/// Minimum number of consecutive results: the head costs as much as two of them.
const MIN_RESULTS: usize = 3;

/// Plans an edit for each run of results.
pub(super) fn plan(text: &str) -> Plan {
    let edits = Results::new(text).filter(|run| run.lines.len() >= MIN_RESULTS).filter_map(|run| {
        let (short, saving) = write::write(&text[run.span.clone()], &run);
        (saving >= Cost::tokens(MIN_SAVING)).then(|| Edit::Rewrite {
            span: run.span,
            text: short.into(),
            codec: CODECS[0],
            reason: "search results under their files",
        })
    });
    Plan::new(text, edits)
}
