//! Writes JSON in the requested form.

use headroom_compressors::json;
use headroom_core::line_ends::{CRLF, without_cr};
use headroom_core::{
    CompressError, Compressor, Cost, Fidelity, History, Input, Kind, apply, cost, looks_encoded, verbatim,
};

use crate::registry::CODECS;
use crate::{Format, judge};

/// A text in another form.
pub(super) struct Rendering {
    pub(super) text: String,
    pub(super) fidelity: Fidelity,
    /// The saving, if writing computed it.
    saved: Option<Cost>,
}

impl Rendering {
    /// Whether it saves enough to replace `before`.
    pub(super) fn is_worth_it(&self, before: &str) -> bool {
        match self.saved {
            Some(saved) => judge::is_worth_saving(saved, before),
            None => judge::is_worth_sending(before, (&self.text, cost(&self.text))),
        }
    }
}

/// The text in this form; `None` if it cannot be written in it.
pub(super) fn write(text: &str, format: Format) -> Result<Option<Rendering>, CompressError> {
    if format == Format::Text
        && let Some(table) = table(text)?
    {
        return Ok(Some(table));
    }
    Ok(match format {
        _ if json::columns::looks_encoded(text) => {
            let marked = json::columns::verbatim(text)?;
            let columns = if format == Format::Columns { json::columns::encode(text)? } else { None };
            Some(values(columns.filter(|columns| cost(columns) <= cost(&marked)).unwrap_or(marked)))
        }
        Format::Columns => {
            json::columns::encode(text)?.map_or_else(|| rows(text), |columns| Ok(Some(values(columns))))?
        }
        Format::Rows => rows(text)?,
        Format::Text => None,
    })
}

/// The escaped text, if [`expand_text`](crate::expand_text) would change the text itself.
pub(super) fn marked(text: &str) -> Option<String> {
    if json::columns::looks_encoded(text) && json::columns::decode(text, usize::MAX).is_some() {
        return json::columns::verbatim(text).ok();
    }
    (!json::is_value(text) && looks_encoded(text, &History::new(), CODECS)).then(|| verbatim(text))
}

fn values(text: String) -> Rendering {
    Rendering { text, fidelity: Fidelity::Values, saved: None }
}

fn rows(text: &str) -> Result<Option<Rendering>, CompressError> {
    Ok(json::minify(text)?.map(|minified| Rendering { saved: Some(minified.saved), ..values(minified.text) }))
}

fn table(text: &str) -> Result<Option<Rendering>, CompressError> {
    let Some(lines) = without_cr(text) else { return table_of_lines(text) };
    Ok(table_of_lines(&lines)?.map(|table| Rendering { text: [CRLF, &table.text].concat(), ..table }))
}

fn table_of_lines(text: &str) -> Result<Option<Rendering>, CompressError> {
    let history = History::new();
    let plan = |kind| json::Json.plan(&Input { text, kind, quotable: false, source: &[], history: &history });
    let plan = match plan(Kind::Json) {
        Err(CompressError::Malformed { .. }) if json::is_json_lines(text) => plan(Kind::JsonLines)?,
        plan => plan?,
    };
    let applied = apply(text, plan, &history, CODECS);
    Ok(applied.text.map(|text| Rendering { text, fidelity: applied.shown.fidelity, saved: None }))
}
