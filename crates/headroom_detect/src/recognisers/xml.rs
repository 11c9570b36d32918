//! Markup between tags that are not those of pages.

use headroom_core::Kind;
use headroom_formats::scan::name;

use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, MARK, NOTHING, Recogniser};

/// How many lines without a tag may follow a tag.
const TEXT: u8 = 4;

/// Knows XML.
#[derive(Default)]
pub(super) struct Xml {
    left: u8,
    /// Whether it was declared.
    declared: bool,
}

impl Recogniser for Xml {
    fn kind(&self) -> Kind {
        Kind::Xml
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        let points = tag(line);
        self.declared |= points == MARK;
        if points > NOTHING {
            self.left = TEXT;
            // The names of pages are names here as well.
            return if self.declared && points < MARK { points + 4 } else { points };
        }
        self.left = self.left.saturating_sub(1);
        if self.left > 0 && (line.body.ends_with('>') || line.indent > 0 && !line.ends_with(";")) {
            if self.declared { HINT } else { FITS }
        } else {
            NOTHING
        }
    }
}

fn tag(line: &Line<'_>) -> i32 {
    let Some(rest) = line.body.strip_prefix('<') else { return NOTHING };
    if rest.starts_with("?xml") {
        return MARK;
    }
    if rest.starts_with("!--") || rest.starts_with("![CDATA[") {
        return HINT;
    }
    let closing = rest.starts_with('/');
    let Some((_, behind)) = name(rest.strip_prefix('/').unwrap_or(rest), b":.-") else { return NOTHING };
    let closed = line.ends_with(">") && (behind.starts_with(['>', ' ', '/']));
    let attributes = behind.starts_with(' ') && behind.contains("=\"") && !behind.contains("={");
    if closed && (closing || attributes || behind.contains("</") || behind == ">" || behind.ends_with("/>")) {
        GOOD + 1
    } else if attributes {
        GOOD
    } else {
        NOTHING
    }
}
