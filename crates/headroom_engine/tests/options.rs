//! Options that decide what an elision keeps.

mod support;

use std::sync::Arc;

use headroom_core::{Fidelity, Policy};
use headroom_engine::{Options, Outcome, SkipReason, read_options};
use headroom_testkit::Step;
use support::{compress, request};

/// The outcome for output of `tool` in a single request.
fn printed(tool: &'static str, text: &str, options: &str) -> Arc<Outcome> {
    let options = Options { policy: Policy::Oneshot, ..read_options(options).expect("options") };
    let steps = [Step::Call { tool, arguments: vec![] }, Step::Result(text.to_owned())];
    Arc::clone(&compress(&request(&steps), &options)[0])
}

fn rows(count: usize) -> String {
    format!(
        "[{}]",
        (0..count)
            .map(|at| format!(r#"{{"n":{},"state":"done"}}"#, at * 7919 % 1009))
            .collect::<Vec<_>>()
            .join(",")
    )
}

fn log(count: usize) -> String {
    (0..count)
        .map(|at| format!("10:00:{:02} INFO queue: took order {at}\n", at % 60))
        .collect::<Vec<_>>()
        .concat()
}

/// The number of elided rows.
fn elision(outcome: &Outcome) -> usize {
    let shown = outcome.elision.as_ref().map_or("", |text| &text.shown);
    shown
        .split('[')
        .filter_map(|note| note.split_once(" rows left out"))
        .map(|(count, _)| count.parse::<usize>().unwrap_or(0))
        .sum()
}

#[test]
fn the_first_matching_profile_applies_to_a_tool() {
    let options = r#"{"toolProfiles":[{"tool":"mcp__web__fetch","mode":"skip"},{"tool":"mcp__*","mode":"exact"},{"tool":"query","maxItems":60},{"tool":"mcp__web__search","mode":"skip"}]}"#;
    let (text, default) = (rows(300), printed("other", &rows(300), options));
    assert_eq!(default.fidelity, Fidelity::Recoverable);
    let skipped = printed("mcp__web__fetch", &text, options);
    assert_eq!((skipped.output.as_ref(), skipped.skipped), (None, Some(SkipReason::Frozen)));
    for tool in ["mcp__web__search", "mcp__", "mcp__x"] {
        let exact = printed(tool, &text, options);
        assert!(exact.output.is_some() && exact.elision.is_none(), "{tool}");
    }
    assert_eq!(printed("mcp_x", &text, options).fidelity, Fidelity::Recoverable);
    assert_eq!(printed("MCP__x", &text, options).fidelity, Fidelity::Recoverable);
}

#[test]
fn a_tool_may_keep_more_rows() {
    let row = |at: usize| {
        format!(
            r#"{{"who":"{}"}}"#,
            (0..6)
                .map(|place| ["amber", "birch", "cedar", "dune", "elm", "fern", "gorse"]
                    [(at / 7_usize.pow(place) + place as usize * 3) % 7])
                .collect::<Vec<_>>()
                .join(" ")
        )
    };
    let text = format!("[{}]", (0..400).map(row).collect::<Vec<_>>().join(","));
    let (usual, more) = (
        printed("other", &text, "{}"),
        printed("query", &text, r#"{"toolProfiles":[{"tool":"query","maxItems":60}]}"#),
    );
    assert!(
        elision(&usual) > elision(&more) && elision(&more) >= 300,
        "{} {}",
        elision(&usual),
        elision(&more)
    );
}

#[test]
fn options_decide_what_is_kept_of_json_and_logs() {
    let usual = elision(&printed("query", &rows(300), "{}"));
    assert_eq!(
        elision(&printed("query", &rows(300), r#"{"selection":{"json":{"keepFirst":0,"keepLast":30}}}"#)),
        usual - 25
    );
    assert!(
        printed("query", &rows(300), r#"{"selection":{"json":{"minTokensToCrush":100000}}}"#)
            .elision
            .is_none()
    );
    assert!(printed("logs", &log(300), "{}").elision.is_some());
    assert!(printed("logs", &log(300), r#"{"selection":{"log":{"rare":300}}}"#).elision.is_none());
}

#[test]
fn text_between_tags_is_kept_and_the_rest_elided() {
    let reminder = format!("<note of=\"me\">\n{}</note>\n", log(60));
    let text = [log(200), reminder.clone(), log(200)].concat();
    let shown = |options| {
        printed("logs", &text, options).elision.as_ref().map(|text| Arc::clone(&text.shown)).expect("less")
    };
    let whole = shown(r#"{"keepTags":["note"]}"#);
    assert!(whole.contains(&reminder), "{whole}");
    assert_eq!(whole.matches(" left out").count(), 2, "{whole}");
    // Each marker counts its own lines, and names lines by their position in the whole text.
    assert!(whole.contains("] 2-199\n") && whole.contains("] 264-461\n"), "{whole}");
    assert!(!shown("{}").contains(&reminder));
}

#[test]
fn errors_name_wrong_nested_options() {
    for (options, option, nearest) in [
        (r#"{"selection":{"json":{"keepfirst":1}}}"#, "keepfirst", Some("keepFirst")),
        (r#"{"selection":{"jsn":{}}}"#, "jsn", Some("json")),
        (
            r#"{"selection":{"json":{"relevanceThreshold":"much"}}}"#,
            "selection.json.relevanceThreshold",
            None,
        ),
        (r#"{"selection":{"log":{"fewest":1}}}"#, "fewest", None),
        (r#"{"selection":{"json":{"factorOutConstants":true}}}"#, "factorOutConstants", None),
        (r#"{"toolProfiles":[{"tool":"Read","mode":"skp"}]}"#, "toolProfiles[0].mode", Some("skip")),
        (r#"{"toolProfiles":[{"mode":"skip"}]}"#, "toolProfiles[0]", None),
        (r#"{"toolProfiles":{"Read":{}}}"#, "toolProfiles", None),
        (r#"{"keepTags":["<note>"]}"#, "keepTags", None),
    ] {
        let error = read_options::<Options>(options).expect_err(options);
        assert_eq!((error.option.as_str(), error.nearest.as_deref()), (option, nearest), "{error}");
    }
}
