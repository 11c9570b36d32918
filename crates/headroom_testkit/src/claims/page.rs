//! The head of a page's main content:
//! `[70,113 characters of an HTML page left out: headroom_retrieve 0]; its main content as Markdown, 3,101 characters:`

use super::note::number;

const PAGE: &str = " characters of an HTML page left out";
const CONTENT: &str = "; its main content as Markdown, ";

/// Whether a page's main content stands in a text.
pub(super) fn stands_in(shown: &str) -> bool {
    head(shown).is_some()
}

/// The head, and what follows it.
fn head(shown: &str) -> Option<(&str, &str)> {
    let start = shown.lines().find(|line| line.starts_with('[') && line.contains(PAGE))?;
    let at = start.as_ptr() as usize - shown.as_ptr() as usize;
    Some((start, &shown[at + start.len()..]))
}

/// Checks the counts in the head. Other lines may stand around a page.
pub(super) fn check(original: &str, shown: &str, found: &mut Vec<String>) {
    let Some((head, behind)) = head(shown) else { return };
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
