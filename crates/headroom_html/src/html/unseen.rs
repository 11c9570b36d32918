//! What no reader of a page sees.

use std::ops::Range;

use headroom_core::{Cut, Stub, grouped};

use crate::page::{Attributes, Tag, Token, Tokens};

/// Shorter contents are kept, in bytes.
const MIN_LEN: usize = 40;
/// Attributes that style an element, or say how it is loaded. Names and classes stay: programs find elements by them.
const ATTRIBUTES: [&str; 5] = ["style", "srcset", "sizes", "integrity", "nonce"];

/// The cuts of contents and attributes that nobody sees. None if there are only attributes, because the note for all
/// cuts stands in place of a content.
pub(super) fn cuts(page: &str) -> Vec<Cut> {
    let mut unseen = Unseen { page, cuts: Vec::new(), first: None, drawing: None };
    let (mut end, mut is_opaque) = (0, false);
    for token in Tokens::new(page) {
        let span = span(&token);
        if end < span.start && page[end..].starts_with("<!--") {
            unseen.content(end..span.start);
        }
        end = span.end;
        is_opaque = unseen.token(&token, is_opaque);
    }
    unseen.described()
}

/// The bytes of a token.
fn span(token: &Token) -> Range<usize> {
    match token {
        Token::Text(span) => span.clone(),
        Token::Start { name, attributes, .. } => name.start - 1..attributes.end + 1,
        Token::End { name, .. } => name.start - 2..name.end,
    }
}

struct Unseen<'a> {
    page: &'a str,
    cuts: Vec<Cut>,
    /// The first cut of a content.
    first: Option<usize>,
    /// The drawing that the walk is in: where its content starts.
    drawing: Option<usize>,
}

impl Unseen<'_> {
    /// Looks at a token. `is_opaque`: it follows the start tag of a script or a style. Returns the same for the next one.
    fn token(&mut self, token: &Token, is_opaque: bool) -> bool {
        match token {
            Token::Text(span) if is_opaque => self.content(span.clone()),
            Token::End { tag: Tag::Svg, name } => {
                if let Some(start) = self.drawing.take() {
                    self.content(start..name.start - 2);
                }
            }
            Token::Start { tag, attributes, is_closed, .. } if self.drawing.is_none() => {
                if *tag == Tag::Svg && !is_closed {
                    self.drawing = Some(attributes.end + 1);
                }
                self.attributes(attributes);
                return match tag {
                    Tag::Style => true,
                    Tag::Script => !self.is_data(attributes),
                    _ => false,
                };
            }
            _ => {}
        }
        false
    }

    /// Whether a script holds data: JSON of the page is often what an agent looks for.
    fn is_data(&self, attributes: &Range<usize>) -> bool {
        Attributes::new(self.page, attributes.start)
            .any(|(name, value)| name.eq_ignore_ascii_case("type") && value.contains("json"))
    }

    fn content(&mut self, span: Range<usize>) {
        if span.len() >= MIN_LEN && self.drawing.is_none() {
            self.first.get_or_insert(self.cuts.len());
            self.cuts.push(Cut { span, stub: Stub::default() });
        }
    }

    fn attributes(&mut self, attributes: &Range<usize>) {
        let offset = |part: &str| part.as_ptr() as usize - self.page.as_ptr() as usize;
        for (name, value) in Attributes::new(&self.page[..attributes.end], attributes.start) {
            let lower = name.to_ascii_lowercase();
            let is_unseen = ATTRIBUTES.contains(&&*lower) || lower.starts_with("on");
            let start = offset(name).saturating_sub(1);
            if value.len() < MIN_LEN || !is_unseen || !self.page[start..].starts_with(' ') {
                continue;
            }
            let end = offset(value) + value.len();
            let quote = usize::from(self.page[end..attributes.end].starts_with(['"', '\'']));
            self.cuts.push(Cut { span: start..end + quote, stub: Stub::default() });
        }
    }

    /// The cuts with the note for all of them.
    fn described(mut self) -> Vec<Cut> {
        let Some(first) = self.first else { return Vec::new() };
        let count: usize = self.cuts.iter().map(|cut| self.page[cut.span.clone()].chars().count()).sum();
        let what =
            format!("{} characters of scripts, styles, drawings and comments of this page", grouped(count));
        self.cuts[first].stub.what = Some(what.into());
        self.cuts
    }
}

#[cfg(test)]
mod tests {
    use headroom_core::elide;

    use super::*;

    fn shown(page: &str) -> Option<String> {
        elide(page, cuts(page)).map(|elided| elided.text)
    }

    const LONG: &str = "color: red; margin: 0 auto; padding: 4px; border: 0";

    #[test]
    fn what_nobody_sees_goes_and_everything_else_stays() {
        let page = format!(
            "<head><!-- {LONG} --><style>{LONG}</style><script src=a.js>{LONG}</script></head><p class=\"note\" style=\"{LONG}\" onclick='{LONG}' id=a>Seen</p><svg width=1><path d=\"{LONG}\"/></svg>"
        );
        let shown = shown(&page).expect("something goes");
        let note = shown.find('[').expect("a note")..=shown.find(']').expect("its end");
        assert!(
            shown[note.clone()].contains("characters of scripts, styles, drawings and comments"),
            "{shown}"
        );
        assert_eq!(
            shown.replace(&shown[note], ""),
            "<head><style></style><script src=a.js></script></head><p class=\"note\" id=a>Seen</p><svg width=1></svg>"
        );
    }

    #[test]
    fn data_short_contents_and_lone_attributes_stay() {
        for page in [
            format!("<script type=\"application/ld+json\">{LONG}</script>"),
            "<style>a{}</style><!-- b --><script>c()</script>".to_owned(),
            format!("<p style=\"{LONG}\">Seen</p>"),
            format!("<p>{LONG} &lt;script&gt;{LONG}"),
            String::new(),
        ] {
            assert_eq!(shown(&page), None, "{page}");
        }
    }

    #[test]
    fn pages_that_are_cut_off_or_nested_without_end_are_read() {
        for page in [
            format!("<script>{LONG}"),
            format!("<svg><path d=\"{LONG}\">"),
            format!("<!-- {LONG}"),
            format!("<style>{LONG}</style><p style=\"{LONG}"),
            "<svg>".repeat(100_000),
            "<style>é</style>".repeat(1000) + "<p style='é",
            "<p ü style=\"é".to_owned() + LONG + "\"><style>" + LONG + "</style>",
        ] {
            let cuts = cuts(&page);
            assert!(cuts.is_empty() || elide(&page, cuts).is_some(), "{page:.80}");
        }
    }
}
