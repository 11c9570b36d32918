//! The paths in front of lines that a search found.

/// The most characters behind the dot.
const MAX_EXTENSION_LEN: usize = 10;

/// What bytes say of whether a text is a path.
const LETTER: u8 = 1;
const DOT: u8 = 2;
const JOINT: u8 = 4;
const FOLDER: u8 = 8;
pub(super) const BLANK: u8 = 16;
const COLON: u8 = 32;
pub(super) const UNUSUAL: u8 = 64;
const OTHER: u8 = 128;
const LOOKS: [u8; 256] = {
    let (mut table, mut byte) = ([OTHER; 256], 0);
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'.' => DOT,
            b'_' | b'-' => JOINT,
            b'/' | b'\\' => FOLDER,
            b' ' => BLANK,
            b':' => COLON,
            b'"' | b'\t' | b'(' | b'{' | b'<' | b'[' | b'=' | b',' => UNUSUAL,
            _ => OTHER,
        };
        byte += 1;
    }
    table
};

/// What all its bytes say.
pub(super) fn looks(text: &str) -> u8 {
    text.bytes().fold(0, |looks, byte| looks | LOOKS[byte as usize])
}

/// Whether a text is likely to name a file: letters in it, and a folder, an extension, or one plain word; with blanks in it, both of
/// the former.
pub(super) fn is_path(text: &str) -> bool {
    let looks = looks(text);
    if looks & UNUSUAL != 0 || looks & LETTER == 0 || looks & COLON != 0 && text.contains("://") {
        return false;
    }
    let has_folder = looks & FOLDER != 0;
    let is_word = text.len() > 1 && looks & !(LETTER | JOINT | DOT) == 0;
    let names = if looks & BLANK != 0 {
        has_folder && has_extension(text)
    } else {
        has_folder || is_word || looks & DOT != 0 && has_extension(text)
    };
    names && !text.starts_with(char::is_whitespace) && !text.ends_with(char::is_whitespace)
}

pub(super) fn has_extension(path: &str) -> bool {
    let end = path.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    let (stem, extension) = path.split_at(path.len() - end);
    stem.len() > 1
        && stem.ends_with('.')
        && end <= MAX_EXTENSION_LEN
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic())
}
