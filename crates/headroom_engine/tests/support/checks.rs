//! The promises, for one conversation or one text. Each gives what is wrong.

use std::sync::Arc;

use headroom_core::{Fidelity, cost};
use headroom_engine::{CrushOptions, Format, Left, Options, Outcome, crush, expand_request, expand_text};
use headroom_testkit::Step;

use super::{compress, request, sent, told, values};

/// More than what any conversation of a test stands for, in bytes.
const LIMIT: usize = 1 << 30;

pub(crate) fn equal<T: PartialEq>(left: &T, right: &T, what: impl Fn() -> String) -> Result<(), String> {
    if left == right { Ok(()) } else { Err(what()) }
}

/// What is sent for the first `count` steps is what is sent for them among all.
pub(crate) fn is_prefix(steps: &[Step], count: usize, options: Options) -> Result<(), String> {
    let all = told(&compress(&request(steps), options));
    let prefix = told(&compress(&request(&steps[..count]), options));
    equal(&prefix.as_slice(), &&all[..prefix.len()], || format!("the first {count} steps alone give something else"))
}

/// The texts come back from what is sent.
pub(crate) fn decodes(steps: &[Step], options: Options) -> Result<(), String> {
    come_back(steps, &compress(&request(steps), options))
}

/// The texts come back from what was sent for them.
pub(crate) fn come_back(steps: &[Step], outcomes: &[Arc<Outcome>]) -> Result<(), String> {
    let original = request(steps);
    let sent = request(&sent(steps, outcomes));
    let back = expand_request(&sent, LIMIT);
    for (((block, sent), back), outcome) in original.blocks().iter().zip(sent.blocks()).zip(&back).zip(outcomes) {
        // It is what would be sent for another text, and so it stands for that.
        if outcome.left == Some(Left::AlreadyCompressed) {
            continue;
        }
        let back = back.as_ref().unwrap_or(&sent.text);
        let same = match outcome.fidelity {
            Fidelity::Bytes => *back == block.text,
            Fidelity::Values => values::same(&block.text, back, &outcome.edits),
        };
        equal(&same, &true, || format!("sent {:?}, back {back:?}", sent.text))?;
    }
    Ok(())
}

/// Compressing what was sent changes nothing.
pub(crate) fn stays(steps: &[Step], options: Options) -> Result<(), String> {
    let first = compress(&request(steps), options);
    let again = compress(&request(&sent(steps, &first)), options);
    match again.iter().position(|outcome| outcome.output.is_some()) {
        None => Ok(()),
        Some(at) => Err(format!("block {at} was sent as {:?} and is now {:?}", first[at].output, again[at])),
    }
}

/// Nothing costs more than before, but for texts that have to be told from compressed ones.
pub(crate) fn is_never_dearer(steps: &[Step], options: Options) -> Result<(), String> {
    let request = request(steps);
    for (block, outcome) in request.blocks().iter().zip(compress(&request, options)) {
        let output = outcome.output.as_deref().unwrap_or(&block.text);
        equal(&(outcome.before, outcome.after), &(cost(&block.text), cost(output)), || format!("misreported: {outcome:?}"))?;
        if outcome.left == Some(Left::LooksCompressed) {
            let own = expand_request(&request, LIMIT);
            equal(&output, &&*format!("[verbatim]\n{}", block.text), || format!("escaped: {outcome:?}"))?;
            equal(&own.iter().any(Option::is_some), &true, || format!("no need to escape {:?}", block.text))?;
        } else {
            equal(&(outcome.after <= outcome.before), &true, || format!("dearer: {outcome:?}"))?;
            equal(&outcome.left.is_none(), &outcome.output.is_some(), || format!("neither changed nor left: {outcome:?}"))?;
        }
    }
    Ok(())
}

/// A text that is crushed, in any format, is JSON, gets cheaper and comes back.
pub(crate) fn crushes(text: &str) -> Result<(), String> {
    for format in [Format::Rows, Format::Columns, Format::Text] {
        let crushed = crush(text, CrushOptions { format, min_tokens_to_crush: 0 });
        let Some(output) = crushed.output else { continue };
        equal(&(cost(&output) < cost(text)), &true, || format!("{format:?} is dearer: {output}"))?;
        let back = expand_text(&output, LIMIT).or_else(|| Some(output.clone()));
        let same = match crushed.fidelity {
            Fidelity::Bytes => back == text,
            Fidelity::Values => values::compact(back) == values::compact(text),
        };
        equal(&same, &true, || format!("{format:?} {output} gives back {back:?}"))?;
        let still_json = format == Format::Text || serde_json::from_str::<serde::de::IgnoredAny>(&output).map_or_else(|error| error.to_string().contains("recursion"), |_| true);
        equal(&still_json, &true, || format!("{format:?} is no JSON: {output}"))?;
    }
    Ok(())
}
