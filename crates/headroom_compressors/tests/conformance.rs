//! The contract of compressors, tested for all of them with random inputs.

use headroom_core::{Edit, History, Input, Kind, Plan, apply, cost, expand, looks_encoded};
use headroom_engine::{CODECS, COMPRESSORS};
use headroom_testkit::{Random, file, seeds, smallest, text};

const KINDS: [Kind; 5] = [Kind::Json, Kind::JsonLines, Kind::NumberedFile, Kind::Terminal, Kind::Text];

/// A conversation that contains some of the texts that follow.
fn history(random: &mut Random) -> History {
    let mut history = History::new();
    for name in ["Read a.rs", "Read b.rs", "Read a.rs", "query 7"] {
        let length = random.below(30);
        history.push(name, file(random, length).join("\n").into());
        history.push(name, text(random).into());
    }
    history
}

/// Old texts, new texts, and mixtures.
fn input(random: &mut Random, history: &History) -> String {
    let old = history.get(random.below(history.count()) as u32).text.to_string();
    match random.below(4) {
        0 => old,
        1 => format!("{}\n{old}\n{}", text(random), text(random)),
        _ => text(random),
    }
}

/// Tests a property of every compressor on many inputs, with right and wrong kinds.
fn for_all(mut property: impl FnMut(&dyn headroom_core::Compressor, &Input<'_>, u64)) {
    for seed in seeds(2000) {
        let mut random = Random::new(seed);
        let history = history(&mut random);
        let text = input(&mut random, &history);
        for compressor in COMPRESSORS {
            for kind in KINDS {
                property(
                    *compressor,
                    &Input { text: &text, kind, quotable: random.once_in(8), source: &[], history: &history },
                    seed,
                );
            }
        }
    }
}

#[test]
fn plans_are_valid_and_deterministic() {
    for_all(|compressor, input, seed| {
        let Ok(plan) = compressor.plan(input) else { return };
        let again = compressor.plan(input).expect("the same answer");
        let told = |plan: &Plan| {
            plan.edits().map(|edit| (edit.span().clone(), edit.text().to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(told(&plan), told(&again), "seed {seed}");
        assert_eq!(plan.misplaced(), 0, "seed {seed}");
    });
}

#[test]
fn every_edit_decodes_to_its_span() {
    for_all(|compressor, input, seed| {
        let Ok(plan) = compressor.plan(input) else { return };
        if looks_encoded(input.text, input.history, CODECS) {
            return;
        }
        let applied = apply(input.text, plan, input.history, CODECS);
        if applied.dropped > 0 {
            let dropped = |text: &str| {
                let plan = compressor.plan(&Input { text, ..*input }).unwrap_or_default();
                !looks_encoded(text, input.history, CODECS)
                    && apply(text, plan, input.history, CODECS).dropped > 0
            };
            let text = smallest(input.text, dropped);
            let plan = compressor.plan(&Input { text: &text, ..*input });
            panic!("seed {seed}, {}: {text}\n{:#?}", compressor.name(), plan);
        }
        let Some(output) = applied.text else { return };
        let back = expand(&output, input.history, CODECS, usize::MAX);
        let bytes = applied.shown.fidelity == headroom_core::Fidelity::Bytes;
        assert_eq!(
            bytes.then_some(&*back),
            bytes.then_some(input.text),
            "seed {seed}, {}",
            compressor.name()
        );
    });
}

#[test]
fn no_edit_costs_more_than_its_span() {
    for_all(|compressor, input, seed| {
        let Ok(plan) = compressor.plan(input) else { return };
        for Edit::Rewrite { span, text, .. } in plan.edits() {
            assert!(
                cost(&text) <= cost(&input.text[span.clone()]),
                "seed {seed}, {}: {text:?} for {:?}",
                compressor.name(),
                &input.text[span.clone()]
            );
        }
    });
}

/// An agent quotes the files that it reads: the output has only lines of the file, their numbers, and
/// references to other lines.
#[test]
fn files_stay_quotable() {
    for_all(|compressor, input, seed| {
        let Ok(plan) = compressor.plan(&Input { quotable: true, ..*input }) else { return };
        for edit in plan.edits() {
            let original = &input.text[edit.span().clone()];
            let known = |line: &str| {
                original.contains(
                    line.trim_start_matches(|c: char| c.is_ascii_digit())
                        .trim_start_matches(['→', '\t', ':', '|', '│', ' ']),
                )
            };
            let stays = |line: &str| line.starts_with("[lines ") || line.starts_with("[@ ") || known(line);
            assert!(
                edit.text().lines().all(stays),
                "seed {seed}, {}: {:?} for {original:?}",
                compressor.name(),
                edit.text()
            );
        }
    });
}

#[test]
fn each_opener_belongs_to_one_codec() {
    let openers: Vec<_> = CODECS.iter().flat_map(|codec| codec.openers()).collect();
    for (index, opener) in openers.iter().enumerate() {
        assert!(opener.starts_with('[') && opener.len() > 1, "{opener}");
        assert!(
            openers.iter().enumerate().all(|(other, text)| other == index || !text.starts_with(**opener)),
            "{opener}"
        );
    }
}
