//! Settings by indentation.

use headroom_core::Kind;
use headroom_formats::scan::{digits, name, starts_with_any};

use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, NOTHING, Recogniser};

/// Knows YAML.
#[derive(Default)]
pub(super) struct Yaml {
    /// The indent of a key or an item that others may stand under, and whether it has to be a child.
    parent: Option<usize>,
    /// The indent of a key whose text goes on over the next lines.
    block: Option<usize>,
    /// Whether a line was seen that is hardly anything else: a key without a value, an item that is a key.
    nested: u8,
}

/// How many lines one that is hardly anything else speaks for.
const SPEAKS_FOR: u8 = 40;

impl Recogniser for Yaml {
    fn kind(&self) -> Kind {
        Kind::Yaml
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        if self.block.is_some_and(|indent| line.indent > indent) {
            return HINT + 1;
        }
        self.block = None;
        self.nested = self.nested.saturating_sub(1);
        let points = self.own(line);
        if points >= GOOD {
            self.nested = SPEAKS_FOR;
        }
        points
    }
}

impl Yaml {
    fn own(&mut self, line: &Line<'_>) -> i32 {
        let body = line.body;
        if line.text.starts_with('\t') || line.ends_with(";") || line.ends_with("{") && !body.ends_with(": {")
        {
            return NOTHING;
        }
        if line.text == "---" {
            return GOOD;
        }
        if body.starts_with('#') {
            return FITS + i32::from(self.nested > 0);
        }
        let item = body.strip_prefix("- ").map(str::trim_start);
        let own = key(item.unwrap_or(body));
        let parent = self.parent.take();
        match own {
            Some("" | "|" | ">" | "|-" | ">-" | "|+" | ">+" | "&") => {
                self.parent = Some(line.indent);
                self.block = (!own.is_some_and(str::is_empty)).then_some(line.indent);
                if self.block.is_some() || item.is_some() || line.indent > 0 && line.indent.is_multiple_of(2)
                {
                    GOOD
                } else {
                    HINT
                }
            }
            Some(value) => self.pair(line, parent, item.is_some(), value),
            None if item.is_some() && (parent.is_some() || self.nested > 0) => HINT + 1,
            None => NOTHING,
        }
    }

    fn pair(&self, line: &Line<'_>, parent: Option<usize>, item: bool, value: &str) -> i32 {
        let child = parent.is_some_and(|parent| line.indent > parent);
        let small = line.body.as_bytes()[0].is_ascii_lowercase();
        let typed =
            starts_with_any(value, &["\"", "'", "true", "false", "null", "[", "*", "&", "!", "./", "/", "$"])
                || digits(value).is_some()
                || !value.contains(' ');
        let sentence = value.split(' ').count() > 6 && !value.starts_with(['"', '\'']);
        match (child || item || self.nested > 0, sentence) {
            (true, false) => GOOD + i32::from(child),
            (true, true) => HINT,
            (false, false) if small && typed => HINT + 1,
            (false, false) if small => FITS + 1,
            _ => FITS - 1,
        }
    }
}

/// The value of `key: value`.
fn key(text: &str) -> Option<&str> {
    let quoted = text.strip_prefix('"').and_then(|rest| rest.split_once('"')).map(|(_, rest)| rest);
    let rest = quoted.or_else(|| name(text, b"-./$@").map(|(_, rest)| rest))?;
    let value = rest.strip_prefix(':')?;
    if value.is_empty() || value.starts_with(" #") {
        Some("")
    } else {
        value.strip_prefix(' ').map(str::trim_start)
    }
}
