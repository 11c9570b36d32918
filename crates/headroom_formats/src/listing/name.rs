//! Lines that are a name and nothing else.

/// The longest name with its folder, in bytes.
const MAX_LEN: usize = 1024;

/// Whether a line is a name and nothing else.
#[must_use]
pub fn is_name(line: &str) -> bool {
    let is_odd = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '"' | '<' | '>' | '|' | '*' | '?' | ':' | ',' | ';' | '=' | '`')
    };
    let named = line.split_once(":\\").filter(|(drive, _)| drive.len() == 1).map_or(line, |(_, rest)| rest);
    (1..=MAX_LEN).contains(&line.len()) && line.contains(char::is_alphanumeric) && !named.contains(is_odd)
}
