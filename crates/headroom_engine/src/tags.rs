//! Texts between tags that a caller wants whole: `<system-reminder>…</system-reminder>`.

use std::ops::Range;

use memchr::memmem;
use serde::Deserialize;

/// Names of tags.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Tags(Vec<String>);

impl TryFrom<Vec<String>> for Tags {
    type Error = String;

    /// What is no name is refused: nothing would ever stand between such tags.
    fn try_from(names: Vec<String>) -> Result<Self, String> {
        let is_name = |name: &String| !name.is_empty() && name.bytes().all(is_part);
        if names.iter().all(is_name) {
            Ok(Self(names))
        } else {
            Err("names of tags without brackets".to_owned())
        }
    }
}

impl Tags {
    /// The lines of `text` in which something stands between these tags, in order and apart. What has no end goes to the end of the text.
    pub(crate) fn lines(&self, text: &str) -> Vec<Range<usize>> {
        let mut spans: Vec<Range<usize>> = self.0.iter().flat_map(|name| between(text, name)).collect();
        spans.sort_by_key(|span| (span.start, span.end));
        let mut lines: Vec<Range<usize>> = Vec::new();
        for span in spans {
            // Lines are looked for behind those that were found: a line may have very many tags.
            let known = lines.last().map_or(0, |last| last.end);
            let start = if span.start < known { known } else { line_start(text, known, span.start) };
            let end = if span.end <= known { known } else { line_end(text, span.end) };
            match lines.last_mut() {
                Some(last) if start == known => last.end = end,
                _ => lines.push(start..end),
            }
        }
        lines
    }
}

/// What stands between the tags of a name, with the tags; those within are part of it.
fn between(text: &str, name: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for at in memmem::find_iter(bytes, name) {
        let (opens, closes) = (bytes[..at].ends_with(b"<"), bytes[..at].ends_with(b"</") && depth > 0);
        if !opens && !closes || bytes.get(at + name.len()).is_some_and(|next| is_part(*next)) {
            continue;
        }
        // The next tag is no further, so that all these searches together pass the text once.
        let end = memchr::memchr2(b'>', b'<', &bytes[at..]).map_or(text.len(), |length| at + length + 1);
        if opens && depth == 0 {
            start = at - 1;
        }
        if closes {
            depth -= 1;
        } else if !bytes[..end].ends_with(b"/>") {
            depth += 1;
        }
        if depth == 0 {
            found.push(start..end);
        }
    }
    if depth > 0 {
        found.push(start..text.len());
    }
    found
}

/// Where the line of `at` starts, if not in front of `from`, where a line starts.
fn line_start(text: &str, from: usize, at: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[from..at]).map_or(from, |offset| from + offset + 1)
}

/// Where the line behind that of `at` starts.
fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |offset| at + offset + 1)
}

/// Whether a byte may stand in the name of a tag.
const fn is_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':') || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines<'a>(text: &'a str, names: &[&str]) -> Vec<&'a str> {
        let tags = Tags::try_from(names.iter().map(ToString::to_string).collect::<Vec<_>>()).expect("names");
        tags.lines(text).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn what_stands_between_tags_is_found_with_its_lines() {
        let text = "1\n2 <note kind=\"a\">x\n</note> 3\n4\n<notes>\n<note/>\n5\n<note>\n<note>\n</note>\n6\n</note>\n7\n";
        assert_eq!(
            lines(text, &["note"]),
            ["2 <note kind=\"a\">x\n</note> 3\n", "<note/>\n", "<note>\n<note>\n</note>\n6\n</note>\n"]
        );
        assert_eq!(
            lines(text, &["note", "notes"]),
            ["2 <note kind=\"a\">x\n</note> 3\n", &text[text.find("<notes>").expect("there")..]]
        );
        assert_eq!(lines("a\n<é>b</é>\n<note", &["é", "note"]), ["<é>b</é>\n<note"]);
        for text in ["", "note", "</note>", "a < note >", "<Note>x</Note>"] {
            assert_eq!(lines(text, &["note"]), [""; 0], "{text}");
        }
    }

    #[test]
    fn many_tags_in_one_line_are_one_line() {
        let text = format!("1\n{}\n2\n<t/>3\n4", "<t>x</t><u/>".repeat(20_000));
        let line = text.lines().nth(1).map(|line| format!("{line}\n")).expect("there");
        assert_eq!(lines(&text, &["t", "u"]), [&*line, "<t/>3\n"]);
        // Neither opens nor closes anything.
        assert_eq!(lines(&"t ".repeat(1 << 20), &["t"]), [""; 0]);
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for name in ["", "<note>", "a b", "/a"] {
            assert!(Tags::try_from(vec![name.to_owned()]).is_err(), "{name}");
        }
    }
}
