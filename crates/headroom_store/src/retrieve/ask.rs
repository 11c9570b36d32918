//! Parses requests for parts of an original, in JSON from a caller or a model.

use std::ops::RangeInclusive;

use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::{MAX_NAMED, Part, Unretrieved};

/// A request for a part of an original. Without any field it asks for the whole original.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Ask {
    /// Words. The result is the passages that match best.
    query: Option<String>,
    /// Lines, counted from 1: `"120-160"`, `120`, `[120, 160]`.
    #[serde(deserialize_with = "range")]
    lines: Option<RangeInclusive<u32>>,
    /// Rows of its JSON, in the same forms.
    #[serde(deserialize_with = "range")]
    rows: Option<RangeInclusive<u32>>,
    /// Fields of those rows: `["id", "name"]`, or `"id, name"`.
    #[serde(deserialize_with = "names")]
    fields: Vec<String>,
    /// A path in its JSON: `/items/0/name`, or `items[0].name`.
    path: Option<String>,
    /// Maximum length of the answer, in bytes.
    limit: Option<usize>,
}

impl Ask {
    /// Parses JSON. The errors help a model to correct its request.
    pub fn read(json: &str) -> Result<Self, Unretrieved> {
        let ask: Self = serde_json::from_str(json).map_err(|error| {
            let problem = error.to_string();
            let problem = problem.rsplit_once(" at line ").map_or(problem.as_str(), |(problem, _)| problem);
            // The problem repeats the request, which may be very long.
            let said = problem.floor_char_boundary(MAX_NAMED);
            Unretrieved::Unclear {
                problem: if said < problem.len() {
                    format!("{}…", &problem[..said])
                } else {
                    problem.to_owned()
                },
            }
        })?;
        let ways = [
            ask.query.is_some(),
            ask.lines.is_some(),
            ask.rows.is_some() || !ask.fields.is_empty(),
            ask.path.is_some(),
        ];
        if ways.into_iter().filter(|way| *way).count() > 1 {
            return Err(Unretrieved::Unclear {
                problem: "only one of query, lines, rows and path".to_owned(),
            });
        }
        Ok(ask)
    }

    /// Maximum length of the answer in bytes, if one was requested.
    #[must_use]
    pub const fn limit(&self) -> Option<usize> {
        self.limit
    }

    /// The requested part.
    #[must_use]
    pub fn into_part(self) -> Part {
        match self {
            Self { path: Some(path), .. } => Part::Path(path),
            Self { rows, fields, .. } if rows.is_some() || !fields.is_empty() => Part::Rows { rows, fields },
            Self { lines: Some(lines), .. } => Part::Lines(lines),
            Self { query: Some(query), .. } => Part::Query(query),
            _ => Part::Whole,
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Range {
    One(u32),
    Two([u32; 2]),
    Text(String),
}

fn range<'de, D: Deserializer<'de>>(from: D) -> Result<Option<RangeInclusive<u32>>, D::Error> {
    let unclear = || D::Error::custom("a range is written 120-160");
    let (start, end) = match Option::<Range>::deserialize(from).map_err(|_| unclear())? {
        None => return Ok(None),
        Some(Range::One(line)) => (line, line),
        Some(Range::Two([start, end])) => (start, end),
        Some(Range::Text(text)) => {
            let (start, end) = text
                .split_once(['-', ':', ','])
                .map_or((text.as_str(), text.as_str()), |(start, end)| (start, end));
            let number = |text: &str| text.trim().trim_start_matches('L').parse::<u32>();
            (
                number(start).map_err(|_| unclear())?,
                if end.trim().is_empty() { u32::MAX } else { number(end).map_err(|_| unclear())? },
            )
        }
    };
    if start <= end { Ok(Some(start.max(1)..=end)) } else { Err(unclear()) }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Names {
    List(Vec<String>),
    Text(String),
}

fn names<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(match Option::<Names>::deserialize(from)? {
        None => Vec::new(),
        Some(Names::List(names)) => names,
        Some(Names::Text(text)) => {
            text.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_requests_as_people_and_models_write_them() {
        for (json, part) in [
            ("{}", Part::Whole),
            (r#"{"lines":"120-160","limit":10}"#, Part::Lines(120..=160)),
            (r#"{"lines":[3,4],"query":null}"#, Part::Lines(3..=4)),
            (r#"{"lines":7}"#, Part::Lines(7..=7)),
            (r#"{"lines":"L7-"}"#, Part::Lines(7..=u32::MAX)),
            (r#"{"lines":"0-2"}"#, Part::Lines(1..=2)),
            (
                r#"{"rows":"1:2","fields":"id, name"}"#,
                Part::Rows { rows: Some(1..=2), fields: vec!["id".into(), "name".into()] },
            ),
            (r#"{"fields":["id"]}"#, Part::Rows { rows: None, fields: vec!["id".into()] }),
            (r#"{"path":"/a"}"#, Part::Path("/a".into())),
            (r#"{"query":"timeout"}"#, Part::Query("timeout".into())),
        ] {
            assert_eq!(Ask::read(json).map(Ask::into_part), Ok(part), "{json}");
        }
        assert_eq!(Ask::read(r#"{"limit":10}"#).map(|ask| ask.limit()), Ok(Some(10)));
    }

    #[test]
    fn explains_unclear_requests() {
        for json in [
            "",
            "[]x",
            r#"{"lines":"a-b"}"#,
            r#"{"lines":"9-3"}"#,
            r#"{"line":3}"#,
            r#"{"lines":3,"query":"x"}"#,
            r#"{"rows":{}}"#,
            r#"{"fields":3}"#,
        ] {
            assert!(matches!(Ask::read(json), Err(Unretrieved::Unclear { .. })), "{json}");
        }
        let Err(Unretrieved::Unclear { problem }) = Ask::read(&format!(r#"{{"{}":1}}"#, "é".repeat(10_000)))
        else {
            panic!("no such field")
        };
        assert!(problem.starts_with("unknown field `éé") && problem.len() < 2 * MAX_NAMED, "{problem}");
        assert_eq!(
            Ask::read(r#"{"lines":"a-b"}"#).map_err(|error| error.to_string()),
            Err("This cannot be understood: a range is written 120-160.".into())
        );
    }
}
