//! Findings of fuzzing and of the properties, in their smallest form. Each case describes the fault.

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

/// Checks all promises for a conversation, with and without a history that may be dropped.
fn holds(steps: &[Step]) {
    for history_may_be_dropped in [false, true] {
        let options = Options { history_may_be_dropped, ..Options::default() };
        for property in [decodes, stays, is_never_dearer] {
            assert_eq!(property(steps, &options), Ok(()));
        }
    }
}

/// JSON in an unknown layout came back compact. The plan for the compact text was another one, because the
/// blanks had counted as savings. So the second time the text was taken for one that only looks compressed,
/// and grew.
#[test]
fn json_whose_layout_is_lost_is_recognised_when_it_is_resent() {
    for text in [
        r#"{"": 0, "": null, "e": 0, "0": "ct", "i":0, "": ")", "f2": "ae"}"#,
        // A line feed followed the recognised part.
        "{\n  \"users\": {\n    \"u1\": {\"mail\": \"a@example.com\", \"roles\": [\"admin\", \"reader\"]},\n    \"u2\": {\"mail\": \"b@example.com\", \"roles\": [\"reader\"]}\n  },\n  \"numbers\": [1, 1.0, 1e5]\n}\n",
        // A value was long enough for a name only with its blanks.
        r#"[{"": [{"": 1, "": null}, false], "key":{"" : {"" : "a" ,"r" : false ,"0" : 90 ,"a" : "si\""} ,"" : "l"}},{"key":{"" : {"" : "a" ,"r" : false ,"0" : 90 ,"a" : "si\""} ,"" : "l"}}]"#,
    ] {
        holds(&[Step::Result(text.into())]);
        assert_eq!(crushes(text), Ok(()));
    }
}

/// If nothing could be referred to, texts that look like references were not escaped, but were read as references.
#[test]
fn look_alikes_are_escaped_even_if_nothing_can_be_referred_to() {
    for (shown, reference) in
        [("\n\n", "[@ Read a.rs:1-3]"), ("", "[@ Read a.rs]"), ("x\ny", "[@ Read a.rs:2]")]
    {
        holds(&[read(shown), vec![Step::Result(reference.into())]].concat());
    }
}

/// A text that equals the compressed form of another text was expected to come back. Nothing distinguishes the two.
#[test]
fn a_text_in_its_compressed_form_passes_unchanged() {
    holds(&[Step::Result("[lines 1→9]\n\n\n\n\n\n\n\n\n".into())]);
}

/// A line that refers to itself expands to itself.
#[test]
fn a_reference_to_itself_expands_to_itself() {
    holds(
        &[
            read("[@ Read a.rs:1]"),
            vec![Step::Result("110:[@ Read a.rs:1]\n111:[lines 1\n".into())],
            read("110:[@ Read a.rs #2:1]"),
        ]
        .concat(),
    );
}

/// Failed attempts were charged for the bytes that they read, and not for the bytes that they wrote: minutes
/// for 8 KB.
#[test]
fn failed_attempts_are_charged_for_what_they_write() {
    for unit in ["[json][1 ×9999999 ", "[json][&a [1 1 1 1] *a ×99 ", "[json]", "[json]{a:"] {
        let text = unit.repeat((8 << 10) / unit.len());
        holds(&[Step::Result(text.clone())]);
        assert_eq!(expand_text(&text, None, 1 << 20), Ok(None));
    }
}

/// Elided JSON in an unknown layout came back with other blanks, so its original was not found.
#[test]
fn elided_json_is_recognised_whatever_its_blanks() {
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

/// Lines that began with a minute were taken for a file that is shown with its line numbers, and not folded.
#[test]
fn lines_that_begin_with_a_minute_are_no_file_that_is_shown() {
    let line = |second: usize| format!("12:{second} INFO job {second} is done\n");
    let text = (0..300).map(line).collect::<Vec<_>>().concat();
    let steps = [Step::Call { tool: "fetch", arguments: vec![("turn", "1".into())] }, Step::Result(text)];
    let outcomes = compress(&request(&steps), &Options::default());
    assert!(outcomes.last().expect("a text").output.as_ref().is_some_and(|output| output.len() < 200));
    holds(&steps);
}

/// A long line that repeats itself has the same anchors in many places, so that nothing was found of a line that differed in
/// one word. In Chinese, no field ended anywhere.
#[test]
fn a_long_line_that_repeats_itself_and_changes_in_one_place_is_found_again() {
    for part in ["part {}: timed out, see the settings; ", "第{}节：连接超时，请检查网络设置、"]
    {
        let line = (0..200).map(|at| part.replace("{}", &at.to_string())).collect::<String>();
        let middle = line.floor_char_boundary(line.len() / 2);
        let later = [&line[..middle], "成功", &line[middle..]].concat();
        let steps = [read(&line), read(&later)].concat();
        let outcomes = compress(&request(&steps), &Options::default());
        let sent = outcomes.last().and_then(|outcome| outcome.output.clone()).expect("references");
        assert!(sent.contains("成功") && sent.len() < 400, "{sent}");
        holds(&steps);
    }
}

/// An object that stands at several depths of JSON with odd blanks has other white space each time, so that its name stood
/// for another text, and the whole stayed as it was.
#[test]
fn an_object_at_several_depths_of_json_with_odd_blanks_is_named_once() {
    let user = |indent: &str| {
        format!(
            "{{\n{indent}  \"login\": \"mona\",\n{indent}  \"tags\": [\"a b\", {{ }}],\n{indent}  \
             \"avatar_url\": \"https://avatars.example.com/u/1000?v=4\"\n{indent}}}"
        )
    };
    let text = format!(
        "{{\n  \"empty\": {{ }},\n  \"owner\": {},\n  \"b\": [\n    1,\n    {},\n    \"x\"\n  ],\n  \"c\": {{\n    \"k\": {{ \"z\": {} }}\n  }}\n}}",
        user("  "),
        user("    "),
        user("      ")
    );
    let steps =
        [Step::Call { tool: "query", arguments: vec![("id", "1".into())] }, Step::Result(text.clone())];
    let outcomes = compress(&request(&steps), &Options::default());
    let sent = outcomes.last().and_then(|outcome| outcome.output.clone()).expect("a shorter form");
    assert!(sent.len() < text.len() / 2 && sent.matches("avatars").count() == 1, "{sent}");
    holds(&steps);
}

/// Rows of JSON lines behind other text were counted from their own first row, which no reader can count.
#[test]
fn rows_behind_other_text_are_named_by_their_lines() {
    let row = |number: usize| format!("{{\"load\":0.96000{},\"note\":null}}\n", 11 + number * 37 % 89);
    let rows = (0..60).map(row).collect::<Vec<_>>().concat();
    let text = format!("Reading the measurements of today.\nThey are sorted by time.\n\n{rows}");
    let options = Options { policy: Policy::Oneshot, ..Options::default() };
    let outcomes = compress(&request(&[Step::Result(text.clone())]), &options);
    let elision = outcomes.iter().find_map(|outcome| outcome.elision.as_ref()).expect("an elision");
    let (before, note) = elision.shown.split_once("], lines ").expect("a note");
    let kept = before.lines().count() - 1;
    assert_eq!(
        note.split('-').next().and_then(|first| first.parse().ok()),
        Some(kept + 1),
        "{}",
        elision.shown
    );
}
