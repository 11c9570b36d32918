//! Chooses between proposed edits, and decides whether the result is worth sending.

use std::collections::BTreeMap;

use headroom_core::{Cost, EXPANSION_BYTES, Edit, History, Plan, by_pieces, cost, cost_behind};

/// Minimum saving of a block, in tokens.
const MIN_SAVING: u64 = 4;
/// Minimum saving of a block, in percent of its cost.
const MIN_SHARE: u64 = 1;
/// A larger saving, in percent, needs no second estimate: the cost function is not that far off.
const CLEAR_SHARE: u64 = 40;
/// The part of a text whose cost is computed at a time, in bytes.
const COUNTED: usize = 1 << 16;

/// Combines several plans for one text. Of overlapping edits the one that saves most is chosen, within the
/// limit on expanded bytes.
pub(crate) fn choose(text: &str, history: &History, mut plans: Vec<Plan>) -> Plan {
    plans.retain(|plan| !plan.is_empty());
    let mut spare = EXPANSION_BYTES + history.bytes();
    if let [plan] = &plans[..]
        && plan.edits().map(|edit| edit.excess()).sum::<usize>() <= spare
    {
        return plans.swap_remove(0);
    }
    let mut edits: Vec<(Cost, Edit<'_>)> =
        plans.iter().flat_map(Plan::edits).map(|edit| (edit.saving(text), edit)).collect();
    // The sort is stable: a tie goes to the plan that comes first.
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

/// Whether `after`, at this cost, saves enough to replace `before`. If the saving is not clear, a second
/// estimate must agree.
pub(crate) fn is_worth_replacing(
    (before, before_cost): (&str, Cost),
    (after, after_cost): (&str, Cost),
) -> bool {
    is_worth_it(before_cost, after_cost)
        && (is_clearly_less(before_cost, after_cost) || is_less_by_pieces(before, after))
}

fn is_clearly_less(before: Cost, after: Cost) -> bool {
    before.saturating_sub(after) >= before.percent(CLEAR_SHARE)
}

fn is_less_by_pieces(before: &str, after: &str) -> bool {
    let (before, after) = (by_pieces(before), by_pieces(after));
    before.saturating_sub(after) >= before.percent(MIN_SHARE)
}

/// Whether the cost `after` is low enough to replace a text with the cost `before`.
pub(crate) fn is_worth_it(before: Cost, after: Cost) -> bool {
    is_enough(before.saturating_sub(after), before)
}

/// Whether `after`, at this cost, is worth sending in place of `text`. The cost of `text` is computed only as
/// far as needed.
pub(crate) fn is_worth_sending(text: &str, (after, after_cost): (&str, Cost)) -> bool {
    let (mut before, mut at) = (Cost::default(), 0);
    while at < text.len() {
        let end = text.floor_char_boundary(at + COUNTED);
        before += cost_behind(at.checked_sub(1).map_or(b'\n', |last| text.as_bytes()[last]), &text[at..end]);
        // If it costs clearly less than a part of the text, it costs clearly less than the whole.
        if is_worth_it(before, after_cost) && is_clearly_less(before, after_cost) {
            return true;
        }
        at = end;
    }
    is_worth_replacing((text, before), (after, after_cost))
}

/// Whether this saving is enough for `text`. Its cost is computed only if its length does not decide.
pub(crate) fn is_worth_saving(saved: Cost, text: &str) -> bool {
    is_enough(saved, Cost::most(text.len())) || is_enough(saved, cost(text))
}

fn is_enough(saved: Cost, before: Cost) -> bool {
    Cost::tokens(MIN_SAVING).max(before.percent(MIN_SHARE)) <= saved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partial_cost_gives_the_same_decision_as_the_whole_cost() {
        for text in ["", "short", &"{\"id\": 1, \"größe\": 7}\n".repeat(9000)] {
            let before = cost(text);
            for after in [
                Cost::default(),
                Cost::tokens(4),
                before.percent(40),
                before.percent(98),
                before.percent(99),
                before.percent(99) + Cost::tokens(1),
                before,
                before + before,
            ] {
                assert_eq!(
                    is_worth_sending(text, ("", after)),
                    is_worth_it(before, after),
                    "{before:?} {after:?}"
                );
                let saved = before.saturating_sub(after);
                assert_eq!(is_worth_saving(saved, text), is_worth_it(before, after), "{before:?} {after:?}");
            }
        }
    }

    #[test]
    fn a_text_of_lower_cost_with_more_pieces_is_not_worth_it() {
        // With o200k_base the texts have 160 and 220 tokens.
        let text = r#"[{"":""},{"":""}]"#.repeat(20);
        let longer = "[json][{\"\":\"\"}\n{\"\":\"\"}]\n".repeat(20);
        assert!(!is_worth_replacing((&text, Cost::tokens(1000)), (&longer, Cost::tokens(900))));
        assert!(is_worth_replacing((&text, Cost::tokens(1000)), (&longer, Cost::tokens(500))));
    }
}
