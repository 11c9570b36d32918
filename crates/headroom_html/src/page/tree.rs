//! The elements of a page, in the order in which they stand: an element is followed by all that is in it, so
//! that its content is a range, and no walk needs a recursion.

use std::ops::Range;

use super::tag::{Class, Tag};
use super::token::{Attributes, Token, Tokens};

/// Maximum number of open elements that are looked at for the one that a tag closes.
const MAX_SEARCH: usize = 256;

/// An element, or a text.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) tag: Tag,
    /// The index of the element around it. The first node is around all others.
    pub(crate) parent: u32,
    /// The index behind its content.
    pub(crate) end: u32,
    /// The bytes of the attributes, or of the text.
    span: (u32, u32),
    /// The bytes of the name.
    name: (u32, u32),
}

/// A page.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    page: &'a str,
    pub(crate) nodes: Vec<Node>,
}

impl<'a> Tree<'a> {
    /// Reads a page shorter than 4 GiB.
    pub(crate) fn parse(page: &'a str) -> Self {
        let mut builder = Builder::new(page);
        for token in Tokens::new(page) {
            builder.take(token);
        }
        builder.close_to(0);
        builder.tree.nodes[0].end = builder.tree.nodes.len() as u32;
        builder.tree
    }

    /// Whether the page is more than text.
    pub(crate) fn has_elements(&self) -> bool {
        self.nodes.iter().skip(1).any(|node| !matches!(node.tag, Tag::Text | Tag::Other))
    }

    pub(crate) fn tag(&self, node: usize) -> Tag {
        self.nodes[node].tag
    }

    pub(crate) fn parent(&self, node: usize) -> usize {
        self.nodes[node].parent as usize
    }

    pub(crate) fn end(&self, node: usize) -> usize {
        self.nodes[node].end as usize
    }

    /// The text of a text node, with its entities.
    pub(crate) fn text(&self, node: usize) -> &'a str {
        let (start, end) = self.nodes[node].span;
        &self.page[start as usize..end as usize]
    }

    /// The attributes of an element.
    pub(crate) fn attributes(&self, node: usize) -> Attributes<'a> {
        let (start, end) = self.nodes[node].span;
        Attributes::new(&self.page[..end as usize], start as usize)
    }

    /// The value of an attribute, with its entities.
    pub(crate) fn attribute(&self, node: usize, name: &str) -> Option<&'a str> {
        self.attributes(node).find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The nodes directly in an element.
    pub(crate) fn children(&self, node: usize) -> impl Iterator<Item = usize> {
        let end = self.end(node);
        let within = move |child: usize| (child < end).then_some(child);
        std::iter::successors(within(node + 1), move |child| within(self.end(*child)))
    }
}

#[derive(Debug)]
struct Builder<'a> {
    tree: Tree<'a>,
    /// The open elements, outermost first.
    open: Vec<u32>,
}

impl<'a> Builder<'a> {
    fn new(page: &'a str) -> Self {
        let root = Node { tag: Tag::Html, parent: 0, end: 0, span: (0, 0), name: (0, 0) };
        Self { tree: Tree { page, nodes: vec![root] }, open: vec![0] }
    }

    fn take(&mut self, token: Token) {
        match token {
            Token::Text(span) => {
                self.push(Tag::Text, 0..0, span);
            }
            Token::Start { tag, name, attributes, is_closed } => {
                // What stands around a page is there once.
                if matches!(tag, Tag::Html) {
                    return;
                }
                self.close_before(tag);
                let node = self.push(tag, name, attributes);
                if tag.class() != Class::Void && !(is_closed && tag == Tag::Other) {
                    self.open.push(node);
                }
            }
            Token::End { tag: Tag::P, name } if self.found(Tag::P, &name).is_none() => {
                self.push(Tag::Br, name, 0..0);
            }
            Token::End { tag, name } => {
                if let Some(depth) = self.found(tag, &name) {
                    self.close_to(depth);
                }
            }
        }
    }

    fn push(&mut self, tag: Tag, name: Range<usize>, span: Range<usize>) -> u32 {
        let index = self.tree.nodes.len() as u32;
        let parent = self.open.last().copied().unwrap_or_default();
        let (span, name) = ((span.start as u32, span.end as u32), (name.start as u32, name.end as u32));
        self.tree.nodes.push(Node { tag, parent, end: index + 1, span, name });
        index
    }

    /// Closes all elements behind the first `depth`.
    fn close_to(&mut self, depth: usize) {
        let end = self.tree.nodes.len() as u32;
        for node in self.open.drain(depth.max(1)..) {
            self.tree.nodes[node as usize].end = end;
        }
    }

    /// The place of the innermost open element that an end tag closes.
    fn found(&self, tag: Tag, name: &Range<usize>) -> Option<usize> {
        let is_inline = tag.class() == Class::Inline && !is_apart(tag);
        for (depth, node) in self.open.iter().enumerate().skip(1).rev().take(MAX_SEARCH) {
            let open = &self.tree.nodes[*node as usize];
            if open.tag == tag && (tag != Tag::Other || self.is_named(open, name)) {
                return Some(depth);
            }
            // A stray end tag closes nothing outside of its cell.
            let is_wall = match tag {
                Tag::Table | Tag::Body | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot => {
                    open.tag == Tag::Table
                }
                Tag::Td | Tag::Th | Tag::Caption => matches!(open.tag, Tag::Table | Tag::Tr),
                _ => is_apart(open.tag) && open.tag != tag,
            };
            if is_wall || is_inline && open.tag.is_block() {
                return None;
            }
        }
        None
    }

    fn is_named(&self, node: &Node, name: &Range<usize>) -> bool {
        let own = &self.tree.page[node.name.0 as usize..node.name.1 as usize];
        own.eq_ignore_ascii_case(&self.tree.page[name.clone()])
    }

    /// Closes the elements that end where this one starts.
    fn close_before(&mut self, tag: Tag) {
        use Tag::{
            A, Dd, Dl, Dt, Li, Menu, Ol, Optgroup, Option, P, Select, Table, Tbody, Td, Tfoot, Th, Thead, Tr,
            Ul,
        };
        match tag {
            Li => self.close(&[Li], &[Ul, Ol, Menu]),
            Dd | Dt => self.close(&[Dd, Dt], &[Dl]),
            Td | Th => self.close(&[Td, Th], &[Tr, Table]),
            Tr => self.close(&[Tr], &[Table]),
            Tbody | Thead | Tfoot => self.close(&[Tbody, Thead, Tfoot], &[Table]),
            Option | Optgroup => self.close(&[Option], &[Select, Optgroup]),
            A => self.close(&[A], &[]),
            _ => {}
        }
        if tag.is_block() {
            self.close(&[P], &[]);
        }
    }

    /// Closes the innermost of these elements unless one of `walls` is open within it.
    fn close(&mut self, tags: &[Tag], walls: &[Tag]) {
        for (depth, node) in self.open.iter().enumerate().skip(1).rev().take(MAX_SEARCH) {
            let open = self.tree.nodes[*node as usize].tag;
            if tags.contains(&open) {
                self.close_to(depth);
                return;
            }
            if walls.contains(&open)
                || walls.is_empty() && (is_apart(open) || open.is_block())
                || is_apart(open) && tags == [Tag::Li]
            {
                return;
            }
        }
    }
}

/// Whether elements outside of this one stay open whatever stands in it.
const fn is_apart(tag: Tag) -> bool {
    use Tag::{
        Audio, Button, Canvas, Caption, Noscript, Object, Select, Svg, Table, Td, Template, Th, Video,
    };
    matches!(
        tag,
        Audio
            | Button
            | Canvas
            | Caption
            | Noscript
            | Object
            | Select
            | Svg
            | Table
            | Td
            | Template
            | Th
            | Video
    )
}
