//! Which of the proposed edits are made, and whether what comes out is worth sending.

use std::collections::BTreeMap;

use headroom_core::{Cost, EXPANSION_BYTES, Earlier, Edit, Plan, cost, cost_behind};

/// What a block has to save at least, in tokens.
const LEAST_SAVING: u64 = 4;
/// ... and in hundredths of what it costs.
const LEAST_SHARE: u64 = 1;
/// So much of a text is counted at a time, in bytes.
const COUNTED: usize = 1 << 16;

/// The edits of several plans for one text: where they overlap, those that save most, as long as they do not stand for more than they may.
pub(crate) fn choose(text: &str, earlier: &Earlier, mut plans: Vec<Plan>) -> Plan {
    plans.retain(|plan| !plan.is_empty());
    let mut spare = EXPANSION_BYTES + earlier.bytes();
    if let [plan] = &plans[..] && plan.edits().map(|edit| edit.excess()).sum::<usize>() <= spare {
        return plans.swap_remove(0);
    }
    let mut edits: Vec<(Cost, Edit<'_>)> = plans.iter().flat_map(Plan::edits).map(|edit| (edit.saving(text), edit)).collect();
    // A stable sort: of two that save the same, the one of the plan named first.
    edits.sort_by(|(a, _), (b, _)| b.cmp(a));
    let mut chosen: BTreeMap<usize, Edit<'_>> = BTreeMap::new();
    for (_, edit) in edits {
        let span = edit.span();
        let before = chosen.range(..span.end).next_back();
        if edit.excess() <= spare && before.is_none_or(|(_, before)| before.span().end <= span.start) {
            spare -= edit.excess();
            chosen.insert(span.start, edit);
        }
    }
    Plan::new(text, chosen.into_values())
}

/// Whether `after` is enough less than `before` to replace it.
pub(crate) fn is_worth_it(before: Cost, after: Cost) -> bool {
    is_enough(before.saturating_sub(after), before)
}

/// Whether a text that costs `after` is worth sending in the place of `text`, which is counted only as far as it takes to tell.
pub(crate) fn is_worth_sending(text: &str, after: Cost) -> bool {
    let (mut before, mut at) = (Cost::default(), 0);
    while at < text.len() {
        let end = text.floor_char_boundary(at + COUNTED);
        before += cost_behind(at.checked_sub(1).map_or(b'\n', |last| text.as_bytes()[last]), &text[at..end]);
        // What is worth it in place of a part of the text is worth it in place of all.
        if is_worth_it(before, after) {
            return true;
        }
        at = end;
    }
    false
}

/// Whether it is worth it to save so much of `text`, which is counted only where its length does not tell.
pub(crate) fn is_worth_saving(saved: Cost, text: &str) -> bool {
    is_enough(saved, Cost::most(text.len())) || is_enough(saved, cost(text))
}

fn is_enough(saved: Cost, before: Cost) -> bool {
    Cost::tokens(LEAST_SAVING).max(before.percent(LEAST_SHARE)) <= saved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_in_part_is_judged_as_a_whole() {
        for text in ["", "short", &"{\"id\": 1, \"größe\": 7}\n".repeat(9000)] {
            let before = cost(text);
            for after in [Cost::default(), Cost::tokens(4), before.percent(40), before.percent(98), before.percent(99), before.percent(99) + Cost::tokens(1), before, before + before] {
                assert_eq!(is_worth_sending(text, after), is_worth_it(before, after), "{before:?} {after:?}");
                let saved = before.saturating_sub(after);
                assert_eq!(is_worth_saving(saved, text), is_worth_it(before, after), "{before:?} {after:?}");
            }
        }
    }
}
