//! Writes content as Markdown: headings, lists, quotes, code and tables.

mod lines;
mod table;

use super::entities::decode;
use super::keep::Keep;
use super::options::Options;
use super::tag::Tag;
use super::tree::Tree;
use super::weight::Weights;
use lines::Lines;

/// The text of an element on one line.
pub(crate) fn plain(tree: &Tree<'_>, node: usize) -> String {
    let mut lines = Lines::default();
    for inner in node + 1..tree.end(node) {
        if tree.tag(inner) == Tag::Text {
            lines.text(&decode(tree.text(inner)));
        }
    }
    lines.finish()
}

/// What of an element is kept, as Markdown.
pub(crate) fn write(
    tree: &Tree<'_>,
    keep: &Keep,
    weights: &Weights,
    root: usize,
    options: Options,
) -> String {
    let mut writer = Writer { tree, weights, options, lines: Lines::default(), open: Vec::new() };
    let mut node = root;
    while node < tree.end(root) {
        writer.leave_before(node);
        if keep.has(node) && writer.enter(node) {
            node += 1;
        } else {
            node = tree.end(node);
        }
    }
    writer.leave_before(tree.end(root));
    writer.lines.finish()
}

struct Writer<'a> {
    tree: &'a Tree<'a>,
    weights: &'a Weights,
    options: Options,
    lines: Lines,
    /// The elements that change how their content is written, outermost first, each with its link.
    open: Vec<(usize, Option<lines::Place>)>,
}

impl Writer<'_> {
    /// Ends the elements that end before `node`.
    fn leave_before(&mut self, node: usize) {
        while let Some((open, link)) = self.open.pop_if(|(open, _)| self.tree.end(*open) <= node) {
            self.leave(open, link);
        }
    }

    /// Starts an element. Whether its content is to be written.
    fn enter(&mut self, node: usize) -> bool {
        let tag = self.tree.tag(node);
        let mut link = None;
        match tag {
            Tag::Text => {
                self.lines.text(&decode(self.tree.text(node)));
                return true;
            }
            Tag::Br => {
                self.lines.break_line();
                return true;
            }
            Tag::Img => {
                self.image(node);
                return true;
            }
            Tag::Pre | Tag::Xmp => self.lines.start_code(&self.language(node)),
            Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => self.lines.tick(),
            Tag::Ul | Tag::Ol | Tag::Menu => self.lines.start_list(tag == Tag::Ol),
            Tag::Li => self.lines.start_item(),
            Tag::Blockquote => self.lines.start_quote(),
            Tag::Table => {
                if table::is_data(self.tree, self.weights, node) {
                    if !self.options.tables {
                        return false;
                    }
                    self.lines.start_table();
                } else {
                    self.lines.end_block();
                }
            }
            Tag::Td | Tag::Th => self.lines.start_cell(),
            Tag::A if self.options.links => link = Some(self.lines.place()),
            tag if tag.level().is_some() => self.lines.start_heading(tag.level().unwrap_or(1)),
            tag if tag.is_block() => self.lines.end_block(),
            _ => return true,
        }
        self.open.push((node, link));
        true
    }

    fn leave(&mut self, node: usize, link: Option<lines::Place>) {
        match self.tree.tag(node) {
            Tag::Pre | Tag::Xmp => self.lines.finish_code(),
            Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => self.lines.tick(),
            Tag::Ul | Tag::Ol | Tag::Menu => self.lines.finish_list(),
            Tag::Li => self.lines.finish_item(),
            Tag::Blockquote => self.lines.finish_quote(),
            Tag::Table => self.lines.finish_table(),
            Tag::Tr => self.lines.finish_row(),
            Tag::Td | Tag::Th => self.lines.finish_cell(),
            Tag::A => {
                let address = self.tree.attribute(node, "href").map(decode).unwrap_or_default();
                if let Some(place) =
                    link.filter(|_| !address.starts_with('#') && !address.starts_with("javascript:"))
                {
                    self.lines.link(&place, &address);
                }
            }
            _ => self.lines.end_block(),
        }
    }

    fn image(&mut self, node: usize) {
        let of = |name| self.tree.attribute(node, name).map(decode).unwrap_or_default();
        let address = of("src");
        if self.options.images && !address.is_empty() && !address.starts_with("data:") {
            self.lines.text(&format!("![{}]({address})", of("alt").replace(['[', ']'], " ")));
        }
    }

    /// The language of code, as its classes say.
    fn language(&self, node: usize) -> String {
        let own = std::iter::once(node)
            .chain(self.tree.children(node).take(2).filter(|child| self.tree.tag(*child) == Tag::Code));
        own.filter_map(|node| self.tree.attribute(node, "class"))
            .flat_map(str::split_ascii_whitespace)
            .find_map(|class| class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-")))
            .filter(|language| {
                language.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+#-".contains(&byte))
            })
            .unwrap_or_default()
            .to_owned()
    }
}
