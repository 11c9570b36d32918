//! The contract of selectors, tested for all of them with random inputs.

use std::collections::BTreeSet;

use headroom_core::{Cost, Cut, Kind, Policy, Selectable, Selector, cost, elide, marker};
use headroom_engine::SelectionOptions;
use headroom_formats::json::Tape;
use headroom_selection::Lexical;
use headroom_selection::encoded::Encoded;
use headroom_testkit::{Random, seeds, source, text};

const QUERY: &str = "error request config user_id 42";
const SECRETS: [&str; 3] = [
    "ghp_x8Kq2Lm9Zt4Rw7Yv1Bn6Jc3Hd5Fs0PaGeUi",
    "AKIAQZ7XW3M5N8P2R4T6",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJlX2J5dGVz",
];

/// Small budgets, because the texts are short.
const TIGHT: &str = r#"{"search":{"maxMatches":4},"listing":{"maxNames":4}}"#;

/// Names or matches in a few folders or files that have many, with an occasional odd line.
fn crowd(random: &mut Random) -> String {
    let form = random.below(6);
    let mut place = "src/a b.rs";
    let mut out = String::new();
    for number in 1..=20 + random.below(60) {
        if random.once_in(15) {
            place = random.pick(&["src/a b.rs", "lib/naïve.py", "c-1-d.c", "README", r"C:\x\y.cs"]);
            out.push_str(random.pick(&[
                "\n",
                "--\n",
                "total 12\n",
                "src/x:\n",
                "é: è\n",
                "Binary file a.bin matches\n",
                "web\n",
            ]));
        }
        let word = random.pick(&["order", "naïve", "user_id", "日本", "a:7:b", "error"]);
        let line = match form {
            0 => format!("{place}:{number}:    {word}"),
            1 => format!("{place}{}{number}{}{word}", [":", "-"][number % 3 % 2], [":", "-"][number % 3 % 2]),
            2 => format!("{number}:{word} {place}"),
            3 => format!("{place}/{word}{number}.ts"),
            4 => format!("{}{word}-{number}", random.pick(&["├── ", "├── ", "│   └── "])),
            _ => format!("-rw-r--r--  1 ada ada {number} Feb 12 15:13 {word}-{number}.md"),
        };
        out.extend([&line, "\n"]);
    }
    if random.once_in(8) { out.replace('\n', "\r\n") } else { out }
}

/// Tests a property of every selector on many texts, of its kinds and others, with every policy.
fn for_all(mut property: impl FnMut(&dyn Selector, &Selectable<'_>, &[Cut], u64)) {
    let tight = serde_json::from_str::<SelectionOptions>(TIGHT).expect("options").selectors();
    let usual = SelectionOptions::default().selectors();
    let budgets = ["search", "listing"];
    for seed in seeds(2000) {
        let mut random = Random::new(seed);
        let text = match random.below(8) {
            0 | 1 => crowd(&mut random),
            2 => source(&mut random, 80).join("\n"),
            _ => text(&mut random),
        };
        let tight = tight.iter().filter(|selector| budgets.contains(&selector.name()));
        for selector in usual.iter().chain(tight).map(AsRef::as_ref) {
            for &kind in selector.accepts() {
                for (policy, query) in
                    [(Policy::Agent, None), (Policy::Oneshot, None), (Policy::Oneshot, Some(QUERY))]
                {
                    let input = Selectable {
                        text: &text,
                        kind,
                        language: None,
                        lines_before: random.below(100),
                        policy,
                        query,
                        is_document: false,
                        earlier: &[],
                        scorer: &Lexical,
                    };
                    if let Ok(cuts) = selector.select(&input) {
                        property(selector, &input, &cuts, seed);
                    }
                }
            }
        }
    }
}

#[test]
fn every_selector_elides_something() {
    let selectors = SelectionOptions::default().selectors();
    let mut silent: BTreeSet<&str> = selectors.iter().map(|selector| selector.name()).collect();
    for_all(|selector, _, cuts, _| {
        if !cuts.is_empty() {
            silent.remove(selector.name());
        }
    });
    // There are no random pages: `headroom_html` has its own tests.
    silent.remove("html");
    // Random texts have no data of this length.
    let data = "Qx7Lm2ZpA9sKe4RtB0wHvYc".repeat(60);
    let input = Selectable {
        text: &data,
        kind: Kind::Blob,
        language: None,
        lines_before: 0,
        policy: Policy::Agent,
        query: None,
        is_document: false,
        earlier: &[],
        scorer: &Lexical,
    };
    silent.retain(|name| *name != "encoded" || Encoded.select(&input).is_ok_and(|cuts| cuts.is_empty()));
    // A single seed need not have all kinds of text.
    assert!(silent.is_empty() || std::env::var_os("HEADROOM_SEED").is_some(), "{silent:?}");
}

#[test]
fn cuts_are_valid_and_deterministic() {
    for_all(|selector, input, cuts, seed| {
        assert_eq!(selector.select(input).as_deref(), Ok(cuts), "seed {seed}, {}", selector.name());
        if cuts.is_empty() || marker::stands_in(input.text) {
            return;
        }
        let kept = elide(input.text, cuts.to_vec());
        assert!(kept.is_some(), "seed {seed}, {}: {cuts:#?} of {}", selector.name(), input.text);
    });
}

#[test]
fn no_note_costs_more_than_the_elided_text() {
    // The first note also names a handle.
    for_all(|selector, input, cuts, seed| {
        if let Some(kept) = elide(input.text, cuts.to_vec()) {
            assert!(
                cost(&kept.text) <= cost(input.text) + Cost::tokens(25),
                "seed {seed}, {}: {}\n⇒\n{}",
                selector.name(),
                input.text,
                kept.text
            );
        }
    });
}

#[test]
fn cuts_are_whole_lines_or_values_or_bodies_or_sentences() {
    for_all(|selector, input, cuts, seed| {
        let is_line_end =
            |at: usize| at == 0 || at == input.text.len() || input.text.as_bytes()[at - 1] == b'\n';
        for cut in cuts {
            // A value, a body of a function, a script or a sentence may be a part of a line.
            let is_part = matches!(
                input.kind,
                Kind::Json
                    | Kind::JsonLines
                    | Kind::Source
                    | Kind::NumberedFile
                    | Kind::Html
                    | Kind::Markdown
                    | Kind::Prose
            );
            let whole = is_line_end(cut.span.start) && is_line_end(cut.span.end);
            assert!(is_part || whole, "seed {seed}, {}: {:?} of {}", selector.name(), cut.span, input.text);
            let note =
                [&*cut.stub.before, cut.stub.what.as_deref().unwrap_or_default(), &cut.stub.after].concat();
            assert!(
                is_part || note.is_empty() || note.ends_with('\n') || cut.span.end == input.text.len(),
                "seed {seed}, {}: {note:?} joins lines",
                selector.name()
            );
        }
    });
}

#[test]
fn notes_repeat_no_credentials() {
    for_all(|selector, input, _, seed| {
        // Every fifth word of four letters becomes a credential.
        let mut count = 0;
        let planted: String = input
            .text
            .split_inclusive(' ')
            .map(|word| {
                count += 1;
                if count % 5 == 0 && word.trim_end().len() >= 4 && word.is_ascii() {
                    word.replace(word.trim_end(), SECRETS[count % 3])
                } else {
                    word.to_owned()
                }
            })
            .collect();
        for cut in selector.select(&Selectable { text: &planted, ..*input }).unwrap_or_default() {
            for secret in SECRETS {
                // Text that is repeated verbatim, such as the header of a file, is no summary.
                let note = cut.stub.after.replace(&planted[cut.span.clone()], "");
                assert!(!note.contains(secret), "seed {seed}, {}: {note}", selector.name());
            }
        }
    });
}

#[test]
fn elided_json_is_json() {
    for_all(|selector, input, cuts, seed| {
        let is_json = |text: &str| match input.kind {
            Kind::Json => Tape::new(text).is_ok(),
            Kind::JsonLines => text.trim_end_matches('\n').split('\n').all(|line| Tape::new(line).is_ok()),
            _ => false,
        };
        if let Some(kept) = elide(input.text, cuts.to_vec()).filter(|_| is_json(input.text)) {
            assert!(is_json(&kept.text), "seed {seed}, {}: {}", selector.name(), kept.text);
        }
    });
}

#[test]
fn queries_are_ignored_for_agents() {
    for_all(|selector, input, cuts, seed| {
        if input.policy == Policy::Agent {
            assert_eq!(
                selector.select(&Selectable { query: Some(QUERY), ..*input }).as_deref(),
                Ok(cuts),
                "seed {seed}, {}",
                selector.name()
            );
        }
    });
}
