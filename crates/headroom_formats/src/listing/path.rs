//! One line of a list of paths.

/// The longest line that is taken for a path, in bytes.
const MAX_LEN: usize = 1024;
/// What paths that tools list hardly ever have, and code and prose do; a colon at most behind a Windows drive. A blank, the last of
/// them, only where something else says that it is a path.
const UNUSUAL: [u8; 256] = {
    let (mut table, bytes, mut at) = ([0; 256], b"\"'`{}<>=,;|&*:\t\r", 0);
    while at < bytes.len() {
        table[bytes[at] as usize] = 2;
        at += 1;
    }
    table[b' ' as usize] = 1;
    table
};
/// How git marks a path in the short form: changed in the index, and in the working tree.
const STATES: [u8; 10] = *b" MADRCUT?!";

/// A path, and what git says of it in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What git says: ` M `, `?? `, `\tmodified:   `.
    pub lead: &'a str,
    /// The path.
    pub path: &'a str,
    /// Whether it is one by its looks, not only among others.
    pub sure: bool,
}

impl Entry<'_> {
    /// Whether it names a folder, too.
    #[must_use]
    pub fn has_folder(&self) -> bool {
        memchr::memchr2(b'/', b'\\', self.path.as_bytes()).is_some()
    }
}

/// Reads a line as a path.
#[must_use]
pub fn entry(line: &str) -> Option<Entry<'_>> {
    let (lead, path) = line.split_at(lead_length(line));
    let bytes = path.as_bytes();
    let drive = matches!(bytes, [letter, b':', b'/' | b'\\', _, ..] if letter.is_ascii_alphabetic());
    let is_rooted = lead.is_empty()
        && (drive || matches!(bytes, [b'/', ..] | [b'.' | b'~', b'/', ..] | [b'.', b'.', b'/', ..]));
    let is_unusual = |byte: &u8| UNUSUAL[*byte as usize] > u8::from(is_rooted);
    if path.is_empty()
        || path.len() > MAX_LEN
        || bytes[if drive { 2 } else { 0 }..].iter().any(is_unusual)
        || path.starts_with("//")
        || path.starts_with('#')
        || path.ends_with(' ')
    {
        return None;
    }
    let entry = Entry { lead, path, sure: false };
    if entry.has_folder() {
        return Some(Entry { sure: true, ..entry });
    }
    let is_word = path.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    is_word.then_some(Entry { sure: has_extension(path), ..entry })
}

/// The folder that a path is in, with the separator.
#[must_use]
pub fn folder_of(path: &str) -> &str {
    let inner = &path.as_bytes()[..path.len().saturating_sub(1)];
    &path[..memchr::memrchr2(b'/', b'\\', inner).map_or(0, |at| at + 1)]
}

fn has_extension(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, end)| (1..=12).contains(&end.len()) && end.as_bytes()[0].is_ascii_alphabetic())
}

/// The length of what git puts in front of a path: ` M `, `A\t`, `\tmodified:   `, a tab.
fn lead_length(line: &str) -> usize {
    match line.as_bytes() {
        [a, b, b' ', ..] if STATES.contains(a) && STATES.contains(b) && (*a, *b) != (b' ', b' ') => 3,
        [b'\t', rest @ ..] => {
            let word = rest.iter().take_while(|byte| byte.is_ascii_lowercase() || **byte == b' ').count();
            let blanks = rest[word..]
                .strip_prefix(b":")
                .map_or(0, |rest| rest.iter().take_while(|byte| **byte == b' ').count());
            if blanks > 0 { 2 + word + blanks } else { 1 }
        }
        [state, b'\t', ..] if STATES[1..].contains(state) => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_other_lines() {
        for (line, lead, sure) in [
            ("src/a.ts", "", true),
            ("./a b/c d.txt", "", true),
            (r"C:\src\a b.cs", "", true),
            ("package.json", "", true),
            (".env.local", "", true),
            ("Makefile", "", false),
            (" M src/a.ts", " M ", true),
            ("?? lib/", "?? ", true),
            ("A\tsrc/a.ts", "A\t", true),
            ("\tmodified:   src/a.ts", "\tmodified:   ", true),
            ("\tsrc/a.ts", "\t", true),
            ("app/(auth)/[id]/page.tsx", "", true),
        ] {
            let found = entry(line).map(|entry| (entry.lead, entry.sure));
            assert_eq!(found, Some((lead, sure)), "{line}");
        }
        for line in [
            "",
            "// a/b",
            "# a/b",
            "a/b and c",
            "let a = b/c;",
            "https://a.b/c",
            "src/a.ts:12:x",
            "R  a.ts -> b.ts",
            "é",
            "a/b\r",
            "- a/b",
            "   ",
            " M ",
        ] {
            assert_eq!(entry(line), None, "{line}");
        }
        assert_eq!(
            [
                folder_of("a/b/c.ts"),
                folder_of("a/b/"),
                folder_of("a"),
                folder_of("/a"),
                folder_of("/"),
                folder_of("")
            ],
            ["a/b/", "a/", "", "/", "", ""]
        );
    }
}
