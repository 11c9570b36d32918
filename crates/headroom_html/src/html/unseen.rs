//! What no reader of a page sees.

use std::collections::BTreeSet;
use std::ops::Range;

use headroom_core::{Cut, Stub, counted, grouped};

use super::script;
use crate::page::{Attributes, Tag, Token, Tokens};

/// Shorter contents are kept, in bytes.
const MIN_LEN: usize = 40;
/// Attributes that style an element, or say how it is loaded. Names and classes stay: programs find elements by them.
/// Handlers of events and lists of pictures stay, because they have addresses.
const ATTRIBUTES: [&str; 4] = ["style", "sizes", "integrity", "nonce"];

/// The cuts of contents and attributes that nobody sees. None if there are only attributes, because the note for all
/// cuts stands in place of a content.
pub(super) fn cuts(page: &str) -> Vec<Cut> {
    let mut unseen = Unseen::new(page);
    let mut content = None;
    for token in Tokens::new(page) {
        content = unseen.token(&token, content);
    }
    unseen.described()
}

/// The contents that nobody sees, as the note calls them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Content {
    Scripts,
    Styles,
    Drawings,
}

impl Content {
    const fn name(self) -> &'static str {
        match self {
            Self::Scripts => "scripts",
            Self::Styles => "styles",
            Self::Drawings => "drawings",
        }
    }
}

/// A drawing, from its start tag on.
struct Drawing {
    start: usize,
    has_text: bool,
}

struct Unseen<'a> {
    page: &'a str,
    cuts: Vec<Cut>,
    /// The first cut of a content, and the kinds of all.
    first: Option<usize>,
    contents: BTreeSet<Content>,
    attributes: usize,
    /// The drawing that the walk is in.
    drawing: Option<Drawing>,
}

impl<'a> Unseen<'a> {
    const fn new(page: &'a str) -> Self {
        Self { page, cuts: Vec::new(), first: None, contents: BTreeSet::new(), attributes: 0, drawing: None }
    }

    /// Looks at a token. `content`: it follows the start tag of a script or a style. Returns the same for the next one.
    fn token(&mut self, token: &Token, content: Option<Content>) -> Option<Content> {
        match (token, &mut self.drawing) {
            (Token::Text(span), _) => {
                let content = content?;
                if content != Content::Scripts || !script::has_data(&self.page[span.clone()]) {
                    self.content(span.clone(), content);
                }
            }
            (Token::End { tag: Tag::Svg, name }, Some(drawing)) => {
                let span = drawing.start..name.start - 2;
                let has_text = drawing.has_text;
                self.drawing = None;
                if !has_text {
                    self.content(span, Content::Drawings);
                }
            }
            (Token::Start { name, .. }, Some(drawing)) => {
                drawing.has_text |= self.page[name.clone()].eq_ignore_ascii_case("text");
            }
            (Token::Start { tag, attributes, is_closed, .. }, None) => {
                if *tag == Tag::Svg && !is_closed {
                    self.drawing = Some(Drawing { start: attributes.end + 1, has_text: false });
                }
                self.attributes(attributes);
                return match tag {
                    Tag::Style => Some(Content::Styles),
                    Tag::Script if self.is_program(attributes) => Some(Content::Scripts),
                    _ => None,
                };
            }
            (Token::End { .. }, _) => {}
        }
        None
    }

    /// Whether a script is run: others hold data or templates of the page, which an agent may look for.
    fn is_program(&self, attributes: &Range<usize>) -> bool {
        Attributes::new(self.page, attributes.start)
            .find(|(name, _)| name.eq_ignore_ascii_case("type"))
            .is_none_or(|(_, kind)| {
                let kind = kind.to_ascii_lowercase();
                kind.is_empty() || kind == "module" || kind.contains("javascript")
            })
    }

    fn content(&mut self, span: Range<usize>, content: Content) {
        if span.len() >= MIN_LEN && self.drawing.is_none() {
            self.first.get_or_insert(self.cuts.len());
            self.contents.insert(content);
            self.cuts.push(Cut { span, stub: Stub::default() });
        }
    }

    fn attributes(&mut self, attributes: &Range<usize>) {
        let offset = |part: &str| part.as_ptr() as usize - self.page.as_ptr() as usize;
        for (name, value) in Attributes::new(&self.page[..attributes.end], attributes.start) {
            let is_unseen = ATTRIBUTES.iter().any(|known| name.eq_ignore_ascii_case(known));
            let start = offset(name).saturating_sub(1);
            if value.len() < MIN_LEN || !is_unseen || !self.page[start..].starts_with(' ') {
                continue;
            }
            let end = offset(value) + value.len();
            let quote = usize::from(self.page[end..attributes.end].starts_with(['"', '\'']));
            self.cuts.push(Cut { span: start..end + quote, stub: Stub::default() });
            self.attributes += 1;
        }
    }

    /// The cuts with the note for all of them.
    fn described(mut self) -> Vec<Cut> {
        let Some(first) = self.first else { return Vec::new() };
        let count: usize = self.cuts.iter().map(|cut| self.page[cut.span.clone()].chars().count()).sum();
        let contents = self.contents.iter().map(|content| content.name().to_owned());
        let attributes = (self.attributes > 0).then(|| counted(self.attributes, "attribute"));
        let mut kinds: Vec<String> = contents.chain(attributes).collect();
        let last = kinds.pop().unwrap_or_default();
        let kinds = if kinds.is_empty() { last } else { format!("{} and {last}", kinds.join(", ")) };
        let what = format!("{} characters of {kinds} of this page", grouped(count));
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
            "<head><style>{LONG}</style><script src=a.js>{LONG}</script></head><p class=\"note\" style=\"{LONG}\" id=a>Seen</p><svg width=1><path d=\"{LONG}\"/></svg>"
        );
        let shown = shown(&page).expect("something goes");
        let note = shown.find('[').expect("a note")..=shown.find(']').expect("its end");
        assert!(
            shown[note.clone()]
                .contains("characters of scripts, styles, drawings and 1 attribute of this page"),
            "{shown}"
        );
        assert_eq!(
            shown.replace(&shown[note], ""),
            "<head><style></style><script src=a.js></script></head><p class=\"note\" id=a>Seen</p><svg width=1></svg>"
        );
    }

    #[test]
    fn the_note_names_only_what_goes() {
        for (page, kinds) in [
            (format!("<style>{LONG}</style>"), "styles"),
            (format!("<script>{LONG}</script>"), "scripts"),
            (
                format!("<script type=module>{LONG}</script><svg><path d=\"{LONG}\"/></svg>"),
                "scripts and drawings",
            ),
            (
                format!(
                    "<style>{LONG}</style><p style=\"{LONG}\"><i STYLE=\"{LONG}\" srcset=\"{LONG}\" onclick=\"{LONG}\">"
                ),
                "styles and 2 attributes",
            ),
        ] {
            let shown = shown(&page).expect("something goes");
            assert!(shown.contains(&format!(" characters of {kinds} of this page left out")), "{shown}");
        }
    }

    #[test]
    fn data_short_contents_and_lone_attributes_stay() {
        for page in [
            format!("<script type=\"application/ld+json\">{LONG}</script>"),
            "<style>a{}</style><!-- b --><script>c()</script>".to_owned(),
            format!("<script>window.__STATE__ = {{\"css\": \"{LONG}\", \"ids\": [1, 2]}};</script>"),
            format!("<script type=text/x-template>{LONG}</script>"),
            format!("<!-- {LONG} -->"),
            format!("<svg><path d=\"{LONG}\"/><text>{LONG}</text></svg>"),
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
