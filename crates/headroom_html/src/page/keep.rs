//! What of a page may be content: not what no reader sees, and not what stands around the content of any page.

use headroom_core::work::step;

use super::names::{self, Names};
use super::tag::Tag;
use super::tree::Tree;

/// How much of a page is taken to be no content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strictness {
    /// What names itself navigation, advertisement, comment …
    High,
    /// The same, but comments stay: of a forum they are the content.
    Low,
    /// Only what no reader sees.
    None,
}

/// For each node, whether it may be content.
#[derive(Debug)]
pub(crate) struct Keep(Vec<bool>);

/// An element with at least this share of the prose of a page, in hundredths, is content, whatever its name is.
const CONTENT_SHARE: u32 = 40;

impl Keep {
    /// What readers see.
    pub(crate) fn seen(tree: &Tree<'_>) -> Self {
        let mut keep = Self(vec![true; tree.nodes.len()]);
        keep.drop_all(tree, |node| is_unseen(tree, node));
        keep
    }

    /// What may be content of what readers see. `prose` says how much prose a node has.
    pub(crate) fn content(
        &self,
        tree: &Tree<'_>,
        prose: impl Fn(usize) -> u32,
        strictness: Strictness,
    ) -> Self {
        let mut keep = Self(self.0.clone());
        if strictness != Strictness::None {
            let most = prose(0) / 100 * CONTENT_SHARE;
            keep.drop_all(tree, |node| prose(node) <= most && is_boilerplate(tree, node, strictness));
        }
        keep
    }

    fn drop_all(&mut self, tree: &Tree<'_>, goes: impl Fn(usize) -> bool) {
        let mut node = 1;
        while node < tree.nodes.len() {
            if tree.tag(node) != Tag::Text && self.0[node] && goes(node) {
                self.drop(tree, node);
                node = tree.end(node);
            } else {
                node += 1;
            }
        }
    }

    /// Whether a node may be content.
    pub(crate) fn has(&self, node: usize) -> bool {
        self.0[node]
    }

    /// Takes an element and all that is in it out.
    pub(crate) fn drop(&mut self, tree: &Tree<'_>, node: usize) {
        self.0[node..tree.end(node)].fill(false);
    }
}

/// Whether no reader sees an element.
fn is_unseen(tree: &Tree<'_>, node: usize) -> bool {
    use Tag::{
        Area, Audio, Base, Canvas, Col, Embed, Head, Iframe, Input, Link, Meta, Noframes, Noscript, Object,
        Option, Param, Script, Select, Source, Style, Svg, Template, Textarea, Title, Track, Video,
    };
    if matches!(
        tree.tag(node),
        Area | Audio
            | Base
            | Canvas
            | Col
            | Embed
            | Head
            | Iframe
            | Input
            | Link
            | Meta
            | Noframes
            | Noscript
            | Object
            | Option
            | Param
            | Script
            | Select
            | Source
            | Style
            | Svg
            | Template
            | Textarea
            | Title
            | Track
            | Video
    ) {
        // A page whose head is not closed has its body in it.
        return tree.tag(node) != Head || !tree.children(node).any(|child| tree.tag(child).is_block());
    }
    tree.attributes(node).any(|(name, value)| {
        step(value.len());
        match name {
            "hidden" => value != "until-found",
            "aria-hidden" => value.eq_ignore_ascii_case("true"),
            "style" => names::is_hiding(value),
            _ => false,
        }
    })
}

/// Whether an element names itself something that is no content.
fn is_boilerplate(tree: &Tree<'_>, node: usize, strictness: Strictness) -> bool {
    let tag = tree.tag(node);
    if matches!(
        tag,
        Tag::Nav | Tag::Aside | Tag::Footer | Tag::Menu | Tag::Dialog | Tag::Button | Tag::Figcaption
    ) {
        return true;
    }
    if matches!(
        tag,
        Tag::Body
            | Tag::Html
            | Tag::Article
            | Tag::Main
            | Tag::Code
            | Tag::Pre
            | Tag::Td
            | Tag::Tr
            | Tag::Em
            | Tag::Strong
            | Tag::A
            | Tag::B
            | Tag::I
    ) || tag.level().is_some()
    {
        return false;
    }
    let names = Names::of(tree, node);
    names.is_boilerplate() || names.is_picture() || strictness == Strictness::High && names.is_comment()
}
