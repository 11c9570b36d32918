//! Asks the selectors what to elide, section by section.

use std::cmp::Reverse;
use std::ops::Range;

use headroom_core::{Cut, Elided, Fidelity, Kind, Scorer, Selectable, Selector, cost, elide};
use headroom_detect::{Detection, Section, detect};

use crate::{Block, Documents, EditReport, Options};

/// The confidence in a kind that the caller gave, in percent.
const GIVEN: u8 = 100;

/// The kind and sections of `text`, which is a form of the block's text. A kind that the caller gave is used as it
/// is.
pub(super) fn detection(block: &Block, text: &str) -> Detection {
    let Some(kind) = block.kind else { return detect(text) };
    let section = Section { span: 0..text.len(), kind, language: None, confidence: GIVEN };
    Detection { kind, language: None, confidence: GIVEN, sections: vec![section], compress_as: kind }
}

/// Elides the redundant parts of `text`, a form of the text of `block`, and reports each cut. The lines `kept` stay.
pub(super) fn select(
    text: &str,
    detection: &Detection,
    options: &Options,
    block: &Block,
    (asked, scorer): (Option<&str>, &dyn Scorer),
    earlier: &[&str],
    kept: &[Range<usize>],
) -> Option<(Elided, Vec<EditReport>)> {
    let selectors = options.selection(&block.tool).selectors();
    let mut found: Vec<(Cut, &dyn Selector)> = Vec::new();
    let (mut lines_before, mut counted) = (0, 0);
    for section in outside(selectable(detection), &merged(options.keep_tags.lines(text), kept)) {
        lines_before += memchr::memchr_iter(b'\n', &text.as_bytes()[counted..section.span.start]).count();
        counted = section.span.start;
        let input = Selectable {
            text: &text[section.span.clone()],
            kind: section.kind,
            language: section.language,
            lines_before,
            policy: options.policy,
            query: asked,
            is_document: options.documents == Documents::Outline && block.is_document,
            earlier,
            scorer,
        };
        let reads = |selector: &&dyn Selector| {
            selector.accepts().contains(&section.kind) && options.units.has(selector.name())
        };
        for selector in selectors.iter().map(|selector| &**selector).filter(reads) {
            // One that gives up keeps its section whole.
            for cut in selector.select(&input).unwrap_or_default() {
                let span = cut.span.start + counted..cut.span.end + counted;
                found.push((Cut { span, ..cut }, selector));
            }
        }
    }
    let (cuts, found_by): (Vec<Cut>, Vec<_>) = outermost(found).into_iter().unzip();
    let kept = elide(text, cuts)?;
    let reports = kept.cuts.iter().zip(found_by).map(|((span, output), selector)| EditReport {
        unit: selector.name(),
        codec: None,
        waste: None,
        reason: selector.reason(),
        before: cost(&text[span.clone()]),
        after: cost(&kept.text[output.clone()]),
        span: span.clone(),
        output: output.clone(),
        fidelity: Fidelity::Recoverable,
    });
    let reports = reports.collect();
    Some((kept, reports))
}

/// The cuts in order, without those that overlap a longer or an earlier one: several selectors may read a section.
fn outermost<T>(mut found: Vec<(Cut, T)>) -> Vec<(Cut, T)> {
    found.sort_by_key(|(cut, _)| (cut.span.start, Reverse(cut.span.end)));
    let mut end = 0;
    found.retain(|(cut, _)| {
        let is_apart = cut.span.start >= end;
        if is_apart {
            end = cut.span.end;
        }
        is_apart
    });
    found
}

/// Maximum length of data that stands within source code, such as a list of names, in bytes.
const MAX_DATA_LEN: usize = 2000;

/// The sections to select from. Text that a test, a build or a log prints between its own lines is joined with them,
/// so that the selector sees the whole. Short data within source code is joined, too. Output between two source files
/// is not.
pub(super) fn sections(detection: &Detection) -> Vec<Section> {
    joined(detection, |section| match detection.kind {
        Kind::TestOutput | Kind::BuildOutput => true,
        Kind::Log => matches!(section.kind, Kind::Text | Kind::StackTrace | Kind::Prose),
        Kind::Markdown | Kind::Prose => matches!(section.kind, Kind::Markdown | Kind::Prose | Kind::Text),
        Kind::Source => section.span.len() <= MAX_DATA_LEN && !is_output(section.kind),
        _ => false,
    })
}

/// The same for selectors. Scripts, styles and data between the elements of a page are a part of it.
fn selectable(detection: &Detection) -> Vec<Section> {
    match detection.kind {
        Kind::Html => joined(detection, |section| !is_output(section.kind)),
        _ => sections(detection),
    }
}

const fn is_output(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Log | Kind::TestOutput | Kind::BuildOutput | Kind::Search | Kind::Diff | Kind::StackTrace
    )
}

/// Joins the sections of the kind of the whole with what `holds` between them.
fn joined(detection: &Detection, holds: impl Fn(&Section) -> bool) -> Vec<Section> {
    let mut joined: Vec<Section> = Vec::new();
    // The number of sections of other kinds since the last section of the main kind.
    let mut between = 0;
    for section in detection.sections.iter().cloned() {
        if section.kind != detection.kind {
            between += 1;
            joined.push(section);
            continue;
        }
        let own = joined
            .len()
            .checked_sub(between + 1)
            .filter(|own| joined[*own].kind == section.kind && joined[own + 1..].iter().all(&holds));
        match own {
            Some(own) => {
                joined.truncate(own + 1);
                joined[own].span.end = section.span.end;
            }
            None => joined.push(section),
        }
        between = 0;
    }
    joined
}

/// Both lists of ranges, in order. Ranges that overlap are one.
fn merged(mut ranges: Vec<Range<usize>>, others: &[Range<usize>]) -> Vec<Range<usize>> {
    ranges.extend_from_slice(others);
    ranges.sort_by_key(|range| range.start);
    ranges.dedup_by(|next, range| {
        let overlaps = next.start < range.end;
        if overlaps {
            range.end = range.end.max(next.end);
        }
        overlaps
    });
    ranges
}

/// The sections without the lines that are `kept`. So what a marker says of the rest of a section stays true.
fn outside(sections: Vec<Section>, kept: &[Range<usize>]) -> Vec<Section> {
    if kept.is_empty() {
        return sections;
    }
    let mut parts = Vec::new();
    for section in sections {
        let mut start = section.span.start;
        let first = kept.partition_point(|lines| lines.end <= start);
        for lines in kept[first..].iter().take_while(|lines| lines.start < section.span.end) {
            parts.push(Section { span: start..lines.start.max(start), ..section });
            start = lines.end.min(section.span.end);
        }
        parts.push(Section { span: start..section.span.end, ..section });
    }
    parts.retain(|part| !part.span.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_test_prints_is_a_part_of_its_output() {
        let printed = (0..40).map(|number| format!("    def total_{number}(self, rows: list[int]) -> int:\n        return sum(row * {number} for row in rows)\n")).collect::<Vec<_>>().concat();
        let passed = |from: usize| {
            (from..from + 30)
                .map(|number| format!("PASSED tests/test_rows.py::test_{number}\n"))
                .collect::<Vec<_>>()
                .concat()
        };
        let text = format!(
            "{}\n{}{printed}{}\n",
            "=== test session starts ===\ncollected 60 items",
            passed(0),
            passed(30) + "=== 60 passed in 0.20s ==="
        );
        let sections = sections(&detect(&text));
        assert_eq!(sections.iter().map(|section| section.kind).collect::<Vec<_>>(), [Kind::TestOutput]);
        assert_eq!(sections[0].span, 0..text.len());
        assert!(detect(&text).sections.len() > 1, "there is something to join");
    }

    #[test]
    fn scripts_and_data_are_a_part_of_their_page() {
        let script = "  const total = rows.map((row) => row.price * 2).filter(Boolean);\n".repeat(80);
        let item = "<div class=\"row\"><p>An order with its price and its date</p></div>\n".repeat(60);
        let text = format!(
            "<!doctype html>\n<html>\n<body>\n{item}<script>\n\n{script}</script>\n{item}</body>\n</html>\n"
        );
        let detection = detect(&text);
        assert_eq!(detection.kind, Kind::Html);
        let sections = selectable(&detection);
        assert_eq!(sections.len(), 1);
        assert_eq!(sections[0].span, 0..text.len());
    }

    #[test]
    fn a_log_between_two_files_is_none_of_their_code() {
        let code = (0..60)
            .map(|number| {
                format!("    let total_{number} = rows.iter().map(|row| row * {number}).sum::<u64>();\n")
            })
            .collect::<Vec<_>>()
            .concat();
        let log = (0..60)
            .map(|number| format!("10:00:{number:02} INFO queue: took order {number}\n"))
            .collect::<Vec<_>>()
            .concat();
        let text = format!("fn one() {{\n{code}}}\n{log}fn two() {{\n{code}}}\n");
        let detection = detect(&text);
        assert_eq!(detection.kind, Kind::Source);
        let kinds: Vec<_> = sections(&detection).iter().map(|section| section.kind).collect();
        assert_eq!(kinds, [Kind::Source, Kind::Log, Kind::Source]);
    }

    #[test]
    fn what_stands_around_a_log_is_none_of_it() {
        let log = (0..60)
            .map(|number| format!("10:00:{number:02} INFO queue: took order {number}\n"))
            .collect::<Vec<_>>()
            .concat();
        let text = format!(
            "diff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,2 +1,2 @@\n int a;\n-int b;\n+int c;\n{log}"
        );
        assert_eq!(
            sections(&detect(&text)).iter().map(|section| section.kind).collect::<Vec<_>>(),
            [Kind::Diff, Kind::Log]
        );
    }
}
