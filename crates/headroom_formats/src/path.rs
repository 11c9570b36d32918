//! Paths, and places in files, in a line of unknown kind.
//!
//! Three readers tell paths from other text, and they disagree on purpose. [`is_path`] knows nothing of the line, so it wants a folder, an ending or
//! a well-known name, and refuses quotes and brackets of code. [`listing::entry`](crate::listing::entry) reads a line among other paths and takes brackets,
//! as in `app/[id]/page.tsx`. [`search::matched`](crate::search::matched) reads the text in front of a line number and takes what stands there unless
//! it has signs that messages have.

use crate::scan::digits;

/// The longest path, in bytes.
const MAX_LEN: usize = 300;
/// How many colons a place is looked for behind.
const COLONS: usize = 4;
/// The longest ending of a file's name, in bytes.
const MAX_ENDING_LEN: usize = 12;
/// Files whose names have no ending.
const WITHOUT_ENDING: [&str; 8] =
    ["Makefile", "Dockerfile", "LICENSE", "README", "Gemfile", "Rakefile", "Jenkinsfile", "justfile"];

/// A place in a file and what is said of it: `path:12:text`, `path:12:5:text`.
pub struct Place<'a> {
    /// The path of the file.
    pub path: &'a str,
    /// Whether it has a column.
    pub column: bool,
    /// The text behind.
    pub text: &'a str,
}

/// Reads `path:12:text`, and `path-12-text` with '-' as the mark.
#[must_use]
pub fn place(text: &str, mark: u8) -> Option<Place<'_>> {
    let window = &text.as_bytes()[..text.len().min(MAX_LEN)];
    let separator = char::from(mark);
    let mut path = None;
    // The colon behind a Windows drive is part of the path.
    for at in memchr::memchr_iter(mark, window)
        .filter(|at| *at != 1 || !matches!(window.get(2), Some(b'\\' | b'/')))
        .take(if mark == b':' { COLONS } else { 4 * COLONS })
    {
        let Some((_, rest)) = digits(&text[at + 1..]) else { continue };
        let Some(rest) = rest.strip_prefix(separator) else { continue };
        if is_path(&text[..at]) {
            let column = digits(rest).and_then(|(_, rest)| rest.strip_prefix(separator));
            path = Some(Place {
                path: &text[..at],
                column: column.is_some() && mark == b':',
                text: column.filter(|_| mark == b':').unwrap_or(rest),
            });
            break;
        }
    }
    path
}

/// Whether `text` reads as the path of a file or folder.
pub fn is_path(text: &str) -> bool {
    let bytes = text.as_bytes();
    let blanks = memchr::memchr_iter(b' ', bytes).count();
    let odd = |byte: &u8| {
        matches!(
            byte,
            b'"' | b'<' | b'>' | b'|' | b'*' | b'?' | b';' | b'{' | b'}' | b'=' | b',' | b'`' | b'\'' | b'\t'
        ) || (*byte < b' ')
    };
    if bytes.is_empty()
        || bytes.len() > MAX_LEN
        || bytes[0] == b' '
        || bytes.iter().any(odd)
        || text.contains("://")
    {
        return false;
    }
    let rooted = memchr::memchr2(b'/', b'\\', bytes).is_some();
    let ending = has_ending(text);
    match blanks {
        0 => {
            (rooted && bytes.len() > 2 && bytes.iter().any(u8::is_ascii_alphanumeric))
                || ending
                || WITHOUT_ENDING.contains(&text)
        }
        1..=3 => rooted && (ending || text.ends_with('/')) && !text.contains(" /"),
        _ => false,
    }
}

/// Whether the name of the file has an ending, such as `.rs`, or is hidden, such as `.env`.
#[must_use]
pub fn has_ending(text: &str) -> bool {
    let bytes = text.as_bytes();
    let name = &bytes[memchr::memrchr2(b'/', b'\\', bytes).map_or(0, |at| at + 1)..];
    memchr::memrchr(b'.', name).is_some_and(|dot| {
        let (stem, bytes) = (&name[..dot], &name[dot + 1..]);
        let named = stem.is_empty() || stem.iter().any(u8::is_ascii_alphanumeric);
        named
            && !bytes.is_empty()
            && bytes.len() <= MAX_ENDING_LEN
            && bytes.iter().all(u8::is_ascii_alphanumeric)
            && bytes.iter().any(u8::is_ascii_alphabetic)
    })
}
