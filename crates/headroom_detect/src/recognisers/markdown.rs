//! Prose with Markdown headings, lists, quotes, tables and code.

use headroom_core::Kind;
use headroom_formats::scan::{digits, has_any, repeated, starts_with_any};

use super::prose::sentences;
use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, MARK, NOTHING, Recogniser, STRONG};

/// Maximum number of lines without a mark after a line with one.
const BETWEEN: u8 = 40;
/// Maximum length of a block of code, in lines.
const CODE: u16 = 2000;

/// Recognises Markdown (`CommonMark`, with the tables of GitHub).
#[derive(Default)]
pub(super) struct Markdown {
    /// How many lines without a mark may still follow.
    left: u8,
    /// How many lines of the block of code may still follow.
    code: u16,
    /// The fence of the block: a backtick or a tilde, and their number.
    fence: (u8, usize),
}

impl Recogniser for Markdown {
    fn kind(&self) -> Kind {
        Kind::Markdown
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        if self.code > 0 {
            return self.within_code(line);
        }
        if let Some(points) = self.open(line) {
            return points;
        }
        let points = mark(line);
        if points >= GOOD {
            self.left = BETWEEN;
        }
        self.left = self.left.saturating_sub(1);
        // Text between marks is prose, and weak evidence counts more among marks.
        let marked = if self.left > 0 && points == HINT { points + 2 } else { points };
        if self.left > 0 { marked.max(sentences(line)).max(FITS - 1) } else { marked }
    }
}

impl Markdown {
    fn open(&mut self, line: &Line<'_>) -> Option<i32> {
        let fence = line.first();
        let count = if matches!(fence, b'`' | b'~') { repeated(line.body, fence) } else { 0 };
        let tongue = &line.body[count..];
        if count < 3 || line.indent > 12 || tongue.contains('`') || tongue.split(' ').count() > 4 {
            return None;
        }
        self.code = CODE;
        self.fence = (fence, count);
        self.left = BETWEEN;
        Some(STRONG)
    }

    fn within_code(&mut self, line: &Line<'_>) -> i32 {
        let (fence, count) = self.fence;
        let closed = line.first() == fence
            && repeated(line.body, fence) >= count
            && line.body.len() == repeated(line.body, fence);
        self.code = if closed { 0 } else { self.code - 1 };
        // Text in a block is often strong evidence for its own kind, but the block is always stronger.
        if closed || self.left > 0 { STRONG } else { GOOD }
    }
}

fn mark(line: &Line<'_>) -> i32 {
    let body = line.body;
    let outer = line.indent < 4;
    match line.first() {
        b'#' if outer => heading(body),
        b'>' if outer && body.starts_with("> ") => HINT,
        b'-' | b'*' | b'+' if body[1..].starts_with(' ') => item(line, &body[2..]),
        b'0'..=b'9' => digits(body).map_or(NOTHING, |(number, rest)| {
            if number.len() < 4 && (rest.starts_with(". ") || rest.starts_with(") ")) {
                item(line, &rest[2..])
            } else {
                NOTHING
            }
        }),
        b'|' if body.len() > 2 && body.ends_with('|') => {
            if body.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ')) {
                if body.contains('-') { MARK } else { GOOD }
            } else {
                GOOD + 2
            }
        }
        b'[' | b'!' if has_any(body, &["](", "]: http", "]: /", "]: #"]) => GOOD + 2,
        _ => inline(body),
    }
}

/// `## Heading`. A single sign may also begin a comment.
fn heading(body: &str) -> i32 {
    let level = repeated(body, b'#');
    let rest = &body[level..];
    let titled = rest.strip_prefix(' ').is_some_and(|title| {
        title.starts_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '`' | '[' | '*' | '"' | '(' | '<' | '@' | '.') || !c.is_ascii()
        }) && !has_any(title, &[" = ", ": {", ");"])
    });
    match level {
        1 if titled => HINT,
        2..=6 if titled && !body.ends_with("##") => STRONG,
        _ => NOTHING,
    }
}

fn item(line: &Line<'_>, text: &str) -> i32 {
    // A plan of changes marks lines of settings as a list marks its items: `+ size = 3`, `- tags = [`.
    if matches!(line.last, b'{' | b'[' | b'(') || text.contains(" = ") {
        return NOTHING;
    }
    let inline = inline(text);
    let listed = text.starts_with("[ ] ") || text.starts_with("[x] ") || has_any(text, &["**", "`"]);
    if listed {
        GOOD
    } else if inline > NOTHING {
        inline.max(HINT)
    } else if line.words() > 2 && line.last != b';' {
        HINT
    } else {
        FITS
    }
}

/// The points of links, emphasis and code within a sentence.
fn inline(text: &str) -> i32 {
    let paired = |mark: &str| {
        text.find(mark).is_some_and(|at| {
            text[at + mark.len()..]
                .find(mark)
                .is_some_and(|end| end > 0 && !text[at + mark.len()..].starts_with(' '))
        })
    };
    let code = || {
        paired("`")
            && !text.contains(';')
            && text.contains(' ')
            && !starts_with_any(text, &["/", "#", "\"", "*"])
    };
    let link = has_any(text, &["](http", "](#", "](/", "](."]);
    let stress = || paired("**") && !text.contains(['=', ';']);
    if link || stress() {
        GOOD
    } else if memchr::memchr(b'`', text.as_bytes()).is_some() && code() {
        HINT
    } else {
        NOTHING
    }
}
