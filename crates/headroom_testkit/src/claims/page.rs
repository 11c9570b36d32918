//! Statements about HTML pages: the head of the main content, and the note for parts that nobody sees.
//!
//! ```text
//! [70,113 characters of an HTML page left out: headroom_retrieve 0]; its main content as Markdown, 3,101 characters:
//! [392 characters of scripts, styles, drawings and comments of this page left out: headroom_retrieve 0]
//! ```

use super::note::number;

const PAGE: &str = " characters of an HTML page left out";
const CONTENT: &str = "; its main content as Markdown, ";

const UNSEEN: &str = " characters of scripts, styles, drawings and comments of this page left out";

/// Whether a text states something about a page.
pub(super) fn stands_in(shown: &str) -> bool {
    head(shown).is_some() || shown.contains(UNSEEN)
}

/// The head, and what follows it.
fn head(shown: &str) -> Option<(&str, &str)> {
    let start = shown.lines().find(|line| line.starts_with('[') && line.contains(PAGE))?;
    let at = start.as_ptr() as usize - shown.as_ptr() as usize;
    Some((start, &shown[at + start.len()..]))
}

/// Checks the counts in the head. Other lines may stand around a page.
pub(super) fn check(original: &str, shown: &str, found: &mut Vec<String>) {
    let Some((head, behind)) = head(shown) else { return check_unseen(original, shown, found) };
    let before = shown.len() - behind.len() - head.len();
    let said = |text: &str| number(text.trim_end_matches(" characters:"));
    let page = head[1..].split_once(PAGE).and_then(|(count, _)| said(count));
    let content = head.split_once(CONTENT).and_then(|(_, count)| said(count));
    let is_whole = before == 0 && behind.ends_with('\n');
    let rest = original.chars().count();
    if page.is_none_or(|page| page > rest || is_whole && page != rest) {
        found.push(format!("{head}: the page has {rest} characters"));
    }
    let follows = behind.trim_start_matches('\n').trim_end_matches('\n').chars().count();
    if content.is_none_or(|content| content > follows || is_whole && content != follows) {
        found.push(format!("{head}: {follows} characters follow"));
    }
}

/// Checks that the page without the note is what is left of the original, and the number of characters that are not.
fn check_unseen(original: &str, shown: &str, found: &mut Vec<String>) {
    let note =
        shown.find(UNSEEN).and_then(|at| Some(shown[..at].rfind('[')?..at + shown[at..].find(']')? + 1));
    let Some(note) = note else { return found.push("a note about unseen parts has no end".into()) };
    let said = shown[note.start + 1..note.end].split_once(UNSEEN).and_then(|(count, _)| number(count));
    let mut rest = original.chars();
    let mut count = 0;
    for character in shown[..note.start].chars().chain(shown[note.end..].chars()) {
        if !rest.any(|own| own == character) {
            return found.push(format!("nobody printed {character:?} as character {count}"));
        }
        count += 1;
    }
    let left_out = original.chars().count() - count;
    if said != Some(left_out) {
        found.push(format!("{}: {left_out} characters are left out", &shown[note]));
    }
}
