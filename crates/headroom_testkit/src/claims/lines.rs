//! Every line that is shown was printed, and every other line is in a note.

use std::ops::Range;

use super::note::Note;
use super::tree::Tree;
use super::{json, sentences};

/// Checks lines and the counts of notes. Gives the elided lines, as indexes.
pub(super) fn check(original: &str, shown: &str, found: &mut Vec<String>) -> Vec<Range<usize>> {
    let lines: Vec<&str> = original.lines().collect();
    let mut gaps: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in shown.lines() {
        if lines.get(at) == Some(&line) {
            at += 1;
        } else if let Some((own, shown)) = values(lines.get(at).copied(), line) {
            json::check(&own, &shown, found);
            at += 1;
        } else if sentences::stand_in(line) {
            match sentences::check(&lines, at, line) {
                Ok(next) => at = next,
                Err(claim) => {
                    found.push(claim);
                    return gaps;
                }
            }
        } else if line.contains(" left out") && !line.starts_with('[') {
            // Rows of JSON within other text.
            return gaps;
        } else if let Some(note) = Note::read(line) {
            let end = at + note.length();
            if (note.noun.starts_with("line") || note.noun.starts_with("row")) && note.count != note.length()
                || note.range.is_some_and(|(first, _)| first != at + 1)
                || end > lines.len()
            {
                found.push(format!("{line}: the next line is {} of {}", at + 1, lines.len()));
            }
            check_said(line, &note, found);
            gaps.push(at..end.min(lines.len()));
            at = end;
        } else if !is_more(line) {
            found.push(format!("nobody printed {line:?} as line {}", at + 1));
            return gaps;
        }
    }
    if at != lines.len() {
        found.push(format!("{} of {} lines are shown or noted", at, lines.len()));
    }
    gaps
}

/// An array or object on a line of its own, as it was printed and as it is shown.
fn values<'a>(own: Option<&'a str>, line: &'a str) -> Option<(Tree<'a>, Tree<'a>)> {
    let read = |line: &'a str| line.starts_with(['[', '{']).then(|| Tree::read(line))?;
    Some((read(own?)?, read(line)?))
}

/// A number in a description counts some of the elided lines.
fn check_said(line: &str, note: &Note<'_>, found: &mut Vec<String>) {
    for said in note.said.trim_start_matches([':', ' ']).split(", ") {
        let Some((count, noun)) = said.split_once(' ') else { continue };
        let Some(count) = super::note::number(count) else { continue };
        if noun.starts_with("line") && count > note.count {
            found.push(format!("{line}: {count} of {}", note.count));
        }
        if noun.starts_with("passed test") {
            found.push(format!("{line}: lines are not tests"));
        }
    }
}

/// Whether a line is the note behind an example: `(57 more like this)`.
pub(super) fn is_more(line: &str) -> bool {
    line.starts_with('(') && line.contains(" more like this")
}
