//! Compares texts in which the white space of JSON may differ.

use headroom_compressors::terminal;
use headroom_core::Fidelity;
use headroom_engine::{EditReport, Outcome};

/// Whether `back` is as close to `original` as the fidelity of its outcome says.
pub(crate) fn came_back(original: &str, back: &str, outcome: &Outcome) -> bool {
    match outcome.fidelity {
        Fidelity::Bytes => back == original,
        Fidelity::Values => same(original, back, &outcome.edits),
        Fidelity::View => terminal::screen(original)
            .is_some_and(|screen| screen == back || same(&screen, back, &outcome.edits[1..])),
        // For terminal output, the text on the screen.
        Fidelity::Recoverable => back == original || terminal::screen(original).as_deref() == Some(back),
    }
}

/// Whether `back` is `original`, except for white space between the tokens of JSON that was rewritten as values.
fn same(original: &str, back: &str, edits: &[EditReport]) -> bool {
    let mut at = 0;
    let mut rest = back;
    for edit in edits.iter().filter(|edit| edit.fidelity == Fidelity::Values) {
        let Some(after) = rest
            .strip_prefix(&original[at..edit.span.start])
            .and_then(|after| same_tokens(&original[edit.span.clone()], after))
        else {
            return false;
        };
        rest = after;
        at = edit.span.end;
    }
    *rest == original[at..]
}

/// The rest of `text` after the tokens of `json`, if it starts with the same tokens.
fn same_tokens<'a>(json: &str, text: &'a str) -> Option<&'a str> {
    let mut rest = text;
    let mut in_string = false;
    let mut escaped = false;
    for c in json.chars() {
        if !in_string && matches!(c, ' ' | '\t' | '\r' | '\n') {
            continue;
        }
        if !in_string {
            rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        }
        rest = rest.strip_prefix(c)?;
        in_string ^= c == '"' && !escaped;
        escaped = in_string && c == '\\' && !escaped;
    }
    Some(rest)
}

/// JSON without white space between its tokens.
pub(crate) fn compact(json: &str) -> String {
    let mut in_string = false;
    let mut escaped = false;
    let keep = |c: &char| {
        let keep = in_string || !matches!(c, ' ' | '\t' | '\r' | '\n');
        in_string ^= *c == '"' && !escaped;
        escaped = in_string && *c == '\\' && !escaped;
        keep
    };
    json.chars().filter(keep).collect()
}
