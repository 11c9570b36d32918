//! Measures the time of selection: for JSON as a multiple of encoding all of it exactly, and for lines as a
//! share of the throughput of masking numbers and hexadecimal digits with one regular expression. The figures
//! are printed without a verdict.
//!
//! `cargo bench --bench selection -- sentences` measures only the subjects whose name contains that word.
#![allow(clippy::print_stdout, reason = "a table is what it is for")]

use std::hint::black_box;

use headroom_benches::{QUESTION, is_wanted, named, selector_of, time};
use headroom_compressors::json;
use headroom_core::{Compressor, History, Input, Kind, Policy, Selectable, Selector, apply};
use headroom_engine::CODECS;
use headroom_selection::Lexical;
use headroom_selection::json::Json;
use headroom_testkit::{Printed, Sample};
use regex::bytes::Regex;

const SIZES: [usize; 2] = [1_000_000, 10_000_000];
const LINES: [usize; 3] = [1_000_000, 10_000_000, 100_000_000];

fn main() {
    of_json();
    of_lines();
}

fn of_json() {
    let history = History::new();
    println!("{:<24} {:>10} {:>8} {:>8}", "", "exactly", "chosen", "asked");
    for size in SIZES {
        let texts = Sample::ALL.into_iter().map(|sample| (sample.name(), sample.json(size)));
        let texts = texts.chain([
            ("sentences", sentences(size, "")),
            ("sentences, escaped", sentences(size, "\\n\\u00e9")),
        ]);
        for (name, text) in texts.filter(|(name, _)| is_wanted(name)) {
            let input =
                Input { text: &text, kind: Kind::Json, quotable: false, source: &[], history: &history };
            let exactly = time(|| {
                let plan = json::Json.plan(&input).unwrap_or_default();
                drop(black_box(apply(&text, plan, &history, CODECS)));
            });
            let chosen = |query| {
                let input = Selectable {
                    text: &text,
                    kind: Kind::Json,
                    language: None,
                    lines_before: 0,
                    policy: Policy::Oneshot,
                    query,
                    is_document: false,
                    earlier: &[],
                    scorer: &Lexical,
                };
                time(|| drop(black_box(Json::default().select(&input)))).as_secs_f64() / exactly.as_secs_f64()
            };
            let label = format!("{name}, {}", named(size));
            println!(
                "{label:<24} {:>7.1} ms {:>7.2}x {:>7.2}x",
                exactly.as_secs_f64() * 1e3,
                chosen(None),
                chosen(Some(QUESTION))
            );
        }
    }
}

fn of_lines() {
    let mask = Regex::new("(?-u)0x[0-9a-fA-F]+|[0-9]+").expect("a pattern");
    println!("{:<24} {:>10} {:>8} {:>8}", "", "masked", "chosen", "asked");
    for size in LINES {
        for printed in Printed::ALL.into_iter().filter(|printed| is_wanted(printed.name())) {
            let Some(selector) = selector_of(printed.name()) else { continue };
            let text = printed.text(size);
            let masked =
                time(|| drop(black_box(mask.replace_all(text.as_bytes(), b"#".as_slice())))).as_secs_f64();
            let chosen = |query| {
                let input = Selectable {
                    text: &text,
                    kind: selector.accepts()[0],
                    language: None,
                    lines_before: 0,
                    policy: Policy::Oneshot,
                    query,
                    is_document: false,
                    earlier: &[],
                    scorer: &Lexical,
                };
                masked / time(|| drop(black_box(selector.select(&input)))).as_secs_f64()
            };
            let label = format!("{}, {}", printed.name(), named(size));
            println!(
                "{label:<24} {:>5.0} MB/s {:>8.2} {:>8.2}",
                f64::from(text.len() as u32) / masked / 1e6,
                chosen(None),
                chosen(Some(QUESTION))
            );
        }
    }
}

/// An array of texts that all differ.
fn sentences(size: usize, end: &str) -> String {
    const WORDS: [&str; 12] =
        ["the", "order", "of", "user", "failed", "while", "request", "was", "sent", "to", "another", "error"];
    let mut text = "[".to_owned();
    let mut state = 7_u64;
    while text.len() < size {
        text.push_str(if text.len() == 1 { "\"" } else { ",\"" });
        for _ in 0..14 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(WORDS[(state >> 33) as usize % WORDS.len()]);
            text.push(' ');
        }
        text.extend([&(state >> 40).to_string(), end, "\""]);
    }
    text + "]"
}
