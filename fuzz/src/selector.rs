//! The contract of selectors, for any text.

use headroom_core::{Language, Policy, Selectable, Selector};
use headroom_selection::Lexical;

const QUERY: &str = "error request config user_id 42";
const PURPOSES: [(Policy, Option<&str>, bool); 4] = [
    (Policy::Agent, None, false),
    (Policy::Agent, Some(QUERY), true),
    (Policy::Oneshot, None, false),
    (Policy::Oneshot, Some(QUERY), false),
];

/// Gives a text to a selector as every kind that it accepts, and for every purpose: the cuts are sorted, disjoint
/// and on character boundaries, and the same input gives the same cuts. The first byte selects a programming
/// language.
///
/// # Panics
/// If any of these does not hold.
pub fn holds(selector: &dyn Selector, data: &[u8]) {
    let [language, data @ ..] = data else { return };
    let text = String::from_utf8_lossy(data);
    for &kind in selector.accepts() {
        for (policy, query, is_document) in PURPOSES {
            let input = Selectable {
                text: &text,
                kind,
                language: Language::ALL.get(usize::from(*language)).copied(),
                lines_before: 0,
                policy,
                query,
                is_document,
                earlier: &[],
                scorer: &Lexical,
            };
            let cuts = selector.select(&input);
            assert_eq!(cuts, selector.select(&input), "other cuts");
            let mut end = 0;
            for cut in cuts.unwrap_or_default() {
                let fits = cut.span.start >= end && !cut.span.is_empty() && text.get(cut.span.clone()).is_some();
                assert!(fits, "{cut:?} does not fit");
                end = cut.span.end;
            }
        }
    }
}
