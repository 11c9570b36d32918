//! Every statement in elided text is true: of cases, of random documents, and of the corpus if it is beside the
//! checkout.

mod support;

use std::path::{Path, PathBuf};

use headroom_core::{Policy, grouped};
use headroom_engine::{Options, read_options};
use headroom_formats::encoded;
use headroom_formats::log::mask;
use headroom_testkit::claims::{described, false_claims};
use headroom_testkit::{Printed, Random, Step, odd, seeds, text};
use support::{compress, request};

const POLICIES: [Policy; 2] = [Policy::Agent, Policy::Oneshot];

/// Data of which a note tells.
fn data(text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let say = |data: encoded::Data| {
        let noun = if data.size == 1 { "byte" } else { "bytes" };
        let what = data.format.unwrap_or("data in base64");
        (data.span, format!("{} {noun} of {what}", grouped(data.size)))
    };
    encoded::data(text, 1024).into_iter().map(say).collect()
}

/// The false statements in what is sent for a text.
fn claims(text: &str, policy: Policy, query: Option<&str>) -> Vec<String> {
    let steps = [
        Step::Call { tool: "Bash", arguments: vec![("command", "make".into())] },
        Step::Result(text.to_owned()),
    ];
    let mut request = request(&steps);
    if let Some(query) = query {
        request.ask(query);
    }
    // An outline of code states the lines of bodies only: `headroom_selection`'s `tests/code.rs` checks them.
    let units = read_options::<Options>(r#"{"units":{"code":false}}"#).expect("a unit").units;
    let options = Options { policy, units, ..Options::default() };
    let outcomes = compress(&request, &options);
    let elisions = outcomes.iter().filter_map(|outcome| outcome.elision.as_ref());
    elisions
        .flat_map(|elision| {
            // The head of a page counts the characters of the page itself.
            let is_page = elision.shown.contains(" characters of an HTML page left out: ");
            let form = |text: &str| if is_page { text.to_owned() } else { described(text, data) };
            let (original, shown) = (form(&elision.original), form(&elision.shown));
            false_claims(&original, &shown, |line| {
                let (mut shape, mut values) = (Vec::new(), Vec::new());
                mask(line.as_bytes(), &mut shape, |span| values.push(span));
                (shape, values)
            })
        })
        .collect()
}

fn check(name: &str, text: &str) {
    for policy in POLICIES {
        for query in [None, Some("What went wrong after 10:15, and which are above 80?")] {
            let found = claims(text, policy, query);
            assert!(found.is_empty(), "{name}, {policy:?}, {query:?}: {found:#?}\n{text}");
        }
    }
}

#[test]
fn statements_about_pages_are_true() {
    for seed in seeds(60) {
        let mut random = Random::new(seed);
        let paragraphs = (0..2 + random.below(9))
            .map(|number| format!("<p>The sea rises {number} times, and caf&eacute;s at the harbour close when it does.</p>\n"))
            .collect::<Vec<_>>()
            .concat();
        let page = format!(
            "<!doctype html>\n<html>\n<head><title>Tides &amp; more</title></head>\n<body>\n<nav><a href=\"/\">Home</a></nav>\n<main>\n{paragraphs}</main>\n</body>\n</html>\n"
        );
        check(&format!("seed {seed}"), &page);
    }
}

#[test]
fn statements_about_random_documents_are_true() {
    for seed in seeds(600) {
        let mut random = Random::new(seed);
        let text = if random.once_in(2) { odd(&mut random) } else { text(&mut random) };
        check(&format!("seed {seed}"), &text);
    }
}

#[test]
fn statements_about_programs_output_are_true() {
    for printed in Printed::ALL {
        for bytes in [2_000, 30_000] {
            check(printed.name(), &printed.text(bytes));
        }
    }
}

/// The files of a folder of the corpus beside the checkout.
fn corpus(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus").join(folder);
    let files = std::fs::read_dir(&root).map(|files| files.flatten().map(|file| file.path()).collect());
    files.unwrap_or_else(|_| {
        eprintln!("{} is absent: nothing is checked", root.display());
        Vec::new()
    })
}

#[test]
fn statements_about_the_corpus_are_true() {
    for path in corpus("dev").into_iter().chain(corpus("faults")) {
        let name = path.display().to_string();
        let Ok(file) = std::fs::read_to_string(&path) else { continue };
        let lines: Vec<&str> = if path.extension().is_some_and(|end| end == "jsonl") {
            file.lines().collect()
        } else {
            vec![&file]
        };
        for (at, line) in lines.into_iter().enumerate() {
            let mut texts = Vec::new();
            match serde_json::from_str(line) {
                Ok(value) => strings(&value, &mut texts),
                Err(_) => texts.push(line.to_owned()),
            }
            texts
                .iter()
                .filter(|text| text.len() > 400)
                .for_each(|text| check(&format!("{name} {at}"), text));
        }
    }
}

/// The inputs of the cases of all crates: fenced blocks.
#[test]
fn statements_about_cases_are_true() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders =
        std::fs::read_dir(&crates).expect("the crates").flatten().map(|entry| entry.path().join("cases"));
    let files = folders.filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
    let mut paths: Vec<PathBuf> = files.map(|file| file.path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "no cases");
    for path in paths.iter().filter(|path| path.extension().is_some_and(|end| end == "md")) {
        let file = std::fs::read_to_string(path).expect("a case");
        for (at, block) in file.split("````input").skip(1).enumerate() {
            let text = block.split_once('\n').map_or("", |(_, text)| text);
            let text = text.split_once("\n````").map_or(text, |(text, _)| text);
            check(&format!("{} {at}", path.display()), text);
        }
    }
}

fn strings(value: &serde_json::Value, texts: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => texts.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| strings(item, texts)),
        serde_json::Value::Object(members) => members.values().for_each(|member| strings(member, texts)),
        _ => {}
    }
}
