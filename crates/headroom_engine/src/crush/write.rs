//! JSON in the format that is asked for.

use headroom_compressors::{CODECS, json};
use headroom_core::{CompressError, Compressor, ContentKind, Earlier, Fidelity, Input, apply};

use crate::Format;

/// The text in this format, if it can be written so.
pub(super) fn write(text: &str, format: Format) -> Result<(Option<String>, Fidelity), CompressError> {
    if format == Format::Text && let (Some(output), fidelity) = table(text)? {
        return Ok((Some(output), fidelity));
    }
    let output = match format {
        Format::Columns => json::columns::encode(text)?,
        _ if json::columns::looks_encoded(text) => Some(json::columns::verbatim(text)?),
        Format::Rows => json::minify(text)?,
        Format::Text => None,
    };
    Ok((output, Fidelity::Values))
}

fn table(text: &str) -> Result<(Option<String>, Fidelity), CompressError> {
    let earlier = Earlier::new();
    let plan = |kind| json::Json::DEFAULT.plan(&Input { text, kind, quotable: false, earlier: &earlier });
    let plan = match plan(ContentKind::Json) {
        Err(CompressError::Malformed { .. }) if json::is_json_lines(text) => plan(ContentKind::JsonLines)?,
        plan => plan?,
    };
    let applied = apply(text, plan, &earlier, CODECS);
    Ok((applied.text, applied.shown.fidelity))
}
