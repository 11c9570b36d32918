//! The cases in `cases`, to be read by people: inputs and the elided texts. A selector has the file `NAME.md`, and may
//! have more files in the folder `NAME`.
//!
//! A case is a heading, prose, and two fenced blocks. ```` ```input KIND ```` is followed by the policy
//! (`agent` unless it is `oneshot`), the query, and the options of the selector as JSON. ```` ```output ````
//! has the elided text. Without an output the input must stay whole. `HEADROOM_BLESS=1` writes the outputs
//! into the files.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use headroom_core::{Kind, Policy, Selectable, Selector, elide};
use headroom_engine::SelectionOptions;
use headroom_selection::Lexical;

const FENCE: &str = "````";

/// The settings of an `input` block, and its text.
struct Case<'a> {
    kind: Kind,
    policy: Policy,
    query: Option<&'a str>,
    options: &'a str,
    text: String,
}

fn shown(info: &str, text: String) -> Case<'_> {
    let (info, options) = info.split_at(info.find(" {").unwrap_or(info.len()));
    let (kind, rest) = info.split_once(' ').unwrap_or((info, ""));
    let kind =
        Kind::ALL.into_iter().find(|known| known.name() == kind).unwrap_or_else(|| panic!("no kind {kind}"));
    let (policy, query) = match rest.strip_prefix("oneshot") {
        Some(query) => (Policy::Oneshot, Some(query.trim()).filter(|query| !query.is_empty())),
        None => (Policy::Agent, None),
    };
    Case { kind, policy, query, options, text }
}

/// The elided text of a case; `None` if nothing is elided.
fn run(selector: &dyn Selector, shown: &Case<'_>) -> Option<String> {
    let input = Selectable {
        text: &shown.text,
        kind: shown.kind,
        language: None,
        lines_before: 0,
        policy: shown.policy,
        query: shown.query,
        is_document: false,
        earlier: &[],
        scorer: &Lexical,
    };
    let cuts = if shown.options.is_empty() {
        selector.select(&input)
    } else {
        let options: SelectionOptions =
            serde_json::from_str(&format!("{{\"{}\":{}}}", selector.name(), shown.options)).expect("options");
        options
            .selectors()
            .iter()
            .find(|other| other.name() == selector.name())
            .expect("selector")
            .select(&input)
    };
    let cuts = cuts.expect("cuts");
    elide(&shown.text, cuts).map(|kept| kept.text)
}

/// The file with correct outputs, and the headings of the wrong ones.
fn check(selector: &dyn Selector, file: &str) -> (String, Vec<String>) {
    let (mut blessed, mut wrong) = (String::new(), Vec::new());
    let mut lines = file.lines().peekable();
    let mut heading = "";
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            heading = line;
        }
        let Some(info) = line.strip_prefix(FENCE) else {
            let _ = writeln!(blessed, "{line}");
            continue;
        };
        let mut block = || {
            lines
                .by_ref()
                .take_while(|line| *line != FENCE)
                .fold(String::new(), |block, line| block + line + "\n")
        };
        let text = block();
        let input =
            info.strip_prefix("input ").unwrap_or_else(|| panic!("{heading}: an output without an input"));
        let _ = write!(blessed, "{FENCE}{info}\n{text}{FENCE}\n");
        let output = run(selector, &shown(input, text));
        while lines.next_if(|line| line.is_empty()).is_some() {}
        let is_output = lines.next_if_eq(&"````output").is_some();
        let written = is_output.then(|| {
            lines
                .by_ref()
                .take_while(|line| *line != FENCE)
                .fold(String::new(), |block, line| block + line + "\n")
        });
        if written != output {
            wrong.push(format!("{heading}\n{}", output.as_deref().unwrap_or("(left whole)")));
        }
        if let Some(output) = output {
            let _ = write!(blessed, "\n{FENCE}output\n{output}{FENCE}\n");
        }
        blessed.push('\n');
        while lines.next_if(|line| line.is_empty()).is_some() {}
    }
    (blessed.trim_end().to_owned() + "\n", wrong)
}

/// The files of a selector, in the order of their names.
fn files(selector: &str) -> Vec<PathBuf> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut files = vec![cases.join(selector).with_extension("md")];
    if let Ok(folder) = cases.join(selector).read_dir() {
        files.extend(folder.map(|entry| entry.expect("an entry").path()));
    }
    files.sort();
    files
}

#[test]
fn cases_have_the_documented_outputs() {
    for selector in SelectionOptions::default().selectors() {
        for path in files(selector.name()) {
            let shown = path.display();
            let file = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{shown}: {error}"));
            assert!(file.contains("\n````input "), "{shown}: no cases");
            let (blessed, wrong) = check(selector.as_ref(), &file);
            if std::env::var_os("HEADROOM_BLESS").is_some() {
                std::fs::write(&path, blessed).expect("written");
            } else {
                assert!(wrong.is_empty(), "{shown}: {}", wrong.join("\n\n"));
            }
        }
    }
}
