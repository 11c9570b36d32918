//! Paragraphs, headings, code and tables of plain text and Markdown.

use std::ops::Range;

use headroom_core::work::step;
use headroom_formats::scan::{digits, repeated};

use super::Role;

/// A heading, a paragraph, or a line of something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its whole lines.
    pub(super) span: Range<usize>,
    /// Its text, without the sign of an item of a list and without blanks around it.
    pub(super) body: Range<usize>,
    pub(super) role: Role,
}

/// The blocks of a text, without its blank lines.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut reader = Reader { text, blocks: Vec::new(), fence: None, is_open: false, is_listed: false };
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1).chain([text.len()]) {
        if start < end {
            step(end - start);
            reader.line(start..end);
        }
        start = end;
    }
    reader.blocks
}

struct Reader<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    /// The sign of the code block that is open, and their number.
    fence: Option<(u8, usize)>,
    /// Whether the last block is a paragraph that the next line may continue.
    is_open: bool,
    /// Whether the paragraph is in a list: indented lines are then no code.
    is_listed: bool,
}

impl Reader<'_> {
    fn line(&mut self, span: Range<usize>) {
        let line = &self.text[span.clone()];
        let body = line.trim();
        let indent = line.len() - line.trim_start().len();
        let start = span.start + indent;
        if self.is_code(body) {
            return self.push(span, start, body.len(), Role::Fixed);
        }
        if body.is_empty() {
            self.is_open = false;
            return;
        }
        if is_underline(body) {
            return self.underline(span, start, body);
        }
        let is_indented = line.starts_with("    ") || line.starts_with('\t');
        if is_indented && !self.is_open && !self.is_listed {
            return self.push(span, start, body.len(), Role::Fixed);
        }
        if let Some(role) = role(body, self.is_open) {
            self.is_listed = false;
            return self.push(span, start, body.len(), role);
        }
        let sign = sign(body);
        if sign > 0 {
            self.is_listed = true;
        } else if !self.is_open && !is_indented {
            self.is_listed = false;
        }
        if let Some(block) = self.blocks.last_mut().filter(|_| self.is_open && sign == 0) {
            block.span.end = span.end;
            block.body.end = start + body.len();
        } else {
            self.push(span, start + sign, body.len() - sign, Role::Sentence);
            self.is_open = true;
        }
    }

    fn push(&mut self, span: Range<usize>, start: usize, length: usize, role: Role) {
        self.is_open = false;
        self.blocks.push(Block { span, body: start..start + length, role });
    }

    /// Whether a line is in a block of code, or starts or ends one.
    fn is_code(&mut self, body: &str) -> bool {
        let sign = body.bytes().next().unwrap_or_default();
        let count = if matches!(sign, b'`' | b'~') { repeated(body, sign) } else { 0 };
        if let Some((open, least)) = self.fence {
            if open == sign && count >= least && count == body.len() {
                self.fence = None;
            }
            return true;
        }
        if count >= 3 && !body[count..].contains('`') {
            self.fence = Some((sign, count));
        }
        self.fence.is_some()
    }

    /// A line of signs makes the line above a heading.
    fn underline(&mut self, span: Range<usize>, start: usize, body: &str) {
        let text = self.text;
        let is_one_line = |block: &&mut Block| !text[block.body.clone()].contains('\n');
        match self.blocks.last_mut().filter(|_| self.is_open).filter(is_one_line) {
            Some(title) => {
                title.role = Role::Heading;
                title.span.end = span.end;
                title.body.end = start + body.len();
                self.is_open = false;
            }
            None => self.push(span, start, body.len(), Role::Fixed),
        }
    }
}

fn is_underline(body: &str) -> bool {
    let sign = body.bytes().next().unwrap_or_default();
    matches!(sign, b'=' | b'-' | b'*' | b'_') && body.len() >= 3 && repeated(body, sign) == body.len()
}

/// What a line is by its signs, if it is no part of a paragraph. Within a paragraph, a tag or a link continues the
/// sentence.
fn role(body: &str, is_open: bool) -> Option<Role> {
    let level = repeated(body, b'#');
    let is_heading = (1..=6).contains(&level) && body[level..].starts_with(' ');
    // Rows of tables, tags, definitions of links, and images.
    let is_fixed = body.starts_with('|')
        || !is_open
            && (body.contains(" | ")
                || body.contains('\t')
                || body.starts_with('<')
                || body.starts_with("[!")
                || body.starts_with('[') && body.contains("]: "));
    if is_heading { Some(Role::Heading) } else { is_fixed.then_some(Role::Fixed) }
}

/// The length of the signs before an item of a list or a quote: `- `, `12. `, `> `.
fn sign(body: &str) -> usize {
    let bytes = body.as_bytes();
    let number = digits(body).map_or(0, |(number, _)| number.len());
    let length = match bytes.get(number) {
        Some(b'.' | b')') if (1..4).contains(&number) => number + 1,
        Some(b'-' | b'*' | b'+' | b'>') if number == 0 => 1,
        Some(_) if body.starts_with('•') => '•'.len_utf8(),
        _ => return 0,
    };
    let blanks = repeated(&body[length..], b' ');
    if blanks > 0 && length + blanks < body.len() { length + blanks } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Role, &str)> {
        blocks(text).into_iter().map(|block| (block.role, &text[block.body])).collect()
    }

    #[test]
    fn paragraphs_headings_code_and_items_are_told_apart() {
        let text = "Title\n=====\n\nOne line.\nTwo lines.\n\n## Part\n- a b\n- c d\n  e\n\n    more of it\n\nText.\n\n    code\n```sh\n# no heading\n```\n| a | b |\n";
        assert_eq!(
            read(text),
            [
                (Role::Heading, "Title\n====="),
                (Role::Sentence, "One line.\nTwo lines."),
                (Role::Heading, "## Part"),
                (Role::Sentence, "a b"),
                (Role::Sentence, "c d\n  e"),
                (Role::Sentence, "more of it"),
                (Role::Sentence, "Text."),
                (Role::Fixed, "code"),
                (Role::Fixed, "```sh"),
                (Role::Fixed, "# no heading"),
                (Role::Fixed, "```"),
                (Role::Fixed, "| a | b |"),
            ]
        );
    }

    #[test]
    fn links_tags_and_bars_continue_a_sentence() {
        for text in
            ["It is\n[installed](a.md#b)\nand works.", "Use\n<b>it</b>\nnow.", "Run it as\na | b\nhere."]
        {
            assert_eq!(read(text), [(Role::Sentence, text)]);
        }
    }

    #[test]
    fn every_line_with_text_is_in_one_block() {
        for text in ["", "\n\n", "a", "```\nx", "---\n- \n*\n", "\r\na\r\nb\r\n", "1. \n> "] {
            let shown: String = blocks(text).iter().map(|block| &text[block.span.clone()]).collect();
            assert_eq!(
                shown.split_whitespace().collect::<String>(),
                text.split_whitespace().collect::<String>()
            );
        }
    }
}
