//! The layouts that JSON libraries write.

use headroom_formats::json::{Kind, Tape, same};

/// The widest indentation that is looked for.
const MAX_WIDTH: usize = 8;

/// Where blanks stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::json) enum Style {
    /// Nowhere: `{"a":[1,2]}`.
    Compact,
    /// Behind commas and colons, as Python writes: `{"a": [1, 2]}`.
    Spaced,
    /// One value a line, so many blanks deeper each level; a tab where there are none.
    Indented(u8),
    /// In some other way, which is lost: written again it is compact.
    Other,
}

impl Style {
    /// The layout that all of the values have.
    pub(in crate::json) fn of(tape: &Tape<'_>, values: impl Iterator<Item = u32> + Clone) -> Self {
        if tape.is_compact() {
            return Self::Compact;
        }
        let guess = values.clone().find_map(|value| Self::guess(tape, value)).unwrap_or(Self::Compact);
        if guess != Self::Other && values.into_iter().all(|value| holds(tape, value, guess)) {
            guess
        } else {
            Self::Other
        }
    }

    /// The layout that the first gap in the value speaks for.
    fn guess(tape: &Tape<'_>, value: u32) -> Option<Self> {
        let text = tape.text();
        for (node, following) in tape.tokens(value).zip(tape.tokens(value).skip(1)) {
            let (own, next) = (tape.kind(node), tape.kind(following));
            let is_container = matches!(own, Kind::Array | Kind::Object);
            if is_container && next == Kind::Close {
                continue;
            }
            let end = if is_container { tape.start(node) + 1 } else { tape.end(node) };
            let gap = &text[end..tape.start(following)];
            let blanks = gap.trim_start_matches([',', ':']);
            return Some(match blanks.strip_prefix('\n') {
                Some("\t") if is_container => Self::Indented(0),
                Some(indent)
                    if is_container
                        && indent.len() <= MAX_WIDTH
                        && !indent.is_empty()
                        && indent.bytes().all(|b| b == b' ') =>
                {
                    Self::Indented(indent.len() as u8)
                }
                None if is_container && blanks.is_empty() => continue,
                None if !is_container && blanks.is_empty() => Self::Compact,
                None if !is_container && blanks == " " => Self::Spaced,
                _ => Self::Other,
            });
        }
        None
    }

    /// How the layout is called in encoded text.
    pub(in crate::json) fn name(self) -> String {
        match self {
            Self::Compact => String::new(),
            Self::Other => "loose".into(),
            Self::Spaced => "spaced".into(),
            Self::Indented(0) => "tabbed".into(),
            Self::Indented(width) => format!("indent {width}"),
        }
    }

    /// The layout of this name.
    pub(in crate::json) fn named(name: &str) -> Option<Self> {
        match name {
            "" => Some(Self::Compact),
            "loose" => Some(Self::Other),
            "spaced" => Some(Self::Spaced),
            "tabbed" => Some(Self::Indented(0)),
            _ => {
                let width = name.strip_prefix("indent ")?;
                let &[digit @ b'1'..=b'8'] = width.as_bytes() else { return None };
                Some(Self::Indented(digit - b'0'))
            }
        }
    }
}

/// What stands between tokens.
pub(super) struct Gaps {
    style: Style,
    /// A line feed and the deepest indentation so far.
    indent: String,
}

impl Gaps {
    pub(super) const fn new(style: Style) -> Self {
        Self { style, indent: String::new() }
    }

    /// Between a key and its value.
    pub(super) const fn colon(&self) -> &'static str {
        match self.style {
            Style::Compact | Style::Other => ":",
            Style::Spaced | Style::Indented(_) => ": ",
        }
    }

    /// Between two values, without the blanks of [`Self::line`].
    pub(super) const fn comma(&self) -> &'static str {
        match self.style {
            Style::Spaced => ", ",
            _ => ",",
        }
    }

    /// In front of a value or a closing bracket at this depth.
    pub(super) fn line(&mut self, depth: usize) -> &str {
        let Style::Indented(width) = self.style else { return "" };
        let (unit, width) = if width == 0 { ("\t", 1) } else { (" ", width as usize) };
        let length = 1 + depth * width;
        if self.indent.is_empty() {
            self.indent.push('\n');
        }
        while self.indent.len() < length {
            self.indent.push_str(unit);
        }
        &self.indent[..length]
    }
}

/// Whether all gaps of the value are as the layout has them.
fn holds(tape: &Tape<'_>, value: u32, style: Style) -> bool {
    let is = |gap: &str, expected: &str| same(gap.as_bytes(), expected.as_bytes());
    let mut gaps = Gaps::new(style);
    let text = tape.text();
    let mut open: Vec<Kind> = Vec::new();
    let mut end = tape.start(value);
    let mut first = true;
    let mut after_key = false;
    for node in tape.tokens(value) {
        let kind = tape.kind(node);
        let gap = &text[end..tape.start(node)];
        let depth = open.len();
        let fits = match kind {
            Kind::Close if first => gap.is_empty(),
            Kind::Close => is(gap, gaps.line(depth - 1)),
            _ if after_key => is(gap, gaps.colon()),
            _ if depth == 0 => true,
            _ if first => is(gap, gaps.line(depth)),
            _ => gap.strip_prefix(gaps.comma()).is_some_and(|rest| is(rest, gaps.line(depth))),
        };
        if !fits {
            return false;
        }
        first = matches!(kind, Kind::Array | Kind::Object);
        end = if first { tape.start(node) + 1 } else { tape.end(node) };
        let in_object = open.last() == Some(&Kind::Object);
        after_key = in_object && !after_key && kind != Kind::Close;
        match kind {
            Kind::Array | Kind::Object => {
                open.push(kind);
                after_key = false;
            }
            Kind::Close => {
                open.pop();
                after_key = false;
            }
            _ => {}
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_are_told_apart() {
        for (text, style) in [
            (r#"{"a":[1,{"b":[]}],"c":{}}"#, Style::Compact),
            (r#"{"a": [1, {"b": []}], "c": {}}"#, Style::Spaced),
            (
                "{\n  \"a\": [\n    1,\n    {\n      \"b\": []\n    }\n  ],\n  \"c\": {}\n}",
                Style::Indented(2),
            ),
            ("{\n\t\"a\": [\n\t\t1\n\t]\n}", Style::Indented(0)),
            (r#"{"a": [1,2]}"#, Style::Other),
            (r#"{"a":[1, 2]}"#, Style::Other),
            ("[1 ,2]", Style::Other),
            ("[[[]],[]]", Style::Compact),
            (r#"[{"a":1,"b":"x"},{"a":2,"b":"y"}]"#, Style::Compact),
            (r#"[{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]"#, Style::Spaced),
            ("{\n  \"a\": 1\n }", Style::Other),
        ] {
            let tape = Tape::new(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(Style::of(&tape, std::iter::once(0)), style, "{text}");
            assert_eq!(Style::named(&style.name()), Some(style));
        }
    }
}
