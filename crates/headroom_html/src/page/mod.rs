//! The main content of a page.

mod clean;
mod content;
mod density;
mod entities;
mod keep;
mod markdown;
mod names;
mod options;
mod tag;
mod token;
mod tree;
mod weight;

pub(crate) use tag::Tag;
pub(crate) use token::{Attributes, Token, Tokens};

use keep::{Keep, Strictness};
use tree::Tree;
use weight::Weights;

pub use options::Options;

/// Maximum length of a page, in bytes. Pages that people read are shorter.
pub const MAX_LEN: usize = 64 << 20;

/// The main content of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Main {
    /// The title of the page; empty if it has none.
    pub title: String,
    /// The content as Markdown.
    pub text: String,
}

impl Main {
    /// The content behind its title.
    #[must_use]
    pub fn whole(&self) -> String {
        if self.title.is_empty() { self.text.clone() } else { format!("# {}\n\n{}", self.title, self.text) }
    }
}

/// Minimum length of a main content, in bytes. What is shorter may be a notice beside it.
const MIN_LEN: usize = 200;

/// Finds the main content of a page: by the names of its elements, else by where its sentences stand, else all
/// that a reader sees. `None` if there is no text, no element, or more than [`MAX_LEN`] bytes.
#[must_use]
pub fn extract(page: &str, options: Options) -> Option<Main> {
    if page.len() > MAX_LEN {
        return None;
    }
    let tree = Tree::parse(page);
    if !tree.has_elements() {
        return None;
    }
    let (heading, title) = title(&tree);
    let mut seen = Keep::seen(&tree);
    // The title stands before the content.
    if heading != 0 {
        seen.drop(&tree, heading);
    }
    let weights = Weights::new(&tree, &seen);
    let prose = |node: usize| weights.of(&tree, node).prose;
    let mut best = String::new();
    for strictness in [Strictness::High, Strictness::Low, Strictness::None] {
        let text = written(&tree, seen.content(&tree, prose, strictness), strictness, options);
        if text.len() > 2 * best.len() {
            best = text;
        }
        if best.len() >= MIN_LEN {
            break;
        }
    }
    (!best.is_empty()).then_some(Main { title, text: best })
}

fn written(tree: &Tree<'_>, mut keep: Keep, strictness: Strictness, options: Options) -> String {
    let weights = Weights::new(tree, &keep);
    let root = content::root(tree, &weights, strictness);
    clean::clean(tree, &mut keep, &weights, root, strictness);
    markdown::write(tree, &keep, &weights, root, options)
}

/// The first heading of the highest level, and its text, else the title of the page.
fn title(tree: &Tree<'_>) -> (usize, String) {
    let first = |wanted: tag::Tag| (0..tree.nodes.len()).find(|node| tree.tag(*node) == wanted);
    [tag::Tag::H1, tag::Tag::Title]
        .into_iter()
        .filter_map(first)
        .map(|node| (node, markdown::plain(tree, node)))
        .find(|(_, title)| !title.is_empty())
        .unwrap_or_default()
}
