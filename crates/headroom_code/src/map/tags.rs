//! What a file defines, and which names it uses.

use std::collections::BTreeMap;

use headroom_core::work::step;

use super::File;
use crate::code::MAX_LEN;
use crate::code::parse::{NODE, nodes};
use crate::definitions::{definitions, read};
use crate::signatures::Lines;

/// Names that are shorter say little.
const MIN_NAME: usize = 3;
/// Nodes without children are names if their kind has one of these words.
const NAMES: [&str; 4] = ["identifier", "constant", "name", "word"];

/// A definition as the map shows it.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) head: String,
    pub(super) line: usize,
    pub(super) depth: usize,
    pub(super) parent: Option<usize>,
}

/// What is known of a file.
#[derive(Clone, Debug)]
pub struct Tags {
    pub(super) path: String,
    pub(super) defined: Vec<Tag>,
    /// How often each name stands in the file.
    pub(super) used: BTreeMap<Box<str>, u32>,
}

impl Tags {
    /// `None`: the file is too long, takes more work than code does, or defines and uses nothing.
    pub(super) fn of(file: &File<'_>) -> Option<Self> {
        let File { path, text, language } = *file;
        if text.len() > MAX_LEN {
            return None;
        }
        let (grammar, parsed) = read(text, language)?;
        let mut lines = Lines::new(text);
        let defined = definitions(text, &parsed.tree, grammar).into_iter().map(|own| Tag {
            line: lines.of(own.head.start),
            head: own.signature(text),
            name: text[own.name].to_owned(),
            depth: own.depth,
            parent: own.parent,
        });
        let defined = defined.collect();
        let mut used: BTreeMap<Box<str>, u32> = BTreeMap::new();
        for (node, _) in nodes(&parsed.tree) {
            step(NODE);
            let is_name = node.child_count() == 0 && NAMES.iter().any(|name| node.kind().contains(name));
            let name = &text[node.byte_range()];
            if is_name && name.len() >= MIN_NAME {
                match used.get_mut(name) {
                    Some(count) => *count += 1,
                    None => drop(used.insert(name.into(), 1)),
                }
            }
        }
        // A name with a line feed would look like a line of the map.
        let path = path.replace(char::is_control, "\u{fffd}");
        Some(Self { path, defined, used })
    }
}
