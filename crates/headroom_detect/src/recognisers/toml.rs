//! Settings with typed values.

use headroom_core::Kind;
use headroom_formats::scan::{between, digits, name, starts_with_any};
use headroom_formats::time::is_time;

use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, NEVER, NOTHING, Recogniser, STRONG};

/// Knows TOML.
#[derive(Default)]
pub(super) struct Toml {
    /// Whether an array or a text goes on.
    open: Option<&'static str>,
    /// How many lines it may still go on for.
    left: u8,
    /// Whether a section was named.
    section: bool,
}

/// The longest array or text, in lines.
const MAX_LEN: u8 = 100;

impl Recogniser for Toml {
    fn kind(&self) -> Kind {
        Kind::Toml
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        let body = line.body;
        if let Some(end) = self.open.filter(|_| self.left > 0) {
            self.left -= 1;
            if body.starts_with(end) || body.ends_with(end) {
                self.open = None;
            }
            return HINT + 1;
        }
        if body.starts_with("# ") || body == "#" {
            return FITS + i32::from(self.section);
        }
        if let Some(points) = section(body) {
            self.section = true;
            return points;
        }
        let Some(value) = pair(body) else {
            self.section = false;
            return NOTHING;
        };
        if line.ends_with(";") || line.ends_with("(") || line.ends_with("{") {
            return NEVER;
        }
        (self.open, self.left) = (opens(value), MAX_LEN);
        let typed = self.open.is_some() || is_typed(value);
        // A value without quotes is none.
        if typed { if self.section { GOOD + 2 } else { HINT + 1 } } else { NEVER }
    }
}

/// `[a.b]`, `[[a]]`
pub(super) fn section(body: &str) -> Option<i32> {
    let table = between(body, "[[", "]]").is_some_and(is_key);
    let inner = between(body, "[", "]")?;
    (table || is_key(inner)).then_some(if table { STRONG } else { GOOD })
}

fn is_key(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-. \"':/@*".contains(&byte);
    text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'"' || byte == b'\'')
        && text.bytes().all(plain)
        && text.split(' ').count() < 4
}

fn pair(body: &str) -> Option<&str> {
    let (_, rest) =
        body.strip_prefix('"').map_or_else(|| name(body, b"-.\""), |rest| rest.split_once('"'))?;
    let value = rest.trim_start().strip_prefix('=')?;
    (!value.starts_with('=')).then(|| value.trim_start())
}

fn opens(value: &str) -> Option<&'static str> {
    match value {
        "[" => Some("]"),
        "\"\"\"" => Some("\"\"\""),
        "'''" => Some("'''"),
        _ if value.starts_with("\"\"\"") && !value[3..].contains("\"\"\"") => Some("\"\"\""),
        _ if value.starts_with('[') && value.ends_with(',') && !value.contains([']', '(']) => Some("]"),
        _ => None,
    }
}

fn is_typed(value: &str) -> bool {
    let bare = value.split(" #").next().unwrap_or(value).trim_end();
    let quoted = bare.len() > 1
        && (bare.starts_with('"') && bare.ends_with('"') || bare.starts_with('\'') && bare.ends_with('\''));
    let number = digits(bare.trim_start_matches(['-', '+'])).is_some_and(|(_, rest)| {
        rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'))
    }) || is_time(bare)
        || (bare.len() == 10 && bare.matches('-').count() == 2);
    quoted && !bare.contains("\" + ")
        || number
        || matches!(bare, "true" | "false" | "inf" | "nan")
        || starts_with_any(bare, &["["]) && bare.ends_with(']')
        || bare.starts_with("{ ") && bare.ends_with('}')
        || bare == "{}"
}
