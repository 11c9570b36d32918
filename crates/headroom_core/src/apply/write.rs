//! Writing the output of a plan.

use super::AppliedEdit;
use crate::fidelity::Fidelity;
use crate::plan::Plan;
use crate::plan::Planned;

/// The output, and where in it the edits are.
pub(super) fn write(text: &str, plan: Plan) -> Option<(String, Vec<AppliedEdit>)> {
    let (planned, texts) = plan.into_parts();
    let mut edits = Vec::with_capacity(planned.len());
    let (mut end, mut own, mut at) = (0, 0, 0);
    for Planned { span, end: own_end, codec, reason } in planned {
        at += span.start - end;
        let output = at..at + own_end - own;
        (end, own, at) = (span.end, own_end, output.end);
        edits.push(AppliedEdit { span, output, codec, fidelity: Fidelity::Bytes, reason });
    }
    Some((spread(text, texts, &edits)?, edits))
}

/// Makes room between the texts of the edits for what stays: nothing of the output is in memory twice.
fn spread(text: &str, mut texts: String, edits: &[AppliedEdit]) -> Option<String> {
    if let [AppliedEdit { span, .. }] = edits {
        texts.insert_str(0, &text[..span.start]);
        texts.push_str(&text[span.end..]);
        return Some(texts);
    }
    let last = edits.last()?;
    let (mut own, mut end) = (texts.len(), text.len());
    let mut output = texts.into_bytes();
    let length = last.output.end + text.len() - last.span.end;
    output.reserve_exact(length - own);
    output.resize(length, 0);
    // From the last one on, no text is moved to where one that is still to be moved stands.
    for AppliedEdit { span, output: place, .. } in edits.iter().rev() {
        output[place.end..place.end + end - span.end].copy_from_slice(&text.as_bytes()[span.end..end]);
        let start = own - place.len();
        output.copy_within(start..own, place.start);
        (own, end) = (start, span.start);
    }
    output[..end].copy_from_slice(&text.as_bytes()[..end]);
    String::from_utf8(output).ok()
}
