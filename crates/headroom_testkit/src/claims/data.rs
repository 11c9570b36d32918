//! Data in base64: a note in its place states its size and format.

use std::ops::Range;

/// Finds data in a text: its bytes, and what a note has to say of it, such as `900 bytes of PNG`.
pub type FindData = fn(&str) -> Vec<(Range<usize>, String)>;

/// A text in which a description stands in place of all data, and of all notes about data. So an elided text equals its
/// original exactly if its notes are true.
#[must_use]
pub fn described(text: &str, find: FindData) -> String {
    let mut described = String::with_capacity(text.len());
    let mut end = 0;
    for (span, what) in find(text) {
        described.push_str(&text[end..span.start]);
        described.extend(["[", &what, "]"]);
        end = span.end;
    }
    described.push_str(&text[end..]);
    without_handles(&described)
}

/// `[900 bytes of PNG left out: headroom_retrieve …]` as `[900 bytes of PNG]`.
fn without_handles(text: &str) -> String {
    let mut short = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(" left out") {
        let open = rest[..at].rfind('[').filter(|open| is_data(&rest[open + 1..at]));
        let close = rest[at..].find(']');
        let (kept, behind) = match open.and(close) {
            Some(close) => (at, at + close),
            None => (at + " left out".len(), at + " left out".len()),
        };
        short.push_str(&rest[..kept]);
        rest = &rest[behind..];
    }
    short + rest
}

fn is_data(what: &str) -> bool {
    let Some((count, rest)) = what.split_once(' ') else { return false };
    (rest.starts_with("bytes of ") || rest.starts_with("byte of ")) && super::note::number(count).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_about_data_equal_the_data() {
        // Letters in a row are data in this test.
        let find: FindData = |text| {
            let start = text.find("xxxx").unwrap_or(text.len());
            let length = text[start..].bytes().take_while(|byte| *byte == b'x').count();
            if length == 0 {
                Vec::new()
            } else {
                vec![(start..start + length, format!("{length} bytes of x"))]
            }
        };
        let original = described("a \"xxxxxx\" b\n[2 lines left out] 2-3\n", find);
        for (shown, is_true) in [
            (
                "a \"[6 bytes of x left out: headroom_retrieve q9w1dfwf077ymga1]\" b\n[2 lines left out] 2-3\n",
                true,
            ),
            ("a \"[7 bytes of x left out]\" b\n[2 lines left out] 2-3\n", false),
            ("a \"[6 bytes of y left out]\" b\n[2 lines left out] 2-3\n", false),
        ] {
            assert_eq!(described(shown, find) == original, is_true, "{shown}");
        }
    }
}
