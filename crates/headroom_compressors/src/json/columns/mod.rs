//! JSON that says the names of its fields once, and is JSON still.
//!
//! ```text
//! [{"id": 1, "at": {"x": 5, "y": 6}, "ok": true}, {"id": 2, "at": {"x": 7, "y": 8}, "ok": true, "note": "late"}]
//!
//! {"$columns":["id",{"at":["x","y"]},{"ok":{"$always":true}},"note"],"$missing":"~",
//!  "$rows":[[1,5,6,"~"],[2,7,8,"late"]]}
//! ```
//!
//! A column is its name; or `{name: [columns]}`, an object whose fields are columns of the row; `{name: {"$always": v}}`, a
//! field that needs no cell; `{name: {"$row": [columns]}}`, an object as a row of its own; `{name: {"$rows": [columns]}}`, an array of
//! such. What is not an object of these fields in this order stands as it is, an array as `{"$value": […]}`. JSON that does not hold the text `"$columns"`
//! stands for itself.

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

/// `text`, which is JSON, with the names of fields said once; `None` where that would be longer, or stand for more than any text of its length may. Checked:
/// [`decode`] gives the same values back.
pub fn encode(text: &str) -> Result<Option<String>, CompressError> {
    // The tokens are given back before those of the output are read: both together are much for a long text.
    let Some(out) = write::write(&Tape::new(text)?).filter(|out| looks_encoded(out)) else { return Ok(None) };
    let read = Tape::new(&out)?;
    let same =
        read::read(&read, Compare::new(text, true), Style::Other).is_some_and(|sink| sink.is_complete());
    Ok((same && text.len() <= most(&out)).then_some(out))
}

/// What a text may stand for at most, in bytes.
const fn most(text: &str) -> usize {
    text.len().saturating_mul(EXPANSION_FACTOR).saturating_add(EXPANSION_BYTES)
}

/// `text`, which is JSON, behind a mark that says that none of it is ours; for JSON that looks as if it were.
pub fn verbatim(text: &str) -> Result<String, CompressError> {
    let minified = minify(text)?;
    let value = minified.as_ref().map_or(text, |minified| &minified.text);
    Ok(["{", VALUE, ":", value, "}"].concat())
}

/// Whether JSON looks as if it came from here: [`decode`] may make something else of it.
#[must_use]
pub fn looks_encoded(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), COLUMNS.as_bytes()).is_some()
}

/// What JSON with columns stands for, without blanks; `None` where `text` is not such JSON or stands for more than
/// `limit` bytes.
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
    fn names_are_said_once() {
        let text = r#"[{"id":1,"at":{"x":5,"y":6},"ok":true,"of":[{"a":1},{"a":2}]},{"id":2,"at":{"x":7,"y":8},"ok":true,"of":[],"note":"late"},[1]]"#;
        let out = r#"{"$columns":["id",{"at":["x","y"]},{"ok":{"$always":true}},{"of":{"$rows":["a"]}},"note"],"$missing":"~","$rows":[[1,5,6,[[1],[2]],"~"],[2,7,8,[],"late"],{"$value":[1]}]}"#;
        assert_eq!(encode(text).expect("JSON").as_deref(), Some(out));
        assert_eq!(decode(out, 1 << 20).as_deref(), Some(text));
    }

    #[test]
    fn any_json_comes_back() {
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
    fn names_said_once_do_not_fill_the_memory() {
        let forged = |rows: usize| {
            format!(
                r#"{{"$columns":[{{"a":{{"$always":"{}"}}}}],"$missing":"~","$rows":[{}]}}"#,
                "x".repeat(3 * rows),
                ["[]"].repeat(rows).join(",")
            )
        };
        assert!(decode(&forged(1000), usize::MAX).is_some_and(|text| text.len() > 3_000_000));
        assert_eq!(decode(&forged(10_000), usize::MAX), None, "900 MB of 60 KB");
        // Nearly all cells would be missing. Keys that lead to objects and to numbers are no data.
        let sparse: Vec<_> =
            (0..3000).map(|row| format!(r#"{{"a":{{"b":1}},"k{}":{{}}}}"#, row % 200)).collect();
        assert!(encode(&format!("[{}]", sparse.join(","))).is_ok_and(|out| out.is_none()));
    }

    #[test]
    fn what_stands_for_nothing_is_nowhere_in_the_text() {
        let strings: Vec<_> = (1..3000).map(|length| format!("\"{}\"", "~".repeat(length))).collect();
        let out =
            encode(&format!(r#"[{{"a":1,"b":[{}]}},{{"b":0}},{{"a":2,"b":"~x~"}}]"#, strings.join(",")))
                .expect("JSON")
                .expect("short");
        assert!(out.contains(&format!("\"$missing\":\"{}\"", "~".repeat(3000))));
    }

    #[test]
    fn look_alikes_come_back() {
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
    fn a_value_without_columns_stands_for_itself() {
        for text in [r#"{"$value":{"a":1}}"#, r#"[{"$value":1},2]"#, r#"{"$rows":[[1]]}"#] {
            assert_eq!(decode(text, 1 << 20), None, "{text}");
            assert_eq!(encode(text), Ok(None), "{text}");
        }
    }
}
