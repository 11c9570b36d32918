//! What fuzzing and the properties found, as small as it gets. Each case says what went wrong.

mod support;

use headroom_core::Policy;
use headroom_engine::{Options, expand_text};
use headroom_testkit::Step;
use support::checks::{crushes, decodes, is_never_dearer, stays};
use support::{compress, request};

fn read(text: &str) -> Vec<Step> {
    vec![
        Step::Call { tool: "Read", arguments: vec![("file_path", "a.rs".into())] },
        Step::Result(text.into()),
    ]
}

/// All that has to hold for a conversation, whichever way its history goes.
fn holds(steps: &[Step]) {
    for history_may_be_dropped in [false, true] {
        let options = Options { history_may_be_dropped, ..Options::default() };
        for property in [decodes, stays, is_never_dearer] {
            assert_eq!(property(steps, &options), Ok(()));
        }
    }
}

/// JSON laid out in no known way came back compact. What was planned for that was something else, because its blanks
/// had counted as savings: the second time it was taken for a text that only looks compressed, and grew.
#[test]
fn json_whose_layout_is_lost_is_known_again() {
    for text in [
        r#"{"": 0, "": null, "e": 0, "0": "ct", "i":0, "": ")", "f2": "ae"}"#,
        // A line feed stood behind what was recognised.
        "{\n  \"users\": {\n    \"u1\": {\"mail\": \"a@example.com\", \"roles\": [\"admin\", \"reader\"]},\n    \"u2\": {\"mail\": \"b@example.com\", \"roles\": [\"reader\"]}\n  },\n  \"numbers\": [1, 1.0, 1e5]\n}\n",
        // A value was long enough for a name only with its blanks.
        r#"[{"": [{"": 1, "": null}, false], "key":{"" : {"" : "a" ,"r" : false ,"0" : 90 ,"a" : "si\""} ,"" : "l"}},{"key":{"" : {"" : "a" ,"r" : false ,"0" : 90 ,"a" : "si\""} ,"" : "l"}}]"#,
    ] {
        holds(&[Step::Result(text.into())]);
        assert_eq!(crushes(text), Ok(()));
    }
}

/// Where nothing could be referred to, nothing that looked like a reference was marked; but it was read as one.
#[test]
fn look_alikes_are_marked_even_where_nothing_refers() {
    for (shown, reference) in
        [("\n\n", "[@ Read a.rs:1-3]"), ("", "[@ Read a.rs]"), ("x\ny", "[@ Read a.rs:2]")]
    {
        holds(&[read(shown), vec![Step::Result(reference.into())]].concat());
    }
}

/// A text that is just what would be sent for another was expected to come back. It cannot be told from what was sent.
#[test]
fn what_is_as_it_would_be_sent_passes_whole() {
    holds(&[Step::Result("[lines 1→9]\n\n\n\n\n\n\n\n\n".into())]);
}

/// A line that refers to itself expands to itself.
#[test]
fn a_reference_to_itself() {
    holds(
        &[
            read("[@ Read a.rs:1]"),
            vec![Step::Result("110:[@ Read a.rs:1]\n111:[lines 1\n".into())],
            read("110:[@ Read a.rs #2:1]"),
        ]
        .concat(),
    );
}

/// Work on what opens nothing was counted by what was read of it, not by what was written for it: minutes for 8 KB.
#[test]
fn what_ends_nowhere_costs_what_it_writes() {
    for unit in ["[json][1 ×9999999 ", "[json][&a [1 1 1 1] *a ×99 ", "[json]", "[json]{a:"] {
        let text = unit.repeat((8 << 10) / unit.len());
        holds(&[Step::Result(text.clone())]);
        assert_eq!(expand_text(&text, None, 1 << 20), Ok(None));
    }
}

/// What was left of JSON laid out in no known way came back with other blanks, and nobody knew of which text it was a part.
#[test]
fn what_is_left_of_json_is_known_whatever_its_blanks() {
    let row = |id: usize| {
        format!(
            "{{\"id\" : {id},\"state\": \"{}\" , \"took\":{} }}",
            if id % 50 == 7 { "failed" } else { "done" },
            id * 37 % 11
        )
    };
    let text = format!("[{}]", (0..400).map(row).collect::<Vec<_>>().join(" , "));
    let steps = [Step::Call { tool: "query", arguments: vec![("id", "1".into())] }, Step::Result(text)];
    for policy in [Policy::Oneshot, Policy::Agent] {
        let options = Options { policy, ..Options::default() };
        for property in [decodes, stays, is_never_dearer] {
            assert_eq!(property(&steps, &options), Ok(()), "{policy:?}");
        }
    }
    let outcomes = compress(&request(&steps), &Options { policy: Policy::Oneshot, ..Options::default() });
    assert!(outcomes.iter().any(|outcome| outcome.elision.is_some()));
}
