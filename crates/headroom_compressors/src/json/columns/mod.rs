//! JSON in which the names of fields are written once, and which is still JSON.
//!
//! ```text
//! [{"id": 1, "at": {"x": 5, "y": 6}, "ok": true}, {"id": 2, "at": {"x": 7, "y": 8}, "ok": true, "note": "late"}]
//!
//! {"$columns":["id",{"at":["x","y"]},{"ok":{"$always":true}},"note"],"$missing":"~",
//!  "$rows":[[1,5,6,"~"],[2,7,8,"late"]]}
//! ```
//!
//! A column is a name, or one of these: `{name: [columns]}` is an object whose fields are columns of the row;
//! `{name: {"$always": v}}` is a field without a cell, because its value is always `v`; `{name: {"$row":
//! [columns]}}` is an object as a row of its own; `{name: {"$rows": [columns]}}` is an array of such rows. A
//! value that is not an object with these fields in this order is written as it is, and an array as
//! `{"$value": […]}`. JSON without the text `"$columns"` stands for itself.

mod read;
mod write;

use headroom_core::{CompressError, EXPANSION_BYTES, EXPANSION_FACTOR};

use super::layout::{Compare, Limited, Style};
use super::minify;
use headroom_formats::json::Tape;

const COLUMNS: &str = "\"$columns\"";
const MISSING: &str = "\"$missing\"";
const ROWS: &str = "\"$rows\"";
const ROW: &str = "\"$row\"";
const ALWAYS: &str = "\"$always\"";
const VALUE: &str = "\"$value\"";

/// Encodes `text`, which is JSON. `None` if the result would be longer, or if it would exceed the expansion
/// limit. The result is checked: [`decode`] gives the same values back.
pub fn encode(text: &str) -> Result<Option<String>, CompressError> {
    // The tokens of the input are freed before those of the output are read, because both together take much
    // memory for a long text.
    let Some(out) = write::write(&Tape::new(text)?).filter(|out| looks_encoded(out)) else { return Ok(None) };
    let read = Tape::new(&out)?;
    let same =
        read::read(&read, Compare::new(text, true), Style::Other).is_some_and(|sink| sink.is_complete());
    Ok((same && text.len() <= most(&out)).then_some(out))
}

/// Maximum length to which a text may expand, in bytes.
const fn most(text: &str) -> usize {
    text.len().saturating_mul(EXPANSION_FACTOR).saturating_add(EXPANSION_BYTES)
}

/// Escapes JSON that looks encoded: returns `text` with a mark that says that it is not encoded.
pub fn verbatim(text: &str) -> Result<String, CompressError> {
    let minified = minify(text)?;
    let value = minified.as_ref().map_or(text, |minified| &minified.text);
    Ok(["{", VALUE, ":", value, "}"].concat())
}

/// Whether JSON looks encoded, so that [`decode`] might change it.
#[must_use]
pub fn looks_encoded(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), COLUMNS.as_bytes()).is_some()
}

/// Decodes JSON with columns to JSON without white space between tokens. `None` if `text` is not encoded or
/// would expand beyond `limit` bytes.
#[must_use]
pub fn decode(text: &str, limit: usize) -> Option<String> {
    if !looks_encoded(text) {
        return None;
    }
    let tape = Tape::new(text).ok()?;
    let limit = limit.min(most(text));
    read::read(&tape, Limited { text: String::new(), limit }, Style::Compact).map(|sink| sink.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::minify;

    #[test]
    fn field_names_are_written_once() {
        let text = r#"[{"id":1,"at":{"x":5,"y":6},"ok":true,"of":[{"a":1},{"a":2}]},{"id":2,"at":{"x":7,"y":8},"ok":true,"of":[],"note":"late"},[1]]"#;
        let out = r#"{"$columns":["id",{"at":["x","y"]},{"ok":{"$always":true}},{"of":{"$rows":["a"]}},"note"],"$missing":"~","$rows":[[1,5,6,[[1],[2]],"~"],[2,7,8,[],"late"],{"$value":[1]}]}"#;
        assert_eq!(encode(text).expect("JSON").as_deref(), Some(out));
        assert_eq!(decode(out, 1 << 20).as_deref(), Some(text));
    }

    #[test]
    fn any_json_round_trips() {
        for seed in headroom_testkit::seeds(3000) {
            let value = headroom_testkit::json(&mut headroom_testkit::Random::new(seed));
            let text = headroom_testkit::layouts(&value).swap_remove(0);
            let Some(out) = write::write(&Tape::new(&text).expect("JSON")) else { continue };
            assert_eq!(minify(&out), Ok(None), "seed {seed}");
            let fails = |text: &str| {
                let Ok(Some(out)) = encode(text) else { return false };
                let read = Tape::new(&out).expect("JSON");
                read::read(&read, Compare::new(text, true), Style::Other)
                    .is_none_or(|sink| !sink.is_complete())
            };
            if fails(&text) {
                let text = headroom_testkit::smallest(&text, fails);
                panic!("seed {seed}: {text}\n{:?}", write::write(&Tape::new(&text).expect("JSON")));
            }
        }
    }

    #[test]
    fn long_names_do_not_fill_the_memory() {
        let forged = |rows: usize| {
            format!(
                r#"{{"$columns":[{{"a":{{"$always":"{}"}}}}],"$missing":"~","$rows":[{}]}}"#,
                "x".repeat(3 * rows),
                ["[]"].repeat(rows).join(",")
            )
        };
        assert!(decode(&forged(1000), usize::MAX).is_some_and(|text| text.len() > 3_000_000));
        assert_eq!(decode(&forged(10_000), usize::MAX), None, "900 MB of 60 KB");
        // Nearly all cells would be missing. Keys of both objects and numbers are not treated as data.
        let sparse: Vec<_> =
            (0..3000).map(|row| format!(r#"{{"a":{{"b":1}},"k{}":{{}}}}"#, row % 200)).collect();
        assert!(encode(&format!("[{}]", sparse.join(","))).is_ok_and(|out| out.is_none()));
    }

    #[test]
    fn the_mark_for_a_missing_value_does_not_occur_in_the_text() {
        let strings: Vec<_> = (1..3000).map(|length| format!("\"{}\"", "~".repeat(length))).collect();
        let out =
            encode(&format!(r#"[{{"a":1,"b":[{}]}},{{"b":0}},{{"a":2,"b":"~x~"}}]"#, strings.join(",")))
                .expect("JSON")
                .expect("short");
        assert!(out.contains(&format!("\"$missing\":\"{}\"", "~".repeat(3000))));
    }

    #[test]
    fn look_alikes_round_trip() {
        for text in [
            r#"[{"$columns":["a"],"$missing":"~","$rows":[[1]]},{"$value":[1]}]"#,
            r#"[{"a":"~"},{"a":"~~","$columns":1}]"#,
            r#"{"$columns":1}"#,
            r#"{"$value":{"$columns":2}}"#,
        ] {
            let out = encode(text).expect("JSON").expect("looks encoded");
            assert_eq!(decode(&out, 1 << 20).as_deref(), Some(text), "{out}");
            assert_eq!(decode(&verbatim(text).expect("JSON"), 1 << 20).as_deref(), Some(text));
        }
    }

    #[test]
    fn json_without_columns_stands_for_itself() {
        for text in [r#"{"$value":{"a":1}}"#, r#"[{"$value":1},2]"#, r#"{"$rows":[[1]]}"#] {
            assert_eq!(decode(text, 1 << 20), None, "{text}");
            assert_eq!(encode(text), Ok(None), "{text}");
        }
    }
}
