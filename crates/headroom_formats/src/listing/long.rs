//! Lines of `ls -l`.

/// How many words `ls -l` writes in front of a name, at least: mode, links, owner, group, size, and one to three words for the time of change.
const MIN_FIELDS: usize = 6;

/// Whether a line starts with the mode of a file: `drwxr-xr-x`, `-rw-r--r--@`.
#[must_use]
pub fn has_mode(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.len() > 20
        && b"-dlcbsp".contains(&bytes[0])
        && bytes[1..10].iter().all(|byte| b"rwxsStT-".contains(byte))
        && b" .+@".contains(&bytes[10])
}

/// The name in a line of `ls -l`, and whether it names a folder.
#[must_use]
pub fn long_name(line: &str) -> Option<(&str, bool)> {
    let name = line.split(" -> ").next().filter(|_| has_mode(line))?;
    let is_whole = name.split_ascii_whitespace().count() > MIN_FIELDS;
    Some((name.rsplit(' ').next().filter(|_| is_whole)?, line.starts_with('d')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_behind_the_mode() {
        for (line, name) in [
            ("drwxr-xr-x 2 ada ada 4096 Mar  4 10:00 docs", Some(("docs", true))),
            ("-rw-r--r--@ 1 ada ada 12 2026-03-04 10:00 a.md", Some(("a.md", false))),
            ("lrwxrwxrwx 1 ada ada 4 Mar 4 2025 b -> a.md", Some(("b", false))),
            ("-rw-r--r-- 1 ada ada 12", None),
            ("- a list item of some length", None),
        ] {
            assert_eq!(long_name(line), name, "{line}");
        }
    }
}
