//! Finds the kind of a text and its sections.

use headroom_core::{Kind, Lines};
use headroom_formats::{json, terminal};

use crate::detection::{Detection, Section, UNSURE};
use crate::language::language;
use crate::segmentation::{self, Run};
use crate::{rows, whole};

/// Maximum confidence, for sections that lines cannot decide with certainty.
const SURE: u8 = 99;
/// Maximum confidence in JSON that does not parse because it is truncated or contains comments.
const BROKEN: u8 = 60;
/// Minimum number of lines of JSON that does not parse.
const BROKEN_LINES: usize = 4;
/// This many points give half of the full confidence.
const HALF: usize = 8;
/// Maximum number of lines read to find the language of programs.
const LANGUAGE_LINES: usize = 400;

/// Detects the kind of `text` and its sections, in time linear in its length. Memory is bounded apart from
/// the positions of the lines.
///
/// # Examples
///
/// ```
/// use headroom_core::Kind;
///
/// let text = "src/a.rs:3:fn main() {\nsrc/b.rs:17:    main();\nsrc/c.rs:9:main\n";
/// assert_eq!(headroom_detect::detect(text).kind, Kind::Search);
/// ```
#[must_use]
pub fn detect(text: &str) -> Detection {
    let whole = whole_kind(text);
    if let Some(kind @ (Kind::Json | Kind::JsonLines)) = whole {
        let section = Section { span: 0..text.len(), kind, language: None, confidence: SURE };
        return Detection {
            kind,
            language: None,
            confidence: SURE,
            sections: vec![section],
            compress_as: kind,
        };
    }
    let mut budget = LANGUAGE_LINES;
    let mut sections: Vec<Section> = Vec::new();
    let runs = segmentation::cut(text).into_iter().flat_map(|run| rows::parts(text, run));
    for run in runs {
        let section = section(text, &run, &mut budget);
        match sections.last_mut() {
            Some(last) if last.kind == section.kind && last.language == section.language => {
                last.confidence = last.confidence.max(section.confidence);
                last.span.end = section.span.end;
            }
            _ => sections.push(section),
        }
    }
    let (mut kind, mut confidence) = whole::kind(&sections);
    if whole == Some(Kind::NumberedFile) && kind != Kind::NumberedFile {
        (kind, confidence) = (Kind::NumberedFile, UNSURE.max(confidence));
    } else if whole == Some(Kind::Terminal) && kind == Kind::Text {
        (kind, confidence) = (Kind::Terminal, SURE);
    }
    let language = if kind == Kind::Source { whole::language(&sections) } else { None };
    // If the text on the screen is the text itself, controls are bytes like any others.
    let compress_as = match whole {
        Some(whole) if whole != Kind::Terminal => whole,
        _ if kind.is_lines() => kind,
        _ => Kind::Text,
    };
    Detection { kind, language, confidence, sections, compress_as }
}

/// The kind of a text that only the whole text can decide; `None` if the lines decide.
fn whole_kind(text: &str) -> Option<Kind> {
    if json::is_json(text) {
        Some(Kind::Json)
    } else if json::is_json_lines(text) {
        Some(Kind::JsonLines)
    } else if Lines::new(text).numbered() {
        Some(Kind::NumberedFile)
    } else if terminal::is_terminal(text) {
        Some(Kind::Terminal)
    } else {
        None
    }
}

/// The section for a run of lines.
fn section(text: &str, run: &Run, budget: &mut usize) -> Section {
    let body = &text[run.span.clone()];
    // Combines the share of lines that support the kind, or their points, with the sum of the points.
    let lines = run.lines.max(1);
    let explained = (100 * run.explained / lines).max(100 * run.points / (lines * HALF)).min(100);
    let confidence = (explained * run.points / (run.points + HALF)).min(usize::from(SURE)) as u8;
    let confidence = match run.kind {
        Kind::Text => 0,
        Kind::Json if json::is_json(body) => SURE,
        Kind::JsonLines if json::is_json_lines(body) => SURE,
        Kind::Json if run.lines < BROKEN_LINES => 0,
        Kind::JsonLines if json::is_json(body) => {
            return Section { span: run.span.clone(), kind: Kind::Json, language: None, confidence: SURE };
        }
        Kind::JsonLines if run.lines == 1 => 0,
        Kind::Json | Kind::JsonLines => confidence.min(BROKEN),
        _ => confidence,
    };
    let (kind, confidence) = match run.kind {
        kind if confidence >= UNSURE => (kind, confidence),
        _ if terminal::is_terminal(body) => (Kind::Terminal, SURE),
        _ => (Kind::Text, 0),
    };
    let language = if kind == Kind::Source { language(body, budget) } else { None };
    Section { span: run.span.clone(), kind, language, confidence }
}
