//! Texts that a tool wraps in JSON are compressed as the lines that they are.

mod support;

use headroom_core::Unwatched;
use headroom_engine::{Engine, Kind, Options, StoreMode, expand_request};
use headroom_formats::json::{escape, is_value};
use headroom_testkit::{Printed, Random, Step, seeds, wild};
use support::checks::{decodes, is_never_dearer, stays};
use support::shelf::Shelf;
use support::{compress, request, sent};

fn exactly() -> Options {
    Options { exact_only: true, ..Options::default() }
}

fn called(tool: &'static str, text: &str) -> Vec<Step> {
    vec![Step::Call { tool, arguments: vec![("command", "make".into())] }, Step::Result(text.into())]
}

fn wrapped(text: &str) -> String {
    format!("{{\"output\":\"{}\",\"metadata\":{{\"exit_code\":3}}}}", escape(text))
}

fn last(steps: &[Step], options: &Options) -> String {
    let outcomes = compress(&request(steps), options);
    let Step::Result(text) = &steps[steps.len() - 1] else { panic!("a result is last") };
    outcomes.last().and_then(|outcome| outcome.output.as_deref()).unwrap_or(text).to_owned()
}

#[test]
fn a_log_in_json_is_shorter_almost_as_much_as_the_log() {
    for kind in [Printed::Log, Printed::Search, Printed::Listing, Printed::Diff] {
        let text = kind.text(8000);
        let (plain, in_json) = (called("Bash", &text), called("Bash", &wrapped(&text)));
        for options in [exactly(), Options::default()] {
            let (plain, in_json) = (last(&plain, &options), last(&in_json, &options));
            assert!(in_json.len() < plain.len() + 200, "{kind:?}: {}, {}", in_json.len(), plain.len());
            assert!(in_json.ends_with("\n\",\"metadata\":{\"exit_code\":3}}"), "{in_json}");
        }
        decodes(&in_json, &exactly()).expect("exact");
    }
}

#[test]
fn what_was_elided_comes_back_as_the_tool_wrote_it() {
    let shelf = Shelf::default();
    let line = |at: usize| {
        let (job, ms) = (at * 7919 % 99_991, at * 37 % 91);
        format!(
            "2031-01-01T10:{:02}:{:02} INFO worker-{} job {job} done in {ms} ms\n",
            at / 60,
            at % 60,
            at % 7
        )
    };
    let steps = called("Bash", &wrapped(&(0..400).map(line).collect::<String>()));
    let compressed = Engine::new()
        .compress(&request(&steps), &Options::default(), StoreMode::On(&shelf), &Unwatched)
        .expect("not cancelled");
    let elision = compressed.outcomes.last().and_then(|outcome| outcome.elision.clone()).expect("elided");
    assert!(elision.original.lines().count() > 100, "parts are fetched by line");
    let sent = sent(&steps, &compressed.outcomes);
    let expanded =
        expand_request(&request(&sent), &Options::default(), Some(&shelf), usize::MAX).expect("a shelf");
    let Step::Result(original) = &steps[1] else { unreachable!() };
    assert_eq!(expanded.texts.last().and_then(Option::as_deref), Some(&**original));
    assert_eq!(last(&sent, &Options::default()), last(&steps, &Options::default()), "it is sent the same");
}

#[test]
fn a_later_answer_refers_to_the_lines_of_an_earlier_one() {
    let text = Printed::Log.text(6000);
    let mut steps = called("Bash", &wrapped(&text));
    steps.extend(called("Bash", &wrapped(&format!("{text}one more line\n"))));
    steps.extend(called("Other", &text));
    let outcomes = compress(&request(&steps), &exactly());
    let Step::Result(answer) = &steps[3] else { panic!("an answer") };
    assert_eq!(outcomes[outcomes.len() - 3].kind(answer), Kind::Json);
    for outcome in outcomes.iter().rev().step_by(2).take(2) {
        let sent = outcome.output.as_deref().expect("references");
        assert!(sent.contains("[@ Bash make:") && sent.len() < 400, "{sent}");
    }
    decodes(&steps, &exactly()).expect("exact");
}

#[test]
fn a_file_that_an_agent_may_edit_stays_as_it_is() {
    let json = wrapped(&Printed::Log.text(6000));
    let steps = vec![
        Step::Call { tool: "Read", arguments: vec![("file_path", "a.json".into())] },
        Step::Result(json.clone()),
    ];
    assert_eq!(last(&steps, &exactly()), json);
}

#[test]
fn any_answer_in_json_keeps_the_promises() {
    let mut written_out = 0;
    for seed in seeds(400) {
        let mut random = Random::new(seed);
        let kinds = [Printed::Log, Printed::Search, Printed::Listing, Printed::Diff, Printed::Source];
        let text = kinds[random.below(kinds.len())].text(200 + random.below(3000));
        let text = if random.once_in(2) { wild(&mut random, &text) } else { text };
        let json = wrapped(&text);
        assert!(is_value(&json), "seed {seed}");
        let mut steps = called("Bash", &wild(&mut random, &json));
        steps.extend(called("Bash", &json));
        for options in [exactly(), Options::default()] {
            for property in [decodes, stays, is_never_dearer] {
                property(&steps, &options).unwrap_or_else(|problem| panic!("seed {seed}: {problem}"));
            }
        }
        written_out += usize::from(last(&steps[2..], &exactly()).starts_with("[texts in JSON"));
    }
    assert!(written_out > seeds(400).count() / 4, "{written_out}");
}
