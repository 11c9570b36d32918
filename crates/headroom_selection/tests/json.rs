//! Elision of hostile and odd JSON.

use headroom_core::{CompressError, Kind, Policy, Selectable, Selector, elide};
use headroom_selection::Lexical;
use headroom_selection::json::{Json, Options};

/// The elided text of `text`; `None` if it stays whole.
fn left(text: &str, kind: Kind, policy: Policy) -> Option<String> {
    let input = Selectable {
        text,
        kind,
        language: None,
        lines_before: 0,
        policy,
        query: None,
        is_document: false,
        earlier: &[],
        scorer: &Lexical,
    };
    elide(text, Json::default().select(&input).unwrap_or_default()).map(|kept| kept.text)
}

fn oneshot(text: &str) -> Option<String> {
    left(text, Kind::Json, Policy::Oneshot)
}

fn array(count: usize, row: impl Fn(usize) -> String) -> String {
    format!("[{}]", (0..count).map(row).collect::<Vec<_>>().join(","))
}

#[test]
fn of_json_that_is_cut_off_the_complete_items_are_rows() {
    let rows = array(100, |at| format!(r#"{{"n":{at},"state":"done"}}"#));
    for text in [
        rows.replace("99", "NaN"),
        rows.replace(']', ",{\"n\":10"),
        rows.replace("}]", "},]"),
        format!("{{\"rows\":{}", rows.replace(']', "")),
    ] {
        let left = oneshot(&text).expect("less");
        let end = &text[text.len() - 20..];
        assert!(left.contains(" rows left out: ") && left.ends_with(end) && left.len() < 300, "{left}");
    }
    assert_eq!(left(&rows, Kind::Text, Policy::Oneshot), None);
    assert!(oneshot(&rows).is_some());
}

#[test]
fn text_that_is_not_json_stays_whole() {
    for text in
        [array(100, |at| format!("{{n:{at}}}")), "[".repeat(300), array(100, |at| format!("[{at} x]"))]
    {
        let input = Selectable {
            text: &text,
            kind: Kind::Json,
            language: None,
            lines_before: 0,
            policy: Policy::Oneshot,
            query: None,
            is_document: false,
            earlier: &[],
            scorer: &Lexical,
        };
        assert!(matches!(Json::default().select(&input), Err(CompressError::Malformed { .. })), "{text}");
    }
}

#[test]
fn a_giant_row_among_tiny_ones_is_kept_and_shortened() {
    let inner = array(500, |at| format!(r#"{{"part":{at},"state":"done"}}"#));
    let text = array(60, |at| {
        if at == 30 {
            format!(r#"{{"n":30,"parts":{inner}}}"#)
        } else {
            format!(r#"{{"n":{at},"parts":[]}}"#)
        }
    });
    let left = oneshot(&text).expect("less");
    assert!(
        left.len() < 1200
            && left.contains(r#"{"n":30,"parts":[{"part":0"#)
            && left.contains(r#"{"part":499"#),
        "{left}"
    );
}

#[test]
fn equal_rows_are_counted() {
    let left = oneshot(&array(500, |_| r#"{"state":"idle","load":0}"#.into())).expect("less");
    assert!(left.len() < 250 && left.contains("[495 rows left out: headroom_retrieve "), "{left}");
}

#[test]
fn unboundedly_many_keys_are_not_fields() {
    let text = array(3000, |at| format!(r#"{{"key{at}":{{"deep{at}":{at}}}}}"#));
    assert!(oneshot(&text).is_some_and(|left| left.len() < 3000));
    assert_eq!(left(&text, Kind::Json, Policy::Agent), None);
}

#[test]
fn an_empty_field_named_error_is_not_a_failure() {
    let left = oneshot(&array(400, |at| format!(r#"{{"n":{at},"error":null,"errors":[],"failed":false}}"#)))
        .expect("less");
    assert!(left.len() < 600, "{left}");
}

#[test]
fn failures_in_other_languages_are_kept() {
    let left = oneshot(&array(400, |at| {
        format!(r#"{{"n":{at},"état":"{}"}}"#, if at == 217 { "échoué: disque plein" } else { "réussi" })
    }))
    .expect("less");
    assert!(left.contains("disque plein"), "{left}");
}

#[test]
fn reads_deep_and_duplicate_keys() {
    let deep = format!(
        "{}{}{}",
        "[".repeat(300),
        array(200, |_| r#"{"a":1,"a":"twice","a":null}"#.into()),
        "]".repeat(300)
    );
    assert!(oneshot(&deep).is_some_and(|left| left.len() < 1200));
    let too_deep = "[".repeat(100_000) + &"]".repeat(100_000);
    assert_eq!(oneshot(&too_deep), None);
}

#[test]
fn ids_are_kept_in_conversations() {
    let ids = array(300, |at| format!(r#"{{"id":"{:08x}","state":"done"}}"#, at * 7_919_317 % 4_294_967));
    assert_eq!(left(&ids, Kind::Json, Policy::Agent), None);
    let samples = array(300, |at| format!(r#"{{"n":{at},"state":"done"}}"#));
    assert!(left(&samples, Kind::Json, Policy::Agent).is_some());
}

#[test]
fn arrays_of_numbers_keep_their_outliers() {
    let left =
        oneshot(&array(
            2000,
            |at| if at == 1234 { "9001.5".into() } else { format!("{}.25", at * 7919 % 101) },
        ))
        .expect("less");
    assert!(left.len() < 300 && left.contains("9001.5") && left.contains("0.25 to 100.25"), "{left}");
}

#[test]
fn notes_give_states_but_no_credentials() {
    // The value in the middle is in no kept row.
    let noted = |field: &str, value: &str| {
        let text = array(90, |at| {
            format!(
                r#"{{"id":{at},"kind":"{}","{field}":{},"load":{}}}"#,
                if at % 2 == 0 { "even" } else { "odd" },
                if (13..70).contains(&at) { value } else { "null" },
                at * 7 % 13
            )
        });
        let left = oneshot(&text).expect("less");
        let notes: Vec<&str> = left.split('"').filter(|part| part.contains("left out")).collect();
        notes.concat().contains(value.trim_matches('"'))
    };
    for (field, value) in [
        ("pass", r#""hunter2""#),
        ("pw", r#""letmein""#),
        ("pin", "4711"),
        ("pin", r#""4711""#),
        ("otp", "845122"),
        ("cvv", "737"),
        ("number", "4111111111111111"),
        ("auth", r#""letmein""#),
        ("session", r#""a8Kq-22""#),
        ("sid", r#""main""#),
        ("key", r#""correct-horse""#),
        ("login", r#""alice""#),
        ("phone", r#""0170 1234567""#),
        ("contact", r#""+49 170 1234567""#),
        ("dob", r#""1980-02-29""#),
        ("text", r#""the password is hunter2""#),
        ("header", r#""X-Api-Key: 12345""#),
        ("command", r#""mysql -psecretpw""#),
    ] {
        assert!(!noted(field, value), "{field}: {value}");
    }
    for (field, value) in [
        ("pass", "true"),
        ("pin", "13"),
        ("auth", r#""oauth2""#),
        ("session", r#""active""#),
        ("key", r#""cpu""#),
        ("login", r#""failed""#),
        ("card", r#""visa""#),
        ("text", r#""password expired""#),
        ("state", r#""x8-22""#),
    ] {
        assert!(noted(field, value), "{field}: {value}");
    }
}

#[test]
fn lines_keep_their_ends() {
    for end in ["", "\n"] {
        let text =
            (0..300).map(|at| format!(r#"{{"n":{at},"state":"done"}}"#)).collect::<Vec<_>>().join("\n") + end;
        let left = left(&text, Kind::JsonLines, Policy::Oneshot).expect("less");
        assert_eq!((left.lines().count(), left.ends_with('\n')), (6, !end.is_empty()), "{left}");
    }
}

#[test]
fn options_have_the_names_common_in_the_field() {
    let options: Options = serde_json::from_str(r#"{"keepFirst":1,"keepLast":1,"maxItemsAfterCrush":2,"preserveErrors":false,"dedupeIdentical":false}"#).expect("options");
    let text = array(300, |at| format!(r#"{{"n":{at},"state":"done"}}"#));
    let input = Selectable {
        text: &text,
        kind: Kind::Json,
        language: None,
        lines_before: 0,
        policy: Policy::Oneshot,
        query: None,
        is_document: false,
        earlier: &[],
        scorer: &Lexical,
    };
    let kept = elide(&text, Json::new(options).select(&input).expect("cuts")).expect("less");
    assert!(kept.text.contains("[298 rows left out"), "{}", kept.text);
    for wrong in [
        r#"{"keepfirst":1}"#,
        r#"{"relevanceThreshold":"0.3"}"#,
        r#"{"relevanceThreshold":-1}"#,
        r#"{"keepFirst":0.5}"#,
    ] {
        assert!(serde_json::from_str::<Options>(wrong).is_err(), "{wrong}");
    }
    let defaults = r#"{"minTokensToCrush":200,"minItemsToAnalyze":5,"maxItemsAfterCrush":15,"keepFirst":3,"keepLast":2,"relevanceThreshold":0.3,"anomalyStdThreshold":2,"preserveErrors":true,"preserveFields":[],"dedupeIdentical":true}"#;
    assert_eq!(serde_json::from_str::<Options>(defaults).ok(), Some(Options::DEFAULT));
}
