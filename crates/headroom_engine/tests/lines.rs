//! Lines that end as they do on Windows.

mod support;

use headroom_core::Fidelity;
use headroom_engine::Options;
use headroom_testkit::{Printed, Step};
use support::checks::{decodes, is_never_dearer, stays};
use support::{compress, request};

fn printed(text: &str) -> Vec<Step> {
    vec![Step::Call { tool: "Bash", arguments: vec![("command", "show".into())] }, Step::Result(text.into())]
}

fn sent(text: &str) -> (Option<String>, Fidelity) {
    let outcomes = compress(&request(&printed(text)), &Options::default());
    let outcome = outcomes.last().expect("a result");
    (outcome.output.as_deref().map(str::to_owned), outcome.fidelity)
}

#[test]
fn where_all_lines_end_so_a_text_becomes_what_it_becomes_elsewhere() {
    let rows: Vec<String> = (0..30).map(|row| format!("  {{\n    \"id\": {row},\n    \"state\": \"open\",\n    \"owner\": \"user_{}\"\n  }}", row % 7)).collect();
    let json = format!("[\n{}\n]\n", rows.join(",\n"));
    let paths: String = (0..40).map(|file| format!("./src/shop/components/part_{file}.ts\n")).collect();
    let lines = [Printed::Search, Printed::Diff, Printed::Listing].map(|printed| printed.text(4000));
    for text in lines.iter().chain([&paths, &json]) {
        let windows = text.replace('\n', "\r\n");
        let (expected, _) = sent(text);
        assert!(expected.is_some(), "{text}");
        let (output, fidelity) = sent(&windows);
        assert_eq!(output, expected);
        assert!(matches!(fidelity, Fidelity::View | Fidelity::Recoverable), "{fidelity:?}");
        for property in [decodes, stays, is_never_dearer] {
            assert_eq!(property(&printed(&windows), &Options::default()), Ok(()));
        }
    }
}

#[test]
fn where_only_some_do_that_may_be_what_matters() {
    let diff = "diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n-one\r\n-two\r\n+one\n+two\n";
    let paths: String = (0..40).map(|file| format!("./src/shop/components/part_{file}.ts{}\n", if file == 7 { "\r" } else { "" })).collect();
    for text in [diff, &paths] {
        assert_ne!(sent(text).1, Fidelity::View);
        assert_eq!(decodes(&printed(text), &Options::default()), Ok(()));
    }
}
