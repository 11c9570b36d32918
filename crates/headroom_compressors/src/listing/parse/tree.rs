//! The codec for trees.

use headroom_core::{Codec, History, Reading, Sink, Unreadable};

use super::head::{MAX_HEAD_LEN, read_head};

const OPENER: &str = "[tree ";
const LINES: &str = " lines";
/// Precedes the levels at which the tree continues after its last line.
const MORE: &str = ", more at";
/// Maximum depth of a tree.
pub(in crate::listing) const MAX_DEPTH: usize = 64;
/// Maximum number of lines of a tree, which bounds its memory. A longer tree is cut.
pub(in crate::listing) const MAX_LINES: usize = 1 << 14;

/// The style in which a program draws trees.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::listing) struct Style {
    /// The name of the style in the head.
    name: &'static str,
    /// The lines before an entry that is followed by others of its level (without and with entries below it),
    /// and before the last entry of a level.
    pub(in crate::listing) more: [&'static str; 2],
    pub(in crate::listing) last: [&'static str; 2],
    /// The lines below an entry that is followed by others, and below a last entry.
    pub(in crate::listing) bar: &'static str,
    pub(in crate::listing) gap: &'static str,
}

/// `cargo tree` and many others; `tree`, with non-breaking blanks, and in ASCII; `npm ls`.
pub(in crate::listing) const STYLES: [Style; 4] = [
    Style {
        name: "", more: ["├── ", "├── "], last: ["└── ", "└── "], bar: "│   ", gap: "    "
    },
    Style {
        name: ", nbsp",
        more: ["├── ", "├── "],
        last: ["└── ", "└── "],
        bar: "│\u{a0}\u{a0} ",
        gap: "    ",
    },
    Style { name: ", ascii", more: ["|-- ", "|-- "], last: ["`-- ", "`-- "], bar: "|   ", gap: "    " },
    Style {
        name: ", joined", more: ["├── ", "├─┬ "], last: ["└── ", "└─┬ "], bar: "│ ", gap: "  "
    },
];

/// A line: its depth and its text.
pub(in crate::listing) type Node<'a> = (usize, &'a str);

/// Writes a tree that continues at the levels `more`. `None` if the codec could not read it back.
pub(in crate::listing) fn write_tree(style: &Style, nodes: &[Node<'_>], more: &[usize]) -> Option<String> {
    let mut out = format!("{OPENER}{}{LINES}{}", nodes.len(), style.name);
    for (index, level) in more.iter().enumerate() {
        out.push_str(if index == 0 { MORE } else { "" });
        out.extend([" ", &level.to_string()]);
    }
    out.push(']');
    if out.len() >= MAX_HEAD_LEN || nodes.iter().any(|(_, name)| name.starts_with(' ')) {
        return None;
    }
    for (depth, name) in nodes {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', *depth));
        out.push_str(name);
    }
    Some(out)
}

/// Draws a tree. `None` if it would be longer than the limit.
pub(in crate::listing) fn draw(
    style: &Style,
    nodes: &[Node<'_>],
    more: &[usize],
    limit: usize,
) -> Option<String> {
    // From the last line up: the levels at which entries follow.
    let mut follows = [false; MAX_DEPTH + 1];
    for (level, follows) in follows.iter_mut().enumerate() {
        *follows = more.contains(&level);
    }
    let mut has_next = vec![false; nodes.len()];
    for ((depth, _), has_next) in nodes.iter().zip(&mut has_next).rev() {
        *has_next = std::mem::replace(&mut follows[*depth], true);
        follows[depth + 1..].fill(false);
    }
    let mut out = String::new();
    let mut open = [false; MAX_DEPTH + 1];
    for (index, ((depth, name), has_next)) in nodes.iter().zip(has_next).enumerate() {
        if index > 0 {
            out.push('\n');
        }
        if *depth > 0 {
            out.extend(open[1..*depth].iter().map(|open| if *open { style.bar } else { style.gap }));
            let has_inner = usize::from(nodes.get(index + 1).is_some_and(|next| next.0 > *depth));
            out.push_str(if has_next { style.more[has_inner] } else { style.last[has_inner] });
        }
        open[*depth] = has_next;
        out.push_str(name);
        if out.len() > limit {
            return None;
        }
    }
    Some(out)
}

/// Reads trees back.
#[derive(Clone, Copy, Debug)]
pub(in crate::listing) struct Tree;

impl Codec for Tree {
    fn name(&self) -> &'static str {
        "tree"
    }

    fn unit(&self) -> &'static str {
        "listing"
    }

    fn openers(&self) -> &'static [&'static str] {
        &[OPENER]
    }

    fn read(&self, text: &str, _earlier: &History, sink: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        let head = read_head(text, OPENER)
            .and_then(|head| Some((head.length, head.count, read_style(head.rest.strip_prefix(LINES)?)?)));
        let (mut length, count, (style, more)) = head
            .filter(|(_, count, _)| *count <= MAX_LINES)
            .ok_or(Unreadable { read: text.len().min(MAX_HEAD_LEN) })?;
        sink.has_room_for(count, 0).ok_or(Unreadable { read: length })?;
        let mut nodes: Vec<Node<'_>> = Vec::new();
        while nodes.len() < count {
            let rest = text[length..].strip_prefix('\n').ok_or(Unreadable { read: length })?;
            let line = &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())];
            length += 1 + line.len();
            let depth = line.bytes().take_while(|byte| *byte == b' ').count();
            let deepest = nodes.last().map_or(0, |above| above.0 + 1).min(MAX_DEPTH);
            if depth > deepest {
                return Err(Unreadable { read: length });
            }
            nodes.push((depth, &line[depth..]));
        }
        let room = sink.room();
        let out = draw(style, &nodes, &more, room).ok_or(Unreadable { read: length.saturating_add(room) })?;
        sink.push_str(&out).ok_or(Unreadable { read: length.saturating_add(out.len()) })?;
        Ok(Reading::new(length))
    }
}

/// The part of the head after the number of lines.
fn read_style(text: &str) -> Option<(&'static Style, Vec<usize>)> {
    let (name, more) = text.split_once(MORE).unwrap_or((text, ""));
    let style = STYLES.iter().find(|style| style.name == name)?;
    let level = |level: &str| level.parse().ok().filter(|level| (1..=MAX_DEPTH).contains(level));
    let more = more
        .strip_prefix(' ')
        .into_iter()
        .flat_map(|levels| levels.split(' '))
        .map(level)
        .collect::<Option<_>>()?;
    Some((style, more))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(text: &str, limit: usize) -> Option<String> {
        Tree.decode(text, &History::new(), limit).ok().map(|decoded| decoded.text)
    }

    #[test]
    fn trees_are_drawn_again() {
        let tree = ".\n├── a\n│   ├── b c\n│   └── d\n│       └── e\n└── f\n    └── g";
        assert_eq!(
            decode("[tree 7 lines]\n.\n a\n  b c\n  d\n   e\n f\n  g\n\nmore", 999).as_deref(),
            Some(tree)
        );
        assert_eq!(decode("[tree 7 lines]\n.\n a\n  b c\n  d\n   e\n f\n  g", tree.len() - 1), None);
        assert_eq!(decode("[tree 3 lines, joined]\nx\n a\n  b", 99).as_deref(), Some("x\n└─┬ a\n  └── b"));
        assert_eq!(
            decode("[tree 3 lines, ascii, more at 1]\nx\n a\n  b", 99).as_deref(),
            Some("x\n|-- a\n|   `-- b")
        );
        assert_eq!(decode("[tree 2 lines, nbsp, more at 2]\n a\n  b", 99), None, "the first line is a root");
    }

    #[test]
    fn rejects_malformed_trees() {
        let deep: String = (0..=MAX_DEPTH + 1)
            .flat_map(|depth| ["\n".to_owned(), " ".repeat(depth), "x".to_owned()])
            .collect();
        for text in [
            "[tree 2 lines]\na",
            "[tree 2 lines]\na\n  b",
            "[tree 0 lines]\na",
            "[tree 1 lines, odd]\na",
            "[tree 1 lines, more at 0]\na",
            "[tree 1 lines, more at 99]\na",
            "[tree 99999 lines]\na",
            &format!("[tree {} lines]{deep}", MAX_DEPTH + 2),
        ] {
            assert_eq!(decode(text, 9999), None, "{text}");
        }
    }
}
