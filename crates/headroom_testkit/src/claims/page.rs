//! Statements about HTML pages: the head of the main content, and the note for parts that nobody sees.
//!
//! ```text
//! [70,113 characters of an HTML page left out: headroom_retrieve 0]; its main content as Markdown, 3,101 characters:
//! [392 characters of scripts, styles and 2 attributes of this page left out: headroom_retrieve 0]
//! ```

use super::note::number;

const PAGE: &str = " characters of an HTML page left out";
const CONTENT: &str = "; its main content as Markdown, ";

const UNSEEN: [&str; 2] = [" characters of ", " of this page left out"];
/// The contents that a note names, and their tags.
const CONTENTS: [(&str, &str); 3] = [("scripts", "<script"), ("styles", "<style"), ("drawings", "<svg")];

/// Whether a text states something about a page.
pub(super) fn stands_in(shown: &str) -> bool {
    head(shown).is_some() || shown.contains(UNSEEN[1])
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

/// Checks that the page without the note is what is left of the original, the number of characters that are not, and
/// what the note calls them.
fn check_unseen(original: &str, shown: &str, found: &mut Vec<String>) {
    let note =
        shown.find(UNSEEN[1]).and_then(|at| Some(shown[..at].rfind('[')?..at + shown[at..].find(']')? + 1));
    let Some(note) = note else { return found.push("a note about unseen parts has no end".into()) };
    let said = shown[note.start + 1..note.end].split_once(UNSEEN[0]);
    let Some((count, kinds)) =
        said.and_then(|(count, rest)| Some((number(count), rest.split_once(UNSEEN[1])?.0)))
    else {
        return found.push(format!("{}: no characters are counted", &shown[note]));
    };
    let mut rest = original.chars();
    let mut left = 0;
    for character in shown[..note.start].chars().chain(shown[note.end..].chars()) {
        if !rest.any(|own| own == character) {
            return found.push(format!("nobody printed {character:?} as character {left}"));
        }
        left += 1;
    }
    let left_out = original.chars().count() - left;
    if count != Some(left_out) {
        found.push(format!("{}: {left_out} characters are left out", &shown[note.clone()]));
    }
    let lower = original.to_ascii_lowercase();
    let wrong = kinds.split(", ").flat_map(|part| part.split(" and ")).find(|kind| !is_in(&lower, kind));
    if let Some(kind) = wrong {
        found.push(format!("{}: the page has no {kind}", &shown[note]));
    }
}

/// Whether a page in lower case has such contents or as many attributes.
fn is_in(page: &str, kind: &str) -> bool {
    if let Some(count) = kind.strip_suffix(" attributes").or_else(|| kind.strip_suffix(" attribute")) {
        return number(count).is_some_and(|count| (1..=page.matches('=').count()).contains(&count));
    }
    CONTENTS.iter().any(|(name, tag)| *name == kind && page.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_about_unseen_parts_are_checked() {
        let page = "<style>abcdefgh</style><p style=\"12345\">Seen</p>";
        for (count, kinds, is_true) in [
            (22, "styles and 1 attribute", true),
            (21, "styles and 1 attribute", false),
            (22, "styles, scripts and 1 attribute", false),
            (22, "styles and 3 attributes", false),
            (22, "styles and comments", false),
        ] {
            let note = format!("[{count} characters of {kinds} of this page left out: headroom_retrieve 0]");
            let mut found = Vec::new();
            check(page, &format!("<style>{note}</style><p>Seen</p>"), &mut found);
            assert_eq!(found.is_empty(), is_true, "{note}: {found:?}");
        }
    }
}
