//! Trees of files, packages or anything else.

use super::lines;
use crate::listing::parse::{MAX_DEPTH, MAX_LINES, Node, STYLES, Style, draw, write_tree};

/// The starts of drawn lines.
const STARTS: [&str; 5] = ["├─", "└─", "│", "|-- ", "`-- "];
/// Maximum length of a line of a tree, in bytes.
const MAX_LINE_LEN: usize = 2000;

/// A tree at the start of a text: its number of lines, its length without the last line feed, and its short
/// form.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) lines: usize,
    pub(super) length: usize,
    pub(super) short: String,
}

/// The tree at the start of `text`, whose first line is the root and has the length `first`. `None` if it has
/// fewer than `fewest` lines.
pub(super) fn tree(text: &str, first: usize, fewest: usize) -> Option<Drawn> {
    let below = text.get(first + 1..)?;
    // Most lines have no tree below them.
    if first == 0 || !is_drawn(below) || is_drawn(text) || text.starts_with(' ') {
        return None;
    }
    // A tie goes to the first style.
    STYLES
        .iter()
        .rev()
        .filter_map(|style| of_style(text, style))
        .max_by_key(|drawn| drawn.lines)
        .filter(|drawn| drawn.lines >= fewest)
}

fn is_drawn(text: &str) -> bool {
    STARTS.iter().any(|start| text.starts_with(start))
}

fn of_style(text: &str, style: &Style) -> Option<Drawn> {
    let mut nodes: Vec<Node<'_>> = Vec::new();
    // The levels at which the lines announce further entries.
    let mut open = [false; MAX_DEPTH + 1];
    let mut length = 0;
    for line in lines(text).take(MAX_LINES) {
        let deepest = nodes.last().map_or(0, |above| above.0 + 1).min(MAX_DEPTH);
        let node = if nodes.is_empty() {
            Some((0, line, false))
        } else {
            node(line, style).filter(|node| (1..=deepest).contains(&node.0))
        };
        let Some((depth, name, more)) =
            node.filter(|(_, name, _)| line.len() <= MAX_LINE_LEN && !name.starts_with(' '))
        else {
            break;
        };
        length += line.len() + usize::from(!nodes.is_empty());
        open[depth] = more;
        open[depth + 1..].fill(false);
        nodes.push((depth, name));
    }
    let more: Vec<_> = (1..=MAX_DEPTH).filter(|level| open[*level]).collect();
    let is_exact = draw(style, &nodes, &more, length).is_some_and(|drawn| drawn == text[..length]);
    let short = if is_exact { write_tree(style, &nodes, &more)? } else { return None };
    Some(Drawn { lines: nodes.len(), length, short })
}

/// The depth of a line, its text, and whether entries follow at its level.
fn node<'a>(line: &'a str, style: &Style) -> Option<(usize, &'a str, bool)> {
    let mut rest = line;
    for depth in 1..=MAX_DEPTH {
        let starts =
            |[leaf, branch]: [&str; 2]| rest.strip_prefix(leaf).or_else(|| rest.strip_prefix(branch));
        if let Some(name) = starts(style.more) {
            return Some((depth, name, true));
        }
        if let Some(name) = starts(style.last) {
            return Some((depth, name, false));
        }
        rest = rest.strip_prefix(style.bar).or_else(|| rest.strip_prefix(style.gap))?;
    }
    None
}
