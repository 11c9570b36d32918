//! Finds data in base64 (RFC 4648) within text: on one line, or on lines of equal length.

use std::ops::Range;

/// Minimum length of a line of data that continues on the next line, in bytes.
const MIN_LINE_LEN: usize = 40;
/// The number of bytes at the start of data that tell whether it is data.
const SAMPLE_LEN: usize = 4096;

/// Data in base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Data {
    /// Its bytes in the text, without the line break behind it.
    pub span: Range<usize>,
    /// The number of bytes that it encodes.
    pub size: usize,
    /// The format of these bytes, if their start tells.
    pub format: Option<&'static str>,
}

/// The starts of data in base64, and the formats that start like this.
const FORMATS: [(&str, &str); 9] = [
    ("iVBORw0KGgo", "PNG"),
    ("/9j/", "JPEG"),
    ("R0lGOD", "GIF"),
    ("UklGR", "RIFF"),
    ("JVBERi0", "PDF"),
    ("UEsDB", "ZIP"),
    ("H4sI", "gzip"),
    ("PHN2Zy", "SVG"),
    ("d09GMg", "WOFF2"),
];

/// The data in a text, in order, of at least `least` characters each.
#[must_use]
pub fn data(text: &str, least: usize) -> Vec<Data> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !is_digit(bytes[at]) {
            at += 1;
            continue;
        }
        let (end, digits, padding) = read(bytes, at);
        if digits + padding >= least && is_mixed(&text[at..end.min(at + SAMPLE_LEN)]) {
            let format = FORMATS.iter().find(|(start, _)| text[at..].starts_with(start));
            let format = format.map(|(_, format)| *format);
            found.push(Data { span: at..end, size: digits * 3 / 4, format });
        }
        at = end;
    }
    found
}

/// The end of the digits from `start` on, over line breaks, the number of digits, and of the signs that fill them up.
fn read(bytes: &[u8], start: usize) -> (usize, usize, usize) {
    let width = digits_at(bytes, start);
    let (mut end, mut digits) = (start + width, width);
    let mut has_more = width >= MIN_LINE_LEN;
    while has_more {
        let next = end + line_break(&bytes[end..]);
        let length = if next > end { digits_at(bytes, next) } else { 0 };
        let is_last = length < width;
        if length == 0 || length > width || is_last && !ends(&bytes[next + length..]) {
            break;
        }
        (end, digits) = (next + length, digits + length);
        has_more = !is_last;
    }
    let padding = bytes[end..].iter().take(2).take_while(|byte| **byte == b'=').count();
    (end + padding, digits, padding)
}

fn digits_at(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|byte| is_digit(**byte)).count()
}

/// Whether data ends here, so that a short line is its last one.
fn ends(behind: &[u8]) -> bool {
    behind.is_empty() || behind[0] == b'=' || behind[0] == b'"' || line_break(behind) > 0
}

/// The length of a line break, also of one within a JSON string.
fn line_break(bytes: &[u8]) -> usize {
    ["\r\n", "\n", "\\r\\n", "\\n"]
        .iter()
        .find(|line_break| bytes.starts_with(line_break.as_bytes()))
        .map_or(0, |line_break| line_break.len())
}

const fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_')
}

/// Whether a text consists of the digits of base64.
#[must_use]
pub fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len() - digits.len() < 3 && digits.bytes().all(is_digit)
}

/// Whether upper-case letters, lower-case letters and digits alternate too often for words and paths.
#[must_use]
pub fn is_mixed(text: &str) -> bool {
    let class = |byte: u8| match byte {
        b'A'..=b'Z' => 0,
        b'a'..=b'z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    let changes = text.as_bytes().windows(2).filter(|pair| class(pair[0]) != class(pair[1])).count();
    let capitals = text.bytes().filter(u8::is_ascii_uppercase).count();
    let even = text.bytes().all(|byte| byte == text.as_bytes()[0]);
    !even && changes * 100 > text.len() * 32 && capitals * 8 > text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Digits that look like data.
    fn digits(count: usize) -> String {
        const ALPHABET: &[u8] = b"Qx7Lm2/ZpA9sKe+4RtB0wHvYc";
        (0..count).map(|at| char::from(ALPHABET[(at * 7 + at / 25) % 25])).collect()
    }

    #[test]
    fn data_is_found_with_its_size_and_format() {
        let png = format!("iVBORw0KGgo{}==", digits(1387));
        for (text, size) in [
            (format!("<img src=\"data:image/png;base64,{png}\">"), 1048),
            (png.clone(), 1048),
            (format!("{{\"png\": \"{png}\\n\"}}"), 1048),
        ] {
            let found = data(&text, 1000);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(
                (&text[found[0].span.clone()], found[0].size, found[0].format),
                (&*png, size, Some("PNG"))
            );
        }
    }

    #[test]
    fn data_continues_on_lines_of_equal_length() {
        let all = digits(1200);
        for line_break in ["\n", "\r\n", "\\n"] {
            let lines: Vec<&str> = (0..1200).step_by(76).map(|at| &all[at..(at + 76).min(1200)]).collect();
            let text = format!("dump:\n{}{line_break}end of dump\n", lines.join(line_break));
            let found = data(&text, 1000);
            assert_eq!(found.len(), 1, "{line_break:?}");
            assert_eq!((found[0].size, &text[..found[0].span.start]), (900, "dump:\n"));
            assert!(text[found[0].span.end..].starts_with(line_break));
        }
    }

    #[test]
    fn words_paths_and_short_data_are_none() {
        for text in [
            "a/path/of/many/parts/".repeat(100),
            "A".repeat(5000),
            "ACGT".repeat(500),
            format!("{}.{}", digits(900), digits(900)),
            "3f2a-9b1c-".repeat(300),
        ] {
            assert_eq!(data(&text, 1000), [], "{text}");
        }
    }
}
