//! Writes the notes in place of sentences and paragraphs.

use std::ops::Range;

use headroom_core::line_ends::line_end;
use headroom_core::{Cut, Selectable, Stub, cost, counted};

use super::super::parse::Unit;
use crate::sampling::range;

/// A cut saves more than this, in tokens: a note is read, too.
const MIN_SAVING: u64 = 8;
/// The cost of a note in addition to its words, in tokens.
const NOTE: u64 = 5;

/// Counts line numbers, from the start of a text to its end.
struct Lines<'a> {
    text: &'a str,
    line: usize,
    counted: usize,
}

impl Lines<'_> {
    /// The numbers of the lines in which a span starts and ends.
    fn of(&mut self, span: &Range<usize>) -> (usize, usize) {
        let feeds = |span: Range<usize>| memchr::memchr_iter(b'\n', &self.text.as_bytes()[span]).count();
        self.line += feeds(self.counted..span.start);
        self.counted = span.start;
        (self.line, self.line + feeds(span.start..span.end - 1))
    }
}

/// The cuts of the units that go.
pub(super) fn cuts(input: &Selectable<'_>, units: &[Unit], goes: &[bool]) -> Vec<Cut> {
    let mut lines = Lines { text: input.text, line: input.lines_before + 1, counted: 0 };
    let mut cuts = Vec::new();
    // The whole lines of the paragraphs that go, as long as nothing between them stays.
    let mut whole: Option<Range<usize>> = None;
    let mut at = 0;
    for paragraph in units.chunk_by(|a, b| a.paragraph == b.paragraph) {
        let own = &goes[at..at + paragraph.len()];
        at += paragraph.len();
        if own.iter().all(|goes| *goes) {
            let lines = &paragraph[0].paragraph;
            whole = Some(whole.map_or(lines.start, |whole| whole.start)..lines.end);
            continue;
        }
        cuts.extend(whole.take().and_then(|span| of_lines(input.text, span, &mut lines)));
        let mut first = 0;
        for run in own.chunk_by(|a, b| a == b) {
            let sentences = &paragraph[first..first + run.len()];
            first += run.len();
            if run[0] {
                cuts.extend(of_sentences(input.text, sentences, &mut lines));
            }
        }
    }
    cuts.extend(whole.and_then(|span| of_lines(input.text, span, &mut lines)));
    cuts
}

/// `[4 lines left out] 12-15`.
fn of_lines(text: &str, span: Range<usize>, lines: &mut Lines<'_>) -> Option<Cut> {
    let (first, last) = lines.of(&span);
    let what = counted(last - first + 1, "line");
    let after = format!(" {}{}", range(&first.to_string(), &last.to_string()), line_end(&text[span.clone()]));
    worth_it(text, span, what, after)
}

/// `[2 sentences of lines 12-13 left out]`, within a paragraph.
fn of_sentences(text: &str, sentences: &[Unit], lines: &mut Lines<'_>) -> Option<Cut> {
    let span = sentences[0].span.start..sentences[sentences.len() - 1].span.end;
    let (first, last) = lines.of(&span);
    let place = if first == last { "line" } else { "lines" };
    let numbers = range(&first.to_string(), &last.to_string());
    let what = format!("{} of {place} {numbers}", counted(sentences.len(), "sentence"));
    worth_it(text, span, what, String::new())
}

fn worth_it(text: &str, span: Range<usize>, what: String, after: String) -> Option<Cut> {
    let takes = cost(&what).to_tokens() + cost(&after).to_tokens() + NOTE + MIN_SAVING;
    let stub = Stub { what: Some(what.into()), after: after.into(), ..Stub::default() };
    (cost(&text[span.clone()]).to_tokens() >= takes).then_some(Cut { span, stub })
}
