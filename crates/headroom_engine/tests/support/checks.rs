//! The promises, for one conversation or one text. Each gives what is wrong.

use std::sync::Arc;

use headroom_compressors::json::{columns, minify};
use headroom_core::line_ends::CRLF;
use headroom_core::{CompressError, Fidelity, OriginalStore, cost};
use headroom_engine::{
    CODECS, CrushOptions, Format, Options, Outcome, SkipReason, StoreMode, ToolMode, crush, expand_request,
    expand_text,
};
use headroom_testkit::Step;
use serde::de::IgnoredAny;

use super::shelf::Shelf;
use super::{compress, request, request_as, sent, told, values};

/// More than what any conversation of a test stands for, in bytes.
const LIMIT: usize = 1 << 30;

pub(crate) fn equal<T: PartialEq>(left: &T, right: &T, what: impl Fn() -> String) -> Result<(), String> {
    if left == right { Ok(()) } else { Err(what()) }
}

/// What is sent for the first `count` steps is what is sent for them among all.
pub(crate) fn is_prefix(steps: &[Step], count: usize, options: &Options) -> Result<(), String> {
    let all = told(&compress(&request_as(steps, options), options));
    let prefix = told(&compress(&request_as(&steps[..count], options), options));
    equal(&prefix.as_slice(), &&all[..prefix.len()], || {
        format!("the first {count} steps alone give something else")
    })
}

/// The texts come back from what is sent.
pub(crate) fn decodes(steps: &[Step], options: &Options) -> Result<(), String> {
    come_back(steps, &compress(&request_as(steps, options), options), options)
}

/// The texts come back from what was sent for them.
pub(crate) fn come_back(steps: &[Step], outcomes: &[Arc<Outcome>], options: &Options) -> Result<(), String> {
    come_back_from(steps, outcomes, options, &Shelf::of(outcomes))
}

/// The texts come back from what was sent for them, with what is kept there.
pub(crate) fn come_back_from(
    steps: &[Step],
    outcomes: &[Arc<Outcome>],
    options: &Options,
    shelf: &Shelf,
) -> Result<(), String> {
    let original = request(steps);
    let sent = request_as(&sent(steps, outcomes), options);
    let back = expand_request(&sent, options, Some(shelf), LIMIT).expect("memory");
    let shown = expand_request(&sent, options, None, LIMIT).expect("no store");
    for ((((block, sent), back), shown), outcome) in
        original.blocks().iter().zip(sent.blocks()).zip(&back).zip(&shown).zip(outcomes)
    {
        // A tool printed what would be sent for another text: it stands for that text.
        let stands_for_another =
            || shelf.original(shown.as_ref().unwrap_or(&sent.text)).expect("memory").is_some();
        if outcome.skipped == Some(SkipReason::AlreadyCompressed)
            || outcome.elision.is_none() && stands_for_another()
        {
            continue;
        }
        let back = back.as_ref().unwrap_or(&sent.text);
        equal(&values::came_back(&block.text, back, outcome), &true, || {
            format!("sent {:?}, back {back:?}", sent.text)
        })?;
    }
    Ok(())
}

/// Compressing what was sent changes nothing.
pub(crate) fn stays(steps: &[Step], options: &Options) -> Result<(), String> {
    let first = compress(&request_as(steps, options), options);
    let again = compress(&request_as(&sent(steps, &first), options), options);
    match again.iter().position(|outcome| outcome.output.is_some()) {
        None => Ok(()),
        Some(at) => Err(format!("block {at} was sent as {:?} and is now {:?}", first[at].output, again[at])),
    }
}

/// Nothing costs more than before, but for texts that have to be told from compressed ones.
pub(crate) fn is_never_dearer(steps: &[Step], options: &Options) -> Result<(), String> {
    let request = request_as(steps, options);
    for (block, outcome) in request.blocks().iter().zip(compress(&request, options)) {
        let output = outcome.output.as_deref().unwrap_or(&block.text);
        equal(&(outcome.before, outcome.after), &(cost(&block.text), cost(output)), || {
            format!("misreported: {outcome:?}")
        })?;
        if outcome.skipped == Some(SkipReason::LooksCompressed) {
            let opens = CODECS
                .iter()
                .flat_map(|codec| codec.openers())
                .chain(&["[verbatim]\n", CRLF])
                .any(|opener| block.text.contains(opener));
            let is_closed =
                !block.open || options.tool_profiles.iter().any(|profile| profile.mode == ToolMode::Skip);
            let marked = format!("[verbatim]\n{}", block.text);
            equal(&(output == marked || is_closed && outcome.output.is_none()), &true, || {
                format!("escaped: {outcome:?}")
            })?;
            equal(&opens, &true, || format!("no need to escape {:?}", block.text))?;
        } else {
            equal(&(outcome.after <= outcome.before), &true, || format!("dearer: {outcome:?}"))?;
            equal(&outcome.skipped.is_none(), &outcome.output.is_some(), || {
                format!("neither changed nor left: {outcome:?}")
            })?;
        }
    }
    Ok(())
}

/// A text that is crushed, in any format, is JSON, gets cheaper and comes back.
pub(crate) fn crushes(text: &str) -> Result<(), String> {
    for format in [Format::Rows, Format::Columns, Format::Text] {
        let crushed = crush(
            text,
            &CrushOptions { format, min_tokens_to_crush: 0, ..CrushOptions::default() },
            None,
            StoreMode::Off,
        );
        let Some(output) = crushed.output else { continue };
        // What looks like columns and is not has to be told from them, which costs.
        equal(&(cost(&output) < cost(text) || columns::looks_encoded(text)), &true, || {
            format!("{format:?} is dearer: {output}")
        })?;
        let back = expand_text(&output, None, LIMIT).expect("no store").unwrap_or_else(|| output.clone());
        let same = match crushed.fidelity {
            Fidelity::Bytes => back == text,
            Fidelity::Values => values::compact(&back) == values::compact(text),
            Fidelity::View | Fidelity::Recoverable => false,
        };
        equal(&same, &true, || format!("{format:?} {output} gives back {back:?}"))?;
        equal(&(format == Format::Text || minify(&output) == Ok(None)), &true, || {
            format!("{format:?} is no JSON: {output}")
        })?;
    }
    Ok(())
}

/// What is taken for JSON is what `serde_json` takes for it; where either finds it too deep they may differ.
pub(crate) fn reads_as_others_do(text: &str) -> Result<(), String> {
    let own = minify(text);
    let theirs = serde_json::from_str::<IgnoredAny>(text);
    let too_deep = matches!(own, Err(CompressError::TooDeep { .. }))
        || theirs.as_ref().is_err_and(|error| error.to_string().starts_with("recursion"));
    equal(&(own.is_ok() == theirs.is_ok() || too_deep), &true, || {
        format!("{text:?}: {own:?}, serde_json: {theirs:?}")
    })?;
    let Ok(Some(minified)) = own else { return Ok(()) };
    equal(&minified.text, &values::compact(text), || format!("{text:?} is minified to {minified:?}"))?;
    equal(&minified.saved, &cost(text).saturating_sub(cost(&minified.text)), || {
        format!("{text:?}: what is saved")
    })
}
