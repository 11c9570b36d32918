//! Measures the time of an outline as a multiple of parsing the same text once with tree-sitter. The figures are
//! printed without a verdict.
#![allow(clippy::print_stdout, reason = "a table is what it is for")]

use std::hint::black_box;

use headroom_benches::{is_wanted, named, time};
use headroom_code::code::Code;
use headroom_core::{Kind, Language, Policy, Selectable, Selector};
use headroom_selection::Lexical;
use headroom_testkit::{Random, source};
use tree_sitter::Parser;

const LINES: [usize; 3] = [200, 2_000, 20_000];

fn main() {
    for lines in LINES.into_iter().filter(|_| is_wanted("rust")) {
        let text = source(&mut Random::new(7), lines).join("\n");
        let bare = time(|| {
            let mut parser = Parser::new();
            parser.set_language(&tree_sitter_rust::LANGUAGE.into()).expect("a version that fits");
            drop(black_box(parser.parse(&text, None)));
        });
        let input = Selectable {
            text: &text,
            kind: Kind::Source,
            language: Some(Language::Rust),
            lines_before: 0,
            policy: Policy::Oneshot,
            query: None,
            is_document: false,
            earlier: &[],
            scorer: &Lexical,
        };
        let outline = time(|| drop(black_box(Code::default().select(&input))));
        println!(
            "{lines:>6} lines, {:>8}: parsed in {:>6.2} ms, outline {:.2}x",
            named(text.len()),
            bare.as_secs_f64() * 1e3,
            outline.as_secs_f64() / bare.as_secs_f64()
        );
    }
}
