//! Texts whose lines end in CRLF are compressed as well as others.

mod support;

use headroom_core::cost;
use headroom_core::line_ends::{CRLF, with_cr, without_cr};
use headroom_engine::{CrushOptions, Format, Options, SkipReason, StoreMode, crush, expand_text};
use headroom_testkit::{Printed, Random, Step, config, json, layouts, listing, seeds, table};
use support::checks::{crushes, decodes, equal, is_never_dearer, stays};
use support::{compress, request};

fn printed(text: &str) -> Vec<Step> {
    vec![Step::Call { tool: "Bash", arguments: Vec::new() }, Step::Result(text.into())]
}

/// Without elision: markers name the text, and a text with other line ends has another name.
fn exactly() -> Options {
    Options { exact_only: true, ..Options::default() }
}

/// The text that is sent for the last block.
fn last(steps: &[Step]) -> Option<String> {
    compress(&request(steps), &exactly())
        .last()
        .and_then(|outcome| outcome.output.as_deref().map(str::to_owned))
}

/// Checks that a text with CRLF is sent as the same text without, behind the marker `[crlf]`.
fn gains_as_much(text: &str) -> Result<bool, String> {
    let with_cr = with_cr(text);
    if without_cr(&with_cr).as_deref() != Some(text) {
        return Ok(false);
    }
    let steps = printed(&with_cr);
    [decodes, stays, is_never_dearer].iter().try_for_each(|property| property(&steps, &exactly()))?;
    let Some(sent) = last(&printed(text)).filter(|sent| !sent.starts_with("[verbatim]")) else {
        return Ok(false);
    };
    let marked = [CRLF, &sent].concat();
    // With the marker, a small saving may be too small.
    let is_tight = (cost(text).saturating_sub(cost(&marked))).to_tokens() < 8 + cost(text).to_tokens() / 50;
    let found = last(&steps);
    equal(&(found.as_ref() == Some(&marked) || is_tight), &true, || format!("{text:?} becomes {found:?}"))?;
    Ok(found.is_some())
}

#[test]
fn compressors_find_the_same_in_texts_with_crlf() {
    let mut shorter = 0;
    for seed in seeds(300) {
        let mut random = Random::new(seed);
        let mut texts = layouts(&json(&mut random));
        texts.extend([config(&mut random), listing(&mut random), table(&mut random)]);
        for text in texts {
            match gains_as_much(&text) {
                Ok(found) => shorter += usize::from(found),
                Err(problem) => panic!("seed {seed}: {problem}"),
            }
        }
    }
    assert!(shorter > seeds(300).count(), "{shorter}");
    for kind in [Printed::Search, Printed::Diff, Printed::Listing, Printed::Log] {
        assert_eq!(gains_as_much(&kind.text(6000)), Ok(true), "{kind:?}");
    }
}

#[test]
fn references_find_lines_with_other_line_ends() {
    let file = Printed::Source.text(4000);
    for (first, second) in
        [(file.clone(), with_cr(&file)), (with_cr(&file), file.clone()), (with_cr(&file), with_cr(&file))]
    {
        let mut steps = vec![
            Step::Call { tool: "Read", arguments: vec![("file_path", "a.rs".into())] },
            Step::Result(first),
        ];
        steps.extend(printed(&format!("{second}more{}", if second.contains('\r') { "\r\n" } else { "\n" })));
        let sent = last(&steps).expect("a reference");
        assert!(sent.len() < 200 && sent.contains("[@ Read a.rs"), "{sent}");
        assert_eq!(decodes(&steps, &exactly()), Ok(()));
    }
}

#[test]
fn reports_give_spans_of_the_original() {
    let text = with_cr(&format!("Read this first.\n\n{}", Printed::Listing.text(3000)));
    let outcome = compress(&request(&printed(&text)), &exactly()).pop().expect("a result");
    let output = outcome.output.as_deref().expect("shorter");
    assert!(!outcome.edits.is_empty());
    for edit in &outcome.edits {
        assert!(
            text[..edit.span.start].ends_with("\r\n") && !text[edit.span.clone()].starts_with('\r'),
            "{edit:?}"
        );
        assert!(output[edit.output.clone()].starts_with('['), "{edit:?}");
    }
}

#[test]
fn mixed_line_ends_come_back() {
    for text in [
        Printed::Log.text(3000).replacen('\n', "\r\n", 5),
        with_cr(&Printed::Log.text(3000)) + "\n",
        with_cr(&Printed::Listing.text(3000)).replacen("\r\n", "\r\r\n", 1),
    ] {
        let steps = printed(&text);
        for property in [decodes, stays, is_never_dearer] {
            assert_eq!(property(&steps, &Options::default()), Ok(()));
        }
        assert!(last(&steps).is_none_or(|sent| !sent.starts_with(CRLF)));
    }
}

#[test]
fn a_text_that_starts_with_the_marker_comes_back() {
    for text in [
        "[crlf]\n",
        "[crlf]\na\nb\n",
        "[crlf]\n[crlf]\n[verbatim]\na",
        "[crlf]\r\na\r\nb",
        "[verbatim]\n[crlf]\na\n",
        "[crlf]",
    ] {
        let steps = printed(text);
        for property in [decodes, stays, is_never_dearer] {
            assert_eq!(property(&steps, &Options::default()), Ok(()), "{text:?}");
        }
    }
    let outcome =
        compress(&request(&printed("[crlf]\na\nb\n")), &Options::default()).pop().expect("a result");
    assert_eq!(outcome.skipped, Some(SkipReason::LooksCompressed));
}

#[test]
fn crushed_json_keeps_its_line_ends() {
    for text in layouts(&json(&mut Random::new(3))) {
        assert_eq!(crushes(&with_cr(&text)), Ok(()));
    }
    let rows = (0..40)
        .map(|id| format!("{{\"id\":{id},\"name\":\"item {id}\",\"state\":\"ready\"}}\r\n"))
        .collect::<Vec<_>>()
        .concat();
    let options = CrushOptions { format: Format::Text, min_tokens_to_crush: 0, ..CrushOptions::default() };
    let crushed = crush(&rows, &options, None, StoreMode::Off).output.expect("a table");
    assert!(crushed.len() < rows.len() / 2, "{crushed}");
    assert_eq!(expand_text(&crushed, None, 1 << 20).expect("no store").as_deref(), Some(&*rows));
}
