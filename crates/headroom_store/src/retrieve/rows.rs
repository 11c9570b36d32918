//! Retrieval of rows of JSON.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use headroom_core::grouped;

use super::json::{Value, key_at, open, value_in};
use super::{NoPart, Retrieved, named};

pub(super) fn rows(
    text: &str,
    range: Option<&RangeInclusive<u32>>,
    fields: &[String],
    limit: usize,
) -> Result<Retrieved, NoPart> {
    let rows = find(text).ok_or(NoPart::NotRows)?;
    let (first, last) = range.map_or((1, rows.len()), |range| {
        ((*range.start()).max(1) as usize, (*range.end() as usize).min(rows.len()))
    });
    if first > last {
        return Err(NoPart::Rows { count: u32::try_from(rows.len()).unwrap_or(u32::MAX) });
    }
    let wanted: BTreeSet<&str> = fields.iter().map(String::as_str).collect();
    let mut found = String::new();
    let mut end = first - 1;
    for row in &rows[first - 1..last] {
        let start = found.len();
        write(text, row, &wanted, &mut found);
        found.push('\n');
        if found.len() > limit {
            found.truncate(start);
            break;
        }
        end += 1;
    }
    let of = format!("of {}", grouped(rows.len()));
    if end < first {
        let mut row = String::new();
        write(text, &rows[first - 1], &wanted, &mut row);
        let cut = row.floor_char_boundary(limit);
        let part = format!(
            "row {} {of}, its first {} of {} bytes",
            grouped(first),
            grouped(cut),
            grouped(row.len())
        );
        row.truncate(cut);
        return Ok(Retrieved { text: row, part, complete: false });
    }
    let names = if end == first {
        format!("row {}", grouped(first))
    } else {
        format!("rows {}-{}", grouped(first), grouped(end))
    };
    let only = if fields.is_empty() { String::new() } else { format!(", only {}", only(fields)) };
    Ok(Retrieved { text: found, part: format!("{names} {of}{only}"), complete: end == last })
}

/// The elements of the array that `text` is, or of the longest array in the object that it is, or its lines
/// of JSON.
pub(super) fn find(text: &str) -> Option<Vec<Range<usize>>> {
    match value_in(text, 0..text.len()).and_then(|span| open(text, &span)) {
        Some(Value::Array(rows)) => Some(rows),
        Some(Value::Object(members)) => {
            let arrays = members.into_iter().filter_map(|(_, value)| match open(text, &value)? {
                Value::Array(rows) => Some(rows),
                _ => None,
            });
            // A tie goes to the first.
            arrays.reduce(|longest, array| if array.len() > longest.len() { array } else { longest })
        }
        _ => json_lines(text),
    }
}

fn json_lines(text: &str) -> Option<Vec<Range<usize>>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = start..start + line.len();
        start = span.end;
        if !line.trim().is_empty() {
            let row = value_in(text, span)?;
            if matches!(open(text, &row)?, Value::Scalar) {
                return None;
            }
            rows.push(row);
        }
    }
    (!rows.is_empty()).then_some(rows)
}

/// The name of the requested fields, without duplicates.
fn only(fields: &[String]) -> String {
    let mut seen = BTreeSet::new();
    named(fields.iter().map(String::as_str).filter(|field| seen.insert(*field)), "field")
}

/// Writes a row, or some of its fields, in the bytes of the original.
fn write(text: &str, row: &Range<usize>, fields: &BTreeSet<&str>, out: &mut String) {
    let members = match open(text, row) {
        Some(Value::Object(members)) if !fields.is_empty() => members,
        _ => return out.push_str(&text[row.clone()]),
    };
    out.push('{');
    let mut separator = "";
    for (key, value) in members.into_iter().filter(|(key, _)| fields.contains(&*key_at(text, key))) {
        out.push_str(separator);
        out.push_str(&text[key]);
        out.push(':');
        out.push_str(&text[value]);
        separator = ",";
    }
    out.push('}');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::retrieve::{Part, part_of};

    const ITEMS: &str = r#"{"total": 3, "tags": ["x"], "items": [{"id": 1.0, "name": "a\u0041", "k\u0065y": [1, {"b": null}]}, {"id": 12345678901234567890, "name": "]}"}, {"id": -0}]}"#;

    fn rows_of(
        text: &str,
        rows: Option<RangeInclusive<u32>>,
        fields: &[&str],
    ) -> Result<(String, String), NoPart> {
        let part = Part::Rows { rows, fields: fields.iter().map(|&field| field.to_owned()).collect() };
        part_of(text, &part, 1000).map(|retrieved| (retrieved.text, retrieved.part))
    }

    #[test]
    fn rows_are_returned_verbatim() {
        let (text, part) = rows_of(ITEMS, Some(2..=9), &[]).expect("rows");
        assert_eq!(
            (text.as_str(), part.as_str()),
            ("{\"id\": 12345678901234567890, \"name\": \"]}\"}\n{\"id\": -0}\n", "rows 2-3 of 3")
        );
        let (text, part) = rows_of(ITEMS, None, &["id", "key"]).expect("rows");
        assert_eq!(
            text,
            "{\"id\":1.0,\"k\\u0065y\":[1, {\"b\": null}]}\n{\"id\":12345678901234567890}\n{\"id\":-0}\n"
        );
        assert_eq!(part, "rows 1-3 of 3, only id, key");
    }

    #[test]
    fn rows_are_found_in_arrays_objects_and_lines() {
        for text in ["[1,2,3]", r#"{"a":[1],"b":[1,2,3]}"#, "{\"a\":1}\n{\"a\":2}\n\n{\"a\":3}\n"] {
            assert!(rows_of(text, Some(3..=3), &[]).expect(text).1.ends_with("row 3 of 3"), "{text}");
            assert_eq!(rows_of(text, Some(4..=5), &[]), Err(NoPart::Rows { count: 3 }));
        }
        for text in
            ["", "plain", "{\"a\":1}", "[1,2", "{\"a\":1}\nplain", "1\n2\n3", "[1 2]", "{\"a\" 1}", "[\"\\"]
        {
            assert!(matches!(rows_of(text, None, &[]), Err(NoPart::NotRows)), "{text}");
        }
    }

    #[test]
    fn rows_never_exceed_the_limit() {
        for limit in 0..200 {
            let retrieved =
                part_of(ITEMS, &Part::Rows { rows: None, fields: Vec::new() }, limit).expect("rows");
            assert!(retrieved.text.len() <= limit);
            assert_eq!(retrieved.complete, retrieved.part == "rows 1-3 of 3", "{retrieved:?}");
        }
    }

    #[test]
    fn deep_rows_are_read() {
        let deep = format!("[{}1{}]", "[".repeat(1_000_000), "]".repeat(1_000_000));
        assert_eq!(rows_of(&deep, None, &[]).map(|(text, _)| text.len()), Ok(1000));
    }
}
