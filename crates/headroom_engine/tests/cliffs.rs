//! A text that is cut off saves about what its whole saves, wherever it is cut.

mod support;

use std::path::Path;

use headroom_core::{Policy, cost};
use headroom_engine::Options;
use headroom_testkit::{Printed, Random, Step, odd, seeds};
use support::{compress, request};

/// How often a text is cut.
const LENGTHS: usize = 12;
/// Minimum share of the saving at the next shorter length, in percent.
const MIN_KEPT: u64 = 60;
/// Shorter texts, in tokens, and smaller savings, in percent, say nothing.
const MIN_TOKENS: u64 = 400;
const MIN_SAVED: u64 = 15;

/// The saving in percent; `None` if the text is short.
fn saved(text: &str, options: &Options) -> Option<u64> {
    let before = cost(text).to_tokens();
    let steps = [
        Step::Call { tool: "Bash", arguments: vec![("command", "make".into())] },
        Step::Result(text.to_owned()),
    ];
    let outcomes = compress(&request(&steps), options);
    let output = outcomes.last().and_then(|outcome| outcome.output.clone());
    let after = output.map_or(before, |output| cost(&output).to_tokens());
    (before >= MIN_TOKENS).then(|| 100 * before.saturating_sub(after) / before)
}

fn cliffs(name: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for exact_only in [true, false] {
        let options = Options { policy: Policy::Agent, exact_only, ..Options::default() };
        let mut shorter = None;
        for part in 1..=LENGTHS {
            let cut = &text[..text.floor_char_boundary(text.len() * part / LENGTHS)];
            let own = saved(cut, &options);
            if let (Some(own), Some(shorter)) = (own, shorter)
                && shorter >= MIN_SAVED
                && own * 100 < shorter * MIN_KEPT
            {
                found.push(format!(
                    "{name}, exact: {exact_only}: {own} % at {part}/{LENGTHS}, {shorter} % before"
                ));
            }
            shorter = own;
        }
    }
    found
}

#[test]
fn no_length_of_program_output_is_a_cliff() {
    let mut found = Vec::new();
    for printed in Printed::ALL {
        found.extend(cliffs(printed.name(), &printed.text(60_000)));
    }
    for seed in seeds(40) {
        found.extend(cliffs(&format!("seed {seed}"), &odd(&mut Random::new(seed))));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn neither_an_odd_row_nor_one_that_is_cut_off_hides_the_others() {
    let rows = |row: fn(usize) -> String| (0..140).map(row).collect::<Vec<_>>();
    let measured = rows(|at| format!(r#"{{"step":{},"loss":0.96{:014}}}"#, at % 4, at * 7_919_543 % 99_991));
    let listed = rows(|at| format!(r#"{{"place":[{at},1]}}"#));
    let mut found = Vec::new();
    for (name, mut rows) in [("measured", measured), ("lists", listed)] {
        found.extend(cliffs(name, &rows.join("\n")));
        found.extend(cliffs(name, &format!("[\n  {}]", rows.join(",\n  "))));
        rows[77] = "[1,2]".to_owned();
        found.extend(cliffs(&format!("{name}, one odd"), &rows.join("\n")));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn no_length_of_the_corpus_is_a_cliff() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/dev/cases.jsonl");
    let Ok(file) = std::fs::read_to_string(&path) else {
        eprintln!("{} is absent: nothing is checked", path.display());
        return;
    };
    let mut found = Vec::new();
    for line in file.lines() {
        let case: serde_json::Value = serde_json::from_str(line).expect("a case");
        let (name, content) = (case["name"].as_str(), case["content"].as_str());
        found.extend(cliffs(name.unwrap_or_default(), content.unwrap_or_default()));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn json_that_is_cut_off_saves_what_its_whole_saves() {
    let row = |at: usize| {
        format!(
            r#"{{"id": {at}, "name": "part {at}", "state": "ready", "place": {{"row": {}, "shelf": "b"}}}}"#,
            at % 7
        )
    };
    let rows: Vec<String> = (0..120).map(row).collect();
    let array = format!("{{\"parts\": [{}]}}", rows.join(", "));
    let lines = rows.join("\n");
    let options = Options { exact_only: true, ..Options::default() };
    for whole in [&array, &lines] {
        let (half, all) = (whole.len() / 2 + 7, saved(whole, &options).expect("long"));
        for note in [
            "",
            "\n... [4821 characters truncated] ...\n",
            "\n[... output truncated, 61 lines omitted ...]\n",
            "…(truncated)…",
            "\n<response clipped>",
        ] {
            let cut = format!("{}{note}", &whole[..half]);
            let middle = format!("{}{note}{}", &whole[..half / 2], &whole[half..]);
            for text in [cut, middle] {
                let own = saved(&text, &options).expect("long");
                assert!(own * 10 >= all * 8, "{own} % instead of {all} %: {text}");
            }
        }
    }
}
