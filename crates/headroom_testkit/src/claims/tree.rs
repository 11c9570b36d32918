//! JSON as a tree of its tokens.

/// Maximum depth: deeper JSON is checked as lines.
const MAX_DEPTH: usize = 96;

/// A value. Scalars and keys are as they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree<'a> {
    Scalar(&'a str),
    Array(Vec<Tree<'a>>),
    Object(Vec<(&'a str, Tree<'a>)>),
}

impl<'a> Tree<'a> {
    /// Reads a text that is one value, or one object on each line.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        if !text.trim_start().starts_with(['{', '[']) {
            return None;
        }
        let whole = |text: &'a str| {
            let (value, rest) = value(text.trim_start(), 0)?;
            rest.trim_start().is_empty().then_some(value)
        };
        whole(text).or_else(|| {
            text.trim_end_matches('\n').split('\n').map(whole_line).collect::<Option<_>>().map(Self::Array)
        })
    }

    /// The text in a string.
    pub(super) fn string(&self) -> Option<&'a str> {
        match self {
            Self::Scalar(raw) => raw.strip_prefix('"')?.strip_suffix('"'),
            _ => None,
        }
    }
}

fn whole_line(line: &str) -> Option<Tree<'_>> {
    let (value, rest) = value(line, 0)?;
    rest.trim().is_empty().then_some(value)
}

fn value(text: &str, depth: usize) -> Option<(Tree<'_>, &str)> {
    if depth > MAX_DEPTH {
        return None;
    }
    if let Some(mut rest) = text.strip_prefix('[') {
        let mut items = Vec::new();
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix(']') {
                return Some((Tree::Array(items), after));
            }
            let (item, after) = value(rest, depth + 1)?;
            items.push(item);
            rest = comma(after, ']')?;
        }
    }
    if let Some(mut rest) = text.strip_prefix('{') {
        let mut members = Vec::new();
        loop {
            rest = rest.trim_start();
            if let Some(after) = rest.strip_prefix('}') {
                return Some((Tree::Object(members), after));
            }
            let (key, after) = scalar(rest).filter(|(key, _)| key.starts_with('"'))?;
            let (member, after) = value(after.trim_start().strip_prefix(':')?.trim_start(), depth + 1)?;
            members.push((key, member));
            rest = comma(after, '}')?;
        }
    }
    scalar(text).map(|(raw, rest)| (Tree::Scalar(raw), rest))
}

/// The text behind a comma, or from the closing bracket on.
fn comma(text: &str, close: char) -> Option<&str> {
    let rest = text.trim_start();
    rest.strip_prefix(',').or_else(|| rest.starts_with(close).then_some(rest))
}

fn scalar(text: &str) -> Option<(&str, &str)> {
    let end = if text.starts_with('"') {
        let mut escaped = false;
        let is_end = |(_, c): &(usize, char)| {
            let ends = *c == '"' && !escaped;
            escaped = *c == '\\' && !escaped;
            ends
        };
        text.char_indices().skip(1).find(is_end)?.0 + 1
    } else {
        text.find(|c: char| matches!(c, ',' | ']' | '}' | ':') || c.is_whitespace()).unwrap_or(text.len())
    };
    (end > 0).then(|| text.split_at(end))
}
