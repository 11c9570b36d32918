//! Names of files and folders: `ls`, `find`, `tree`, globs, archives, sums, and what a version control says of them.

use headroom_core::Kind;
use headroom_formats::listing::has_mode;
use headroom_formats::path::{has_ending, is_path};
use headroom_formats::scan::{digits, is_hex, starts_with_any};

use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, NOTHING, Recogniser, STRONG};

/// What `git status` says between names.
const STATUS: [&str; 14] = [
    "On branch ",
    "Your branch is ",
    "Your branch and ",
    "Changes to be committed:",
    "Changes not staged for commit:",
    "Untracked files:",
    "nothing to commit",
    "no changes added to commit",
    "(use \"git ",
    "HEAD detached at ",
    "Unmerged paths:",
    "nothing added to commit",
    "No commits yet",
    "You have unmerged paths",
];
const CHANGES: [&str; 8] = [
    "modified:   ",
    "new file:   ",
    "deleted:    ",
    "renamed:    ",
    "both modified:   ",
    "copied:     ",
    "typechange: ",
    "added by us:   ",
];

/// Knows listings.
#[derive(Default)]
pub(super) struct Listing {
    /// Whether names of files stand in a folder that was named.
    within: bool,
}

impl Recogniser for Listing {
    fn kind(&self) -> Kind {
        Kind::Listing
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        let points = own(line);
        let within = self.within;
        self.within = points >= GOOD || (within && points > NOTHING && line.blanks_before == 0);
        if points > NOTHING && within && line.counts.blanks == 0 { points + 2 } else { points }
    }
}

fn own(line: &Line<'_>) -> i32 {
    let (text, body) = (line.text, line.body);
    if has_mode(text) {
        return STRONG;
    }
    if starts_with_any(body, &["├── ", "└── ", "│   ", "|-- ", "`-- ", "│\u{a0}"])
        || starts_with_any(text, &["+--- ", "\\--- "])
    {
        return STRONG;
    }
    if starts_with_any(body, &STATUS) || (line.indent > 0 && starts_with_any(body, &CHANGES)) {
        return STRONG;
    }
    if text.strip_prefix("total ").is_some_and(|rest| {
        rest.len() < 12 && rest.bytes().all(|byte| byte.is_ascii_digit() || b".KMGT".contains(&byte))
    }) {
        return GOOD;
    }
    if let Some((sum, rest)) = text.split_once(' ')
        && matches!(sum.len(), 32 | 40 | 56 | 64 | 128)
        && is_hex(sum, 32)
        && rest.starts_with([' ', '*'])
    {
        return STRONG;
    }
    if short_status(text) {
        return GOOD;
    }
    if line.indent == 0
        && text.ends_with(':')
        && is_path(&text[..text.len() - 1])
        && line.counts.blanks == 0
        && text.contains(['/', '\\'])
    {
        return GOOD;
    }
    names(line)
}

/// ` M src/a.rs`, `?? b`, `R  a -> b`, `M\ta.rs`
fn short_status(text: &str) -> bool {
    let Some((marks, path)) = text.split_at_checked(2) else { return false };
    let [first, second] = [marks.as_bytes()[0], marks.as_bytes()[1]];
    let long = |byte: u8| matches!(byte, b'M' | b'A' | b'D' | b'R' | b'C' | b'U' | b'?' | b'!' | b' ');
    let named = |path: &str| path.split(" -> ").all(is_path) && !path.starts_with(' ');
    let tabbed = second == b'\t' && matches!(first, b'M' | b'A' | b'D' | b'U' | b'R' | b'C' | b'T');
    tabbed && named(path)
        || (long(first) && long(second) && (first, second) != (b' ', b' '))
            && path
                .strip_prefix(' ')
                .is_some_and(|path| named(path) || (matches!(first, b'?' | b'!') && !path.contains(' ')))
}

/// A path, a name, or several in columns; perhaps behind a size (`du`, `wc`).
fn names(line: &Line<'_>) -> i32 {
    let body = line.body;
    if line.counts.blanks + line.counts.tabs == line.indent {
        let rooted = body.contains(['/', '\\']);
        // Names have no brackets; calls and markup do.
        return if !is_path(body) || line.indent > 3 {
            if line.indent == 0 && is_word(body) { PLAIN_NAME } else { NOTHING }
        } else if rooted {
            GOOD - 1
        } else {
            HINT
        };
    }
    let sized = digits(body)
        .map(|(_, rest)| rest.trim_start_matches(['.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']))
        .and_then(|rest| rest.strip_prefix(['K', 'M', 'G', 'T', 'B']).or(Some(rest)))
        .filter(|rest| rest.starts_with(['\t', ' ']))
        .map(str::trim_start);
    if let Some(path) = sized
        && (is_path(path) || path == "." || path == "total")
        && !path.contains(' ')
        && (path.contains('/') || has_ending(path) || path == "total")
    {
        return GOOD;
    }
    let mut words = body.split([' ', '\t']).filter(|word| !word.is_empty());
    // Names without an ending are names where the columns of `ls` are.
    let columns = (body.contains('\t') || body.contains("  "))
        && words.clone().any(|word| has_ending(word) || word.ends_with('/'));
    let named = |word: &str| is_path(word) || word.ends_with('/') || columns && is_word(word);
    let several = line.words() + line.counts.tabs > 2
        && words.all(|word| named(word) && !word.as_bytes()[0].is_ascii_digit());
    if several {
        GOOD + 2
    } else if is_path(body) && has_ending(body) && line.indent < 4 {
        FITS
    } else {
        NOTHING
    }
}

/// What a name without an ending says: less than any text.
const PLAIN_NAME: i32 = 1;

fn is_word(body: &str) -> bool {
    body.len() < 60 && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.@".contains(&byte))
}
