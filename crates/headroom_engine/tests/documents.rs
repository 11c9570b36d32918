//! Code, pages and prose that are made to be hard: each is answered within a limit of work, and comes back.
//!
//! Nothing is timed. Work is counted in bytes, which long loops report.

mod support;

use std::slice;
use std::sync::Arc;

use headroom_core::work::counted;
use headroom_core::{CompressError, Policy, Unwatched};
use headroom_engine::{
    Engine, Hint, Kind, Options, Outcome, Request, SkipReason, StoreMode, compress_text, expand_text,
};
use support::shelf::Shelf;
use support::values;

const MEGABYTE: usize = 1 << 20;
/// Maximum work for a byte of text, in bytes, and an allowance for any text.
const MAX_PER_BYTE: u64 = 400;
const SPARE: u64 = 8 << 20;

/// Compresses a text for a single request, as its own kind and as others, and checks that it comes back.
fn check(name: &str, text: &str) {
    for kind in [None, Some(Kind::Source), Some(Kind::Html), Some(Kind::Prose)] {
        for policy in [Policy::Oneshot, Policy::Agent] {
            let options = Options { policy, ..Options::default() };
            let hint = Hint { kind, query: Some("Which orders failed?".into()), ..Hint::default() };
            let run = || compress_text(text.into(), &hint, &options, StoreMode::DryRun, &Unwatched);
            let (compressed, work) = counted(run);
            let outcome = compressed.expect("not cancelled").outcome;
            assert_ne!(outcome.skipped, Some(SkipReason::Failed(CompressError::Panicked)), "{name}");
            let limit = SPARE + MAX_PER_BYTE * text.len() as u64;
            assert!(work <= limit, "{name}, as {kind:?}: {work} for {} bytes", text.len());
            let Some(output) = outcome.output.as_deref() else { continue };
            let shelf = Shelf::of(slice::from_ref(&outcome));
            let back = expand_text(output, Some(&shelf), usize::MAX).expect("read");
            let back = back.unwrap_or_else(|| output.to_owned());
            assert!(values::came_back(&Arc::from(text), &back, &outcome), "{name}, as {kind:?}");
        }
    }
}

/// A function in several languages.
const RUST: &str = "pub fn total(rows: &[u64]) -> u64 {\n    let mut sum = 0;\n    for row in rows {\n        sum += row;\n    }\n    sum\n}\n";
const PYTHON: &str =
    "def total(rows):\n    sum = 0\n    for row in rows:\n        sum += row\n    return sum\n\n";
const SCRIPT: &str = "function total(rows) {\n  let sum = 0;\n  for (const row of rows) {\n    sum += row;\n  }\n  return sum;\n}\n";

#[test]
fn unbalanced_code() {
    for (name, sign) in
        [("braces", "{"), ("ends", "}"), ("brackets", "(["), ("strings", "\"'`"), ("comments", "/* ")]
    {
        check(name, &format!("{}{}{RUST}", RUST.repeat(20), sign.repeat(2000)));
    }
}

#[test]
fn code_in_one_line() {
    check("minified", &SCRIPT.replace('\n', " ").repeat(MEGABYTE / SCRIPT.len() / 8));
    check("a long string", &format!("const a = \"{}\";\n{}", "x".repeat(MEGABYTE / 8), SCRIPT.repeat(20)));
}

#[test]
fn several_languages_in_one_text() {
    check("languages", &[RUST, PYTHON, SCRIPT].concat().repeat(30));
    check("code in a page", &format!("<script>{}</script><p>{}</p>", SCRIPT.repeat(50), RUST.repeat(50)));
}

#[test]
fn very_many_generated_lines() {
    let lines =
        (0..20_000).map(|at| format!("static const int row_{at} = {at};\n")).collect::<Vec<_>>().concat();
    check("constants", &lines);
    let functions =
        (0..5000).map(|at| format!("int row_{at}(void) {{ return {at}; }}\n")).collect::<Vec<_>>().concat();
    check("functions", &functions);
}

#[test]
fn tag_soup() {
    let page = |content: &str| format!("<!doctype html><html><body>{content}</body></html>\n");
    for (name, content) in [
        ("nested", "<div>".repeat(100_000)),
        ("closed", "</div></p></b>".repeat(20_000)),
        ("crossed", "<b><i>a</b></i><table><p>b<tr>".repeat(5000)),
        ("entities", "&amp;&lt;&#x1f600;&notanentity;&#0;&#xffffffff;".repeat(5000)),
        ("scripts", "<script>if (a < b) document.write('<p>No text</p>')</script>".repeat(3000)),
        ("text that looks like a script", "&lt;script&gt;alert(1)&lt;/script&gt; ".repeat(3000)),
        ("attributes", format!("<p {}>", "a=\"b\" ".repeat(30_000))),
        ("open", "<p title=\"".repeat(20_000)),
        ("comments", "<!-- <p> --><!--".repeat(10_000)),
    ] {
        check(name, &page(&content));
        check(name, &content);
    }
}

#[test]
fn prose_without_ends_or_in_many_scripts() {
    check("without ends", &"words without an end ".repeat(20_000));
    check("one word", &"a".repeat(MEGABYTE / 4));
    check("ends only", &". ".repeat(50_000));
    let scripts = "The rate is 4. 汇率每小时更新一次。為替レートは毎時更新されます。อัตราแลกเปลี่ยนปรับปรุงทุกชั่วโมง يتم تحديث الأسعار كل ساعة. Der Kurs gilt für 60 Minuten.\n\n";
    check("scripts", &scripts.repeat(400));
    check("marks", &"e\u{301}\u{200d}\u{202e}. ".repeat(10_000));
}

#[test]
fn very_long_prose() {
    let sentence = |at: usize| {
        format!("Order {at} was taken by the queue of the shop. It takes a while until somebody sees that. ")
    };
    check("prose", &(0..20_000).map(sentence).collect::<String>());
}

/// What a request shows of these documents.
fn shown(documents: &[&str]) -> Vec<String> {
    let mut request = Request::new();
    for text in documents {
        let call = request.call("search_result");
        request.result(Some(call), (*text).into(), true);
    }
    let options = Options { policy: Policy::Oneshot, ..Options::default() };
    let compressed =
        Engine::new().compress(&request, &options, StoreMode::DryRun, &Unwatched).expect("not cancelled");
    let text = |(text, outcome): (&&str, &Arc<Outcome>)| outcome.output.as_deref().unwrap_or(text).to_owned();
    documents.iter().zip(&compressed.outcomes).map(text).collect()
}

/// A document with some sentences of its own.
fn document(topic: &str, about: &str) -> String {
    let own = |at: usize| {
        format!("The {topic} of ward {at} keeps register R-{at}-{topic} open for {} hours.", at + 3)
    };
    format!(
        "# The {topic}\n\n{}\n\n{about}\n\n{}\n",
        own(1),
        (2..14).map(own).collect::<Vec<_>>().join("\n\n")
    )
}

const TIDE: &str = "The harbour office announces the height of every tide on the evening before, by radio and on the board at gate 7.";
const TIDE_AGAIN: &str = "The harbour office announces the height of every tide on the evening before by radio, and on the board at gate 7!";
const OTHER_GATE: &str = "The harbour office announces the height of every tide on the evening before, by radio and on the board at gate 9.";

#[test]
fn what_an_earlier_document_tells_is_not_told_again() {
    let both = shown(&[&document("bakery", TIDE), &document("library", TIDE_AGAIN)]);
    assert!(both[0].contains(TIDE), "{}", both[0]);
    assert!(!both[1].contains("announces the height"), "{}", both[1]);
    assert!(both[1].contains("left out"), "{}", both[1]);
}

#[test]
fn a_sentence_that_names_something_else_is_told() {
    let both = shown(&[&document("bakery", TIDE), &document("library", OTHER_GATE)]);
    assert!(both[1].contains("at gate 9"), "{}", both[1]);
}
