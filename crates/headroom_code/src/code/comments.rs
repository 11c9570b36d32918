//! Comments of which the first line stays.

use std::ops::Range;

use headroom_core::{Cost, Cut, Stub, cost};

use super::directives::is_directive;
use super::parts::Parts;

/// What may stand between a comment and the end of its line.
const BLANKS: [char; 3] = [' ', '\t', '\r'];
/// The sign that a comment goes on.
const MORE: &str = " …";
/// A comment gets shorter only if that saves more than this.
const MARGIN: Cost = Cost::tokens(4);
/// What closes a comment or a docstring.
const CLOSERS: [&str; 4] = ["*/", "\"\"\"", "'''", "\n=end"];
/// The line that opens a block of comments in Ruby.
const OPENER: &str = "=begin";

/// Cuts of the comments behind their first lines. Comments in lines that follow each other are one.
pub(crate) fn shortened(text: &str, comments: &[Range<usize>]) -> Vec<Cut> {
    merged(text, comments).into_iter().filter_map(|span| cut(text, span)).collect()
}

fn merged(text: &str, comments: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::new();
    for comment in comments.iter().filter(|comment| !is_directive(text, comment)) {
        let span = comment.start..comment.start + text[comment.clone()].trim_end().len();
        let begins = text[..span.start].trim_end_matches([' ', '\t']).ends_with('\n');
        match merged.last_mut() {
            Some(last)
                if begins
                    && text[last.end..span.start].trim_matches(BLANKS) == "\n"
                    && is_line(&text[last.clone()])
                    && is_line(&text[span.clone()]) =>
            {
                last.end = span.end;
            }
            _ => merged.push(span),
        }
    }
    merged
}

/// Whether a comment goes up to the end of its line.
fn is_line(comment: &str) -> bool {
    comment.starts_with("//") || comment.starts_with('#')
}

/// Cuts of whole comments, with their lines if they stand alone on them. Docstrings are statements: they get shorter.
pub(crate) fn removed(text: &str, parts: &Parts) -> Vec<Cut> {
    let lines = |span: Range<usize>| {
        let start = text[..span.start].trim_end_matches([' ', '\t']).len();
        let is_alone = start == 0 || text[..start].ends_with('\n');
        let rest = &text[span.end..];
        let behind = rest.len() - rest.trim_start_matches(BLANKS).len();
        match rest[behind..].starts_with('\n') {
            true if is_alone => start..span.end + behind + 1,
            true => start..span.end + behind,
            false => span,
        }
    };
    let cut = |span: Range<usize>| {
        if text[span.clone()].starts_with(['/', '#', '=']) {
            Some(Cut { span: lines(span), stub: Stub::default() })
        } else {
            cut(text, span)
        }
    };
    merged(text, &parts.comments).into_iter().filter_map(cut).collect()
}

/// The cut of one comment. `None`: it has one line, or is as short.
fn cut(text: &str, span: Range<usize>) -> Option<Cut> {
    let comment = &text[span.clone()];
    let mut end = 0;
    for line in comment.split_inclusive('\n') {
        end += line.len();
        if line.trim_end() != OPENER && line.contains(char::is_alphanumeric) {
            break;
        }
    }
    let kept = comment[..end].trim_end();
    let closer = CLOSERS.into_iter().find(|closer| comment.ends_with(closer));
    let rest = kept.len()..comment.len() - closer.map_or(0, str::len);
    if rest.is_empty()
        || !comment[rest.clone()].contains('\n')
        || !comment[rest.clone()].contains(char::is_alphanumeric)
    {
        return None;
    }
    let stub = if closer == Some("*/") { format!("{MORE} ") } else { MORE.to_owned() };
    let saves = cost(&comment[rest.clone()]) > cost(&stub) + MARGIN;
    saves.then(|| Cut {
        span: span.start + rest.start..span.start + rest.end,
        stub: Stub { before: stub.into(), ..Stub::default() },
    })
}
