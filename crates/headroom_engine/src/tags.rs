//! Text between tags that the caller wants whole: `<system-reminder>…</system-reminder>`.

use std::ops::Range;

use memchr::memmem;
use serde::Deserialize;

/// The names of the tags.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Tags(Vec<String>);

impl TryFrom<Vec<String>> for Tags {
    type Error = String;

    /// Rejects a text that cannot be the name of a tag, because such a tag would never be found.
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
    /// The ranges of lines with text between these tags, sorted and disjoint. A tag that is not closed
    /// reaches to the end of the text.
    pub(crate) fn lines(&self, text: &str) -> Vec<Range<usize>> {
        let mut spans: Vec<Range<usize>> = self.0.iter().flat_map(|name| between(text, name)).collect();
        spans.sort_by_key(|span| (span.start, span.end));
        let mut lines: Vec<Range<usize>> = Vec::new();
        for span in spans {
            // The search goes on behind the lines that were found, because one line may have very many tags.
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

/// The spans from an opening tag of this name to its closing tag. A span includes the tags, and nested ones.
fn between(text: &str, name: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for at in memmem::find_iter(bytes, name) {
        let (opens, closes) = (bytes[..at].ends_with(b"<"), bytes[..at].ends_with(b"</") && depth > 0);
        if !opens && !closes || bytes.get(at + name.len()).is_some_and(|next| is_part(*next)) {
            continue;
        }
        // The search ends at the next tag, so that all searches together read the text once.
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

/// The start of the line of `at`, but not before `from`, which is the start of a line.
fn line_start(text: &str, from: usize, at: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[from..at]).map_or(from, |offset| from + offset + 1)
}

/// The start of the line after that of `at`.
fn line_end(text: &str, at: usize) -> usize {
    memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |offset| at + offset + 1)
}

/// Whether the name of a tag may contain this byte.
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
    fn finds_the_lines_of_text_between_tags() {
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
    fn many_tags_in_one_line_give_one_range() {
        let text = format!("1\n{}\n2\n<t/>3\n4", "<t>x</t><u/>".repeat(20_000));
        let line = text.lines().nth(1).map(|line| format!("{line}\n")).expect("there");
        assert_eq!(lines(&text, &["t", "u"]), [&*line, "<t/>3\n"]);
        // It is neither an opening nor a closing tag.
        assert_eq!(lines(&"t ".repeat(1 << 20), &["t"]), [""; 0]);
    }

    #[test]
    fn rejects_texts_that_cannot_be_names() {
        for name in ["", "<note>", "a b", "/a"] {
            assert!(Tags::try_from(vec![name.to_owned()]).is_err(), "{name}");
        }
    }
}
