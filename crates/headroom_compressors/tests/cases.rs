//! The cases in `cases/*.md`, one file for each compressor, to be read by people: inputs and the outputs of
//! the compressor.
//!
//! A case is a heading, prose, and fenced blocks: ```` ```history NAME ```` for earlier texts, then
//! ```` ```input ```` (followed by `quotable` if a file is shown) and ```` ```output ````. Without an output the
//! input must be left unchanged. `HEADROOM_BLESS=1` writes the outputs into the files.

use std::fmt::Write;
use std::path::Path;

use headroom_core::{Compressor, Fidelity, History, Input, Kind, Lines, apply, expand};
use headroom_engine::{CODECS, COMPRESSORS};

const FENCE: &str = "````";

#[derive(Default)]
struct Case {
    /// Heading and prose, and the blocks before the output, verbatim.
    head: String,
    history: Vec<(String, String)>,
    input: String,
    quotable: bool,
    output: Option<String>,
}

/// The cases of a file. The text before the first heading is kept in the first case, which has no input.
fn read(text: &str) -> Vec<Case> {
    let mut cases = vec![Case::default()];
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("## ") {
            cases.push(Case::default());
        }
        let case = cases.last_mut().expect("one at least");
        let Some(info) = line.strip_prefix(FENCE) else {
            let _ = writeln!(case.head, "{line}");
            continue;
        };
        let block = lines.by_ref().take_while(|line| *line != FENCE).collect::<Vec<_>>().join("\n");
        if info == "output" {
            case.output = Some(block);
            continue;
        }
        let _ = writeln!(case.head, "{line}\n{block}\n{FENCE}");
        if let Some(name) = info.strip_prefix("earlier ") {
            case.history.push((name.to_owned(), block));
        } else {
            case.quotable = info == "input quotable";
            case.input = block;
        }
    }
    cases
}

fn kind(text: &str) -> Kind {
    if headroom_compressors::terminal::is_terminal(text) {
        Kind::Terminal
    } else if headroom_compressors::json::is_json(text) {
        Kind::Json
    } else if Lines::new(text).numbered() {
        Kind::NumberedFile
    } else {
        Kind::Text
    }
}

/// The output of the compressor for a case; `None` if it leaves the input unchanged.
fn run(compressor: &dyn Compressor, case: &Case) -> Option<String> {
    let mut history = History::new();
    for (name, text) in &case.history {
        history.push(name, text.as_str().into());
    }
    let text = case.input.as_str();
    let plan = compressor
        .plan(&Input { text, kind: kind(text), quotable: case.quotable, source: &[], history: &history })
        .expect("a plan");
    let applied = apply(text, plan, &history, CODECS);
    assert_eq!(applied.dropped, 0, "{}", case.head);
    let output = applied.text?;
    if applied.shown.fidelity == Fidelity::Bytes {
        assert_eq!(expand(&output, &history, CODECS, usize::MAX), text);
    }
    Some(output)
}

#[test]
fn cases_have_the_documented_outputs() {
    let bless = std::env::var_os("HEADROOM_BLESS").is_some();
    for compressor in COMPRESSORS {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(compressor.name()).with_extension("md");
        let text =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut blessed = String::new();
        let cases = read(&text);
        assert!(cases.len() > 1, "{}: no cases", path.display());
        for case in &cases {
            let _ = writeln!(blessed, "{}", case.head.trim_end());
            if case.input.is_empty() {
                blessed.push('\n');
                continue;
            }
            let output = run(*compressor, case);
            if !bless {
                assert_eq!(output, case.output, "{}", case.head);
            }
            if let Some(output) = output {
                let _ = writeln!(blessed, "\n{FENCE}output\n{output}\n{FENCE}");
            }
            blessed.push('\n');
        }
        if bless {
            std::fs::write(&path, blessed.trim_end().to_owned() + "\n").expect("written");
        }
    }
}
