//! The promises, for one conversation or one text. Each check returns the problem.

use std::sync::Arc;

use headroom_compressors::json::{columns, minify};
use headroom_core::line_ends::CRLF;
use headroom_core::{CompressError, Fidelity, OriginalStore, WRITTEN_OUT, cost};
use headroom_engine::{
    CODECS, CrushOptions, Format, Options, Outcome, SkipReason, StoreMode, ToolMode, crush, expand_request,
    expand_text,
};
use headroom_testkit::Step;
use serde::de::IgnoredAny;

use super::shelf::Shelf;
use super::{compress, request, request_as, sent, told, values};

/// More bytes than any conversation of a test expands to.
const LIMIT: usize = 1 << 30;

pub(crate) fn equal<T: PartialEq>(left: &T, right: &T, what: impl Fn() -> String) -> Result<(), String> {
    if left == right { Ok(()) } else { Err(what()) }
}

/// The first `count` steps alone are sent as they are sent among all steps.
pub(crate) fn is_prefix(steps: &[Step], count: usize, options: &Options) -> Result<(), String> {
    let all = told(&compress(&request_as(steps, options), options));
    let prefix = told(&compress(&request_as(&steps[..count], options), options));
    equal(&prefix.as_slice(), &&all[..prefix.len()], || {
        format!("the first {count} steps alone give something else")
    })
}

/// Compressed texts expand to their originals.
pub(crate) fn decodes(steps: &[Step], options: &Options) -> Result<(), String> {
    come_back(steps, &compress(&request_as(steps, options), options), options)
}

/// These compressed texts expand to their originals.
pub(crate) fn come_back(steps: &[Step], outcomes: &[Arc<Outcome>], options: &Options) -> Result<(), String> {
    come_back_from(steps, outcomes, options, &Shelf::of(outcomes))
}

/// The same, with the originals in this store.
pub(crate) fn come_back_from(
    steps: &[Step],
    outcomes: &[Arc<Outcome>],
    options: &Options,
    shelf: &Shelf,
) -> Result<(), String> {
    let original = request(steps);
    let sent = request_as(&sent(steps, outcomes), options);
    let back = expand_request(&sent, options, Some(shelf), LIMIT).expect("memory").texts;
    let shown = expand_request(&sent, options, None, LIMIT).expect("no store").texts;
    for ((((block, sent), back), shown), outcome) in
        original.blocks().iter().zip(sent.blocks()).zip(&back).zip(&shown).zip(outcomes)
    {
        // A tool printed the compressed form of another text, so it expands to that text.
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

/// Compressing a compressed conversation changes nothing.
pub(crate) fn stays(steps: &[Step], options: &Options) -> Result<(), String> {
    let first = compress(&request_as(steps, options), options);
    let again = compress(&request_as(&sent(steps, &first), options), options);
    match again.iter().position(|outcome| outcome.output.is_some()) {
        None => Ok(()),
        Some(at) => Err(format!("block {at} was sent as {:?} and is now {:?}", first[at].output, again[at])),
    }
}

/// No text costs more than before, except for texts that are escaped.
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
                .chain(&WRITTEN_OUT)
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
                format!("neither changed nor skipped: {outcome:?}")
            })?;
        }
    }
    Ok(())
}

/// A crushed text, in any form, costs less and expands to its values; in two forms it is JSON.
pub(crate) fn crushes(text: &str) -> Result<(), String> {
    for format in [Format::Rows, Format::Columns, Format::Text] {
        let crushed = crush(
            text,
            &CrushOptions { format, min_tokens_to_crush: 0, ..CrushOptions::default() },
            None,
            StoreMode::Off,
        );
        let Some(output) = crushed.output else { continue };
        // A text that looks like columns and is not is escaped, which costs.
        equal(&(cost(&output) < cost(text) || columns::looks_encoded(text)), &true, || {
            format!("{format:?} costs more: {output}")
        })?;
        let back = expand_text(&output, None, LIMIT).expect("no store").unwrap_or_else(|| output.clone());
        let same = match crushed.fidelity {
            Fidelity::Bytes => back == text,
            Fidelity::Values => values::compact(&back) == values::compact(text),
            Fidelity::View | Fidelity::Recoverable => false,
        };
        equal(&same, &true, || format!("{format:?} {output} expands to {back:?}"))?;
        equal(&(format == Format::Text || minify(&output) == Ok(None)), &true, || {
            format!("{format:?} is not JSON: {output}")
        })?;
    }
    Ok(())
}

/// A text is JSON if `serde_json` accepts it. The two may differ if either finds it too deep.
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
