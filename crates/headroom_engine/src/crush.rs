//! One JSON text on its own.

use std::panic::{AssertUnwindSafe, catch_unwind};

use headroom_compressors::{CODECS, json};
use headroom_core::{CompressError, Compressor, ContentKind, Cost, Earlier, Fidelity, Input, apply, cost};

use crate::{CrushOptions, Format, Left, judge};

/// What became of a JSON text.
#[derive(Clone, Debug)]
pub struct Crushed {
    /// What it is now; `None`: as it was.
    pub output: Option<String>,
    /// How close to the original what comes back is.
    pub fidelity: Fidelity,
    /// Why it is as it was.
    pub left: Option<Left>,
}

/// Makes a JSON text cheaper. What is no JSON, too deep or too long is left as it is.
#[must_use]
pub fn crush(text: &str, options: CrushOptions) -> Crushed {
    let before = cost(text);
    if before < Cost::tokens(options.min_tokens_to_crush.into()) {
        return Crushed::left(Left::Short);
    }
    let written = catch_unwind(AssertUnwindSafe(|| match options.format {
        Format::Rows => Ok(json::minify(text)?.map(|output| (output, Fidelity::Values))),
        Format::Columns => json::columns(text).map(|output| output.map(|output| (output, Fidelity::Values))),
        Format::Text => table(text),
    }));
    match written {
        Err(_) => Crushed::left(Left::Failed(CompressError::Panicked)),
        Ok(Err(error)) => Crushed::left(Left::Failed(error)),
        Ok(Ok(None)) => Crushed::left(Left::NothingFound),
        Ok(Ok(Some((output, _)))) if !judge::is_worth_it(before, cost(&output)) => Crushed::left(Left::NotWorthIt),
        Ok(Ok(Some((output, fidelity)))) => Crushed { output: Some(output), fidelity, left: None },
    }
}

fn table(text: &str) -> Result<Option<(String, Fidelity)>, CompressError> {
    let earlier = Earlier::new();
    let plan = json::Json::DEFAULT.plan(&Input { text, kind: ContentKind::Json, quotable: false, earlier: &earlier })?;
    let applied = apply(text, plan, &earlier, CODECS);
    Ok(applied.text.map(|output| (output, applied.shown.fidelity)))
}

impl Crushed {
    /// Left as it was.
    #[must_use]
    pub const fn left(why: Left) -> Self {
        Self { output: None, fidelity: Fidelity::Bytes, left: Some(why) }
    }
}
