//! Outputs of a command that runs again cost their changes.

mod support;

use headroom_core::cost;
use headroom_engine::{Options, read_options};
use headroom_testkit::{Printed, Random, Sample, Step, seeds};
use support::{checks, compress, request};

/// What a reference and the lines around it may cost, in tokens. An output with N changes has N + 1 of them, and
/// up to 2N + 1 if it repeats itself.
const MAX_FOR_REFERENCE: u64 = 70;
const LENGTH: usize = 12_000;

/// Results of the same command.
fn runs(texts: &[String]) -> Vec<Step> {
    let call = || Step::Call { tool: "Bash", arguments: vec![("command", "kubectl get pods".into())] };
    texts.iter().flat_map(|text| [call(), Step::Result(text.clone())]).collect()
}

/// What is sent for each result if nothing is elided. Rows that were elided cannot be referred to.
fn sent(texts: &[String]) -> Vec<String> {
    let options = Options { exact_only: true, ..Options::default() };
    let outcomes = compress(&request(&runs(texts)), &options);
    let results = outcomes.iter().skip(1).step_by(2).zip(texts);
    results.map(|(outcome, text)| outcome.output.as_deref().unwrap_or(text).to_owned()).collect()
}

/// The promises for these outputs.
fn holds(texts: &[String]) -> Result<(), String> {
    let (steps, options) = (runs(texts), Options::default());
    checks::decodes(&steps, &options)?;
    checks::stays(&steps, &options)?;
    checks::is_never_dearer(&steps, &options)?;
    (0..=steps.len()).try_for_each(|count| checks::is_prefix(&steps, count, &options))
}

/// Texts that tools print, as lines or rows, the text between them, and before and behind them all.
fn outputs() -> Vec<(&'static str, Vec<String>, [&'static str; 3])> {
    let printed = [Printed::Search, Printed::Diff, Printed::Listing, Printed::Log, Printed::Runs];
    let lines = |printed: Printed| {
        let text = printed.text(LENGTH);
        (printed.name(), text.lines().map(str::to_owned).collect(), ["", "\n", "\n"])
    };
    let pods = (0..90).map(|at| {
        format!(
            "shop        basket-7d9f{:04x}-x2v8q     1/1     Running   {}          3h12m",
            at * 7919 % 65536,
            at % 3
        )
    });
    let rows = (0..90).map(|at| {
        format!(r#"{{"id":{},"name":"basket {}","state":"ready","owner":null}}"#, at * 7919, at % 7)
    });
    let pretty = (0..90).map(|at| format!("{{\n    \"id\": {},\n    \"state\": \"ready\"\n  }}", at * 7919));
    let mut outputs: Vec<_> = printed.into_iter().map(lines).collect();
    outputs.push((
        "pods",
        pods.collect(),
        ["NAMESPACE   NAME                      READY   STATUS    RESTARTS   AGE\n", "\n", "\n"],
    ));
    outputs.push(("rows", rows.collect(), [r#"{"items":["#, ",", "]}"]));
    outputs.push(("indented rows", pretty.collect(), ["[\n  ", ",\n  ", "\n]\n"]));
    outputs.push((
        "lines of JSON",
        Sample::Wide.json(LENGTH).replace("}, {", "}\n{").lines().map(str::to_owned).collect(),
        ["", "\n", "\n"],
    ));
    outputs
}

fn text(parts: &[String], [before, between, behind]: [&str; 3]) -> String {
    [before, &parts.join(between), behind].concat()
}

#[test]
fn a_later_output_costs_its_changes() {
    for (name, parts, around) in outputs() {
        for seed in seeds(6) {
            let mut random = Random::new(seed);
            let (mut later, changes) = (parts.clone(), 1 + random.below(4));
            for _ in 0..changes {
                let at = random.below(later.len());
                let other = later[random.below(later.len())].clone();
                later[at] = other.replacen(|c: char| c.is_ascii_digit(), "77", 1);
            }
            let new: u64 =
                later.iter().filter(|part| !parts.contains(part)).map(|part| cost(part).to_tokens()).sum();
            let most = new + (2 * changes as u64 + 1) * MAX_FOR_REFERENCE;
            let sent = sent(&[text(&parts, around), text(&later, around)]);
            let own = cost(&sent[1]).to_tokens();
            assert!(
                own <= most,
                "{name}, seed {seed}: {own} tokens for {changes} changes, at most {most}:\n{}",
                sent[1]
            );
        }
    }
}

#[test]
fn a_grown_output_costs_its_growth() {
    for (name, parts, around) in outputs() {
        let (old, all) = (parts.len() * 3 / 4, parts.len());
        let sent = sent(&[text(&parts[..old], around), text(&parts, around)]);
        let growth = cost(&text(&parts[old..all], around)).to_tokens();
        let own = cost(&sent[1]).to_tokens();
        assert!(
            own <= growth + 2 * MAX_FOR_REFERENCE,
            "{name}: {own} tokens for a growth of {growth}:\n{}",
            sent[1]
        );
    }
}

#[test]
fn outputs_that_come_again_keep_the_promises() {
    for (name, parts, around) in outputs() {
        let parts = &parts[..parts.len().min(40)];
        for seed in seeds(3) {
            let mut random = Random::new(seed);
            let mut lines = parts.to_vec();
            let texts: Vec<_> = (0..10)
                .map(|generation| {
                    let at = random.below(lines.len());
                    lines[at] = format!("{} {generation}", lines[random.below(parts.len() - 1)]);
                    if random.once_in(3) {
                        lines.rotate_left(3);
                    }
                    text(&lines, around)
                })
                .collect();
            holds(&texts).unwrap_or_else(|problem| panic!("{name}, seed {seed}: {problem}"));
        }
    }
}

#[test]
fn a_thousand_outputs_cost_their_changes() {
    let (_, mut parts, around) = outputs().swap_remove(5);
    let first = cost(&text(&parts, around)).to_tokens();
    let texts: Vec<_> = (0..1000)
        .map(|at| {
            let line = at * 7 % parts.len();
            parts[line] =
                format!("shop        refund-{:08x}-k1m0z     0/1     Pending   {at}          12s", at * 7919);
            text(&parts, around)
        })
        .collect();
    let total: u64 = sent(&texts).iter().map(|text| cost(text).to_tokens()).sum();
    // Every line has changed after some ninety outputs, so an output refers to many others.
    assert!(total < 1000 * first / 2, "{total} tokens, {first} for the first");
}

#[test]
fn outputs_of_two_forms_refer_to_their_own() {
    let outputs = outputs();
    let rows = |at: usize| text(&outputs[at].1, outputs[at].2);
    let texts: Vec<_> = (0..6).map(|run| rows(if run % 2 == 0 { 6 } else { 7 })).collect();
    holds(&texts).expect("the promises hold");
    for later in &sent(&texts)[2..] {
        assert!(later.starts_with("[@ Bash kubectl get pods") && later.len() < 40, "{later}");
    }
}

#[test]
fn references_name_lines_of_the_original() {
    let (_, parts, around) = outputs().swap_remove(5);
    let mut later = parts.clone();
    later[30] = "shop        basket-7d9fffff-x2v8q     0/1     Pending   0          12s".into();
    let sent = sent(&[text(&parts, around), text(&later, around)]);
    assert!(sent[0].starts_with("[fixed 90 rows"), "{}", sent[0]);
    assert_eq!(
        sent[1],
        format!("[@ Bash kubectl get pods:1-31]\n{}\n[@ Bash kubectl get pods:33-92]", later[30])
    );
}

#[test]
fn numbered_lines_refer_to_lines_that_cannot_be_counted() {
    let block =
        "waiting for the database at db.internal:5432\nthe connection was refused, trying again in 2 s\n";
    let body: Vec<_> =
        (0..30).map(|at| format!("step {} of the migration moves {} rows", at * at, at * 7919)).collect();
    let printed = format!("{}{}", block.repeat(9), body.join("\n"));
    let numbered: Vec<_> =
        body.iter().enumerate().map(|(at, line)| format!("{:>6}\t{line}", at + 1)).collect();
    let steps = [
        runs(&[printed]),
        vec![
            Step::Call { tool: "Read", arguments: vec![("file_path", "/tmp/migration.log".into())] },
            Step::Result(numbered.join("\n")),
        ],
    ]
    .concat();
    // The lines have one form, too.
    let options = read_options(r#"{"exactOnly":true,"units":{"templates":false}}"#).expect("a unit");
    checks::decodes(&steps, &options).expect("comes back");
    let outcomes = compress(&request(&steps), &options);
    let sent = |at: usize| outcomes[at].output.as_deref().expect("sent in another form");
    assert!(sent(1).starts_with("[runs "), "{}", sent(1));
    assert_eq!(
        sent(3),
        "[lines 1\t30]\n[@ Bash kubectl get pods:19-48 «step 0 of the migration moves 0» … «step 841 of the migration moves»]"
    );
}
