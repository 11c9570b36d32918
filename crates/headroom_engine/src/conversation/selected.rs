//! What is left of a text, section by section.

use headroom_core::{Cut, Fidelity, Kept, Policy, Selectable, cost, leave_out};
use headroom_selection::SELECTORS;

use crate::detect::detect;
use crate::EditReport;

/// What is left of `text`, and what is told of the rest.
pub(super) fn select(text: &str, policy: Policy, asked: Option<&str>) -> Option<(Kept, Vec<EditReport>)> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut names = Vec::new();
    let (mut lines_before, mut counted) = (0, 0);
    for section in detect(text).sections {
        let Some(selector) = SELECTORS.iter().find(|selector| selector.accepts().contains(&section.kind)) else { continue };
        lines_before += memchr::memchr_iter(b'\n', &text.as_bytes()[counted..section.span.start]).count();
        counted = section.span.start;
        let input = Selectable { text: &text[section.span.clone()], kind: section.kind, lines_before, policy, query: asked };
        // One that gives up keeps its section whole.
        for cut in selector.select(&input).unwrap_or_default() {
            cuts.push(Cut { span: cut.span.start + counted..cut.span.end + counted, ..cut });
            names.push(selector.name());
        }
    }
    let kept = leave_out(text, cuts)?;
    let reports = kept.cuts.iter().zip(names).map(|((cut, note), codec)| EditReport {
        codec,
        reason: cut.reason,
        before: cost(&text[cut.span.clone()]),
        after: cost(&kept.text[note.clone()]),
        span: cut.span.clone(),
        output: note.clone(),
        fidelity: Fidelity::Recoverable,
    });
    let reports = reports.collect();
    Some((kept, reports))
}
