//! What a text is, and what its parts are.
//!
//! Lines are read once. [Recognisers](recogniser::Recogniser), one for each kind, say what each line is worth to them; [`cut`] finds the
//! way to explain all lines by kinds that earns most points, where each change of kind costs some; what came out is weighed here. Nothing but the text is
//! looked at: names of tools and commands would be hints at best.
//!
//! **Sections** cover the text in order without gaps, each from the start of a line to the start of another. **Confidence** is in
//! hundredths. A section below [`UNSURE`] is `text`, or `terminal` where it has control codes; nothing is claimed of it, and its confidence is 0.
//!
//! **The whole** has the kind of most of it, by bytes. What a test, a build or a log prints between its own lines counts as its own: a
//! traceback in the output of pytest does not make it less of a test's output. There is no kind for what is mixed: where nothing is most,
//! the whole is `text`, and the sections tell. Its confidence is that of its sections, or the share they have of it where that is less.

mod cut;
mod language;
mod line;
mod path;
mod recogniser;
mod recognisers;
mod scan;
mod whole;

use std::ops::Range;

use headroom_compressors::{json, terminal};
use headroom_core::{Kind, Lines};

pub use language::Language;
use line::Line;

/// The least confidence with which a kind is named.
const UNSURE: u8 = 50;
/// The confidence in what cannot be told surely by lines.
const SURE: u8 = 99;
/// The confidence in JSON that does not parse: cut off, or with comments in it.
const BROKEN: u8 = 60;
/// The fewest lines of JSON that does not parse.
const BROKEN_LINES: usize = 4;
/// So many points are half of full confidence.
const HALF: usize = 8;
/// Up to so many lines are read to tell languages.
const LANGUAGE_LINES: usize = 400;

/// What a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detection {
    /// The kind of most of it.
    pub kind: Kind,
    /// The language of most of it, where it is a program.
    pub language: Option<Language>,
    /// How sure that is, in hundredths.
    pub confidence: u8,
    /// Its parts, in order, without gaps. An empty text has none.
    pub sections: Vec<Section>,
    /// The kind whose compressors are asked. It differs from `kind` where only most of the text is JSON or a numbered file: such a text is read line by
    /// line.
    pub compress_as: Kind,
}

/// A part of a text: whole lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Where it is, in bytes.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// The language it is written in, where it is a program and that could be told.
    pub language: Option<Language>,
    /// How sure that is, in hundredths.
    pub confidence: u8,
}

/// What `text` is. Linear in its length; memory is bounded besides its lines' numbers.
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
    for run in cut::cut(text) {
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
    let compress_as = whole.unwrap_or(if kind.is_lines() { kind } else { Kind::Text });
    Detection { kind, language, confidence, sections, compress_as }
}

/// The kind of a text that can only be told by all of it, not line by line; `None` where lines tell it.
fn whole_kind(text: &str) -> Option<Kind> {
    if terminal::is_terminal(text) {
        Some(Kind::Terminal)
    } else if json::is_json(text) {
        Some(Kind::Json)
    } else if json::is_json_lines(text) {
        Some(Kind::JsonLines)
    } else if Lines::new(text).numbered() {
        Some(Kind::NumberedFile)
    } else {
        None
    }
}

/// What becomes of a run of lines.
fn section(text: &str, run: &cut::Run, budget: &mut usize) -> Section {
    let body = &text[run.span.clone()];
    // How many of the lines speak for it, or how loudly some do; and how much they say together.
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
    let language = if kind == Kind::Source { language::language(body, budget) } else { None };
    Section { span: run.span.clone(), kind, language, confidence }
}
