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
        if names.iter().all(is_name) { Ok(Self(names)) } else { Err("names of tags without brackets".to_owned()) }
    }
}

impl Tags {
    /// The lines of `text` in which something stands between these tags, in order and apart. What has no end goes to the end of the text.
    pub(crate) fn lines(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = self.0.iter().flat_map(|name| between(text, name)).map(|span| whole_lines(text, span)).collect();
        found.sort_by_key(|span| (span.start, span.end));
        found.dedup_by(|next, before| {
            let touches = next.start <= before.end;
            if touches {
                before.end = before.end.max(next.end);
            }
            touches
        });
        found
    }
}

/// What stands between the tags of a name, with the tags; those within are part of it.
fn between(text: &str, name: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for at in memmem::find_iter(bytes, name) {
        if bytes.get(at + name.len()).is_some_and(|next| is_part(*next)) {
            continue;
        }
        let end = memchr::memchr2(b'>', b'<', &bytes[at..]).map_or(text.len(), |length| (at + length + 1).min(text.len()));
        let opens = bytes[..at].ends_with(b"<");
        if opens && depth == 0 {
            start = at - 1;
        }
        depth = match () {
            () if opens && !bytes[..end].ends_with(b"/>") => depth + 1,
            () if bytes[..at].ends_with(b"</") && depth > 0 => depth - 1,
            () if opens => depth,
            () => continue,
        };
        if depth == 0 {
            found.push(start..end);
        }
    }
    if depth > 0 {
        found.push(start..text.len());
    }
    found
}

fn whole_lines(text: &str, span: Range<usize>) -> Range<usize> {
    let start = memchr::memrchr(b'\n', &text.as_bytes()[..span.start]).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &text.as_bytes()[span.end..]).map_or(text.len(), |length| span.end + length + 1);
    start..end
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
        assert_eq!(lines(text, &["note"]), ["2 <note kind=\"a\">x\n</note> 3\n", "<note/>\n", "<note>\n<note>\n</note>\n6\n</note>\n"]);
        assert_eq!(lines(text, &["note", "notes"]), ["2 <note kind=\"a\">x\n</note> 3\n", &text[text.find("<notes>").expect("there")..]]);
        assert_eq!(lines("a\n<é>b</é>\n<note", &["é", "note"]), ["<é>b</é>\n<note"]);
        for text in ["", "note", "</note>", "a < note >", "<Note>x</Note>"] {
            assert_eq!(lines(text, &["note"]), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for name in ["", "<note>", "a b", "/a"] {
            assert!(Tags::try_from(vec![name.to_owned()]).is_err(), "{name}");
        }
    }
}
