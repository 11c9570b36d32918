//! Which of the proposed edits are made, and whether what comes out is worth sending.

use std::collections::BTreeMap;

use headroom_core::{Cost, EXPANSION_BYTES, Earlier, Edit, Plan};

/// What a block has to save at least, in tokens.
const LEAST_SAVING: u64 = 4;
/// ... and in hundredths of what it costs.
const LEAST_SHARE: u64 = 1;

/// The edits of several plans for one text: where they overlap, those that save most, as long as they do not stand for more than they may.
pub(crate) fn choose(text: &str, earlier: &Earlier, plans: Vec<Plan>) -> Plan {
    let mut edits: Vec<(Cost, Edit)> = plans.into_iter().flat_map(Plan::into_edits).map(|edit| (edit.saving(text), edit)).collect();
    // A stable sort: of two that save the same, the one of the plan named first.
    edits.sort_by(|(a, _), (b, _)| b.cmp(a));
    let mut chosen: BTreeMap<usize, Edit> = BTreeMap::new();
    let mut spare = EXPANSION_BYTES + earlier.bytes();
    for (_, edit) in edits {
        let span = edit.span();
        let before = chosen.range(..span.end).next_back();
        if edit.excess() <= spare && before.is_none_or(|(_, before)| before.span().end <= span.start) {
            spare -= edit.excess();
            chosen.insert(span.start, edit);
        }
    }
    Plan::new(text, chosen.into_values().collect()).unwrap_or_default()
}

/// Whether `after` is enough less than `before` to replace it.
pub(crate) fn is_worth_it(before: Cost, after: Cost) -> bool {
    after + Cost::tokens(LEAST_SAVING).max(before.percent(LEAST_SHARE)) <= before
}
