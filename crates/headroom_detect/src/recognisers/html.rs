//! Pages.

use headroom_core::Kind;
use headroom_formats::scan::{has_any, name};

use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, MARK, NOTHING, Recogniser, STRONG};

const ELEMENTS: [&str; 62] = [
    "a",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "label",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "script",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
];
/// How many lines without a tag an element may go on for.
const TEXT: u16 = 6;
/// How long a script or a style may go on for, in lines.
const SCRIPT: u16 = 5000;

/// Knows HTML.
#[derive(Default)]
pub(super) struct Html {
    /// How many lines may follow without a tag.
    left: u16,
    /// What ends the script or style that a line is in.
    script: Option<&'static str>,
    /// Whether a page was begun: elements alone may also stand in a program.
    page: bool,
}

impl Recogniser for Html {
    fn kind(&self) -> Kind {
        Kind::Html
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        if let Some(end) = self.script {
            self.left = self.left.saturating_sub(1);
            if line.body.contains(end) || self.left == 0 {
                self.script = None;
                self.left = TEXT;
            }
            return GOOD;
        }
        let points = tag(line);
        if points > NOTHING {
            self.begin(line.body);
            return points;
        }
        self.left = self.left.saturating_sub(1);
        if self.left > 0 && line.indent > 0 && !line.ends_with(";") && !line.ends_with("{") {
            if self.page { HINT + 1 } else { FITS }
        } else {
            NOTHING
        }
    }
}

impl Html {
    fn begin(&mut self, body: &str) {
        self.left = TEXT;
        let ends = |end: &str| !body.contains(end);
        self.script = if body.starts_with("<script") && ends("</script") && ends("/>") {
            Some("</script")
        } else if body.starts_with("<style") && ends("</style") {
            Some("</style")
        } else {
            None
        };
        self.page |= body.starts_with("<!") || body.starts_with("<html");
        if self.script.is_some() {
            self.left = SCRIPT;
        }
    }
}

fn tag(line: &Line<'_>) -> i32 {
    let body = line.body;
    let Some(rest) = body.strip_prefix('<') else {
        let closed = body.ends_with('>')
            && has_any(
                body,
                &[
                    "</p>",
                    "</a>",
                    "</li>",
                    "</span>",
                    "</div>",
                    "</td>",
                    "</h1>",
                    "</h2>",
                    "</button>",
                    "</strong>",
                    "</title>",
                    "<br>",
                    "<br/>",
                ],
            );
        return if closed { GOOD } else { NOTHING };
    };
    if rest.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("!doctype")) {
        return if rest.to_ascii_lowercase().starts_with("!doctype html") { MARK } else { NOTHING };
    }
    if rest.starts_with("!--") {
        return HINT;
    }
    let Some((element, behind)) = name(rest.strip_prefix('/').unwrap_or(rest), b"") else { return NOTHING };
    let lower = element.to_ascii_lowercase();
    let known =
        ELEMENTS.contains(&lower.as_str()) && (behind.is_empty() || behind.starts_with(['>', ' ', '/']));
    if !known {
        return NOTHING;
    }
    // A program that makes pages has its own names in the tags.
    if has_any(behind, &["={", "{{", "className=", " => "]) {
        HINT
    } else if matches!(lower.as_str(), "html" | "head" | "body") {
        STRONG + 4
    } else {
        STRONG - 1
    }
}
