//! A line of what a search prints.

/// The longest path that is looked for, and the most digits of a line number, in bytes.
const LONGEST_PATH: usize = 512;
const MOST_DIGITS: usize = 9;

/// A line of a file.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) path: &'a str,
    pub(super) number: &'a str,
    pub(super) is_match: bool,
}

/// `path:12:text`, or `path:text` where the path looks like one.
pub(super) fn matched(line: &str) -> Option<Found<'_>> {
    if number(line, b':').is_some() {
        return None;
    }
    let window = &line.as_bytes()[..line.len().min(LONGEST_PATH)];
    // The colon behind a Windows drive is part of the path.
    let mut colons = memchr::memchr_iter(b':', window).filter(|&colon| colon > 1 || !matches!(line.as_bytes().get(colon + 1), Some(b'/' | b'\\')));
    let first = colons.clone().next()?;
    let found = colons.find_map(|colon| Some(Found { path: &line[..colon], number: number(&line[colon + 1..], b':')?, is_match: true }));
    let is_plain = |path: &str| path.contains(['/', '.']) && !path.contains(' ') && !line[path.len() + 1..].starts_with("//");
    found.filter(|found| is_path(found.path)).or_else(|| Some(Found { path: &line[..first], number: "", is_match: true }).filter(|found| is_path(found.path) && is_plain(found.path)))
}

/// `path-13-text` in this file.
pub(super) fn context<'a>(line: &'a str, path: &'a str) -> Option<Found<'a>> {
    let own = line.strip_prefix(path).filter(|_| !path.is_empty())?.strip_prefix('-')?;
    Some(Found { path, number: number(own, b'-')?, is_match: false })
}

/// `12:text` or `13-text` under the path of a file.
pub(super) fn numbered<'a>(line: &'a str, path: &'a str) -> Option<Found<'a>> {
    let (number, is_match) = number(line, b':').map(|number| (number, true)).or_else(|| Some((number(line, b'-')?, false)))?;
    Some(Found { path, number, is_match })
}

/// The number that a text starts with, if this stands behind it.
fn number(text: &str, mark: u8) -> Option<&str> {
    let digits = text.bytes().take(MOST_DIGITS + 1).take_while(u8::is_ascii_digit).count();
    ((1..=MOST_DIGITS).contains(&digits) && text.as_bytes().get(digits) == Some(&mark)).then(|| &text[..digits])
}

/// Whether what stands in front of a colon may be a path.
fn is_path(text: &str) -> bool {
    let is_trimmed = !text.starts_with(char::is_whitespace) && !text.ends_with(char::is_whitespace);
    // Context under a path starts with a number, too.
    let is_context = || text.starts_with(|first: char| first.is_ascii_digit()) && text.contains(' ');
    is_trimmed && text.contains(char::is_alphabetic) && !text.contains(['"', '(', '{', '<', '=', '\t', '[']) && !is_context()
}
