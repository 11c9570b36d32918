//! Programs, whatever their language.

use headroom_core::Kind;
use headroom_formats::scan::{ends_with_any, has_any, name, starts_with_any};

use crate::language::starts_statement;
use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, NOTHING, Recogniser, STRONG};

/// How many lines a comment, or a text of several lines, may have.
const MAX_LEN: u16 = 400;
/// How many lines a line of a program speaks for.
const SPEAKS_FOR: u8 = 12;

/// Knows programs.
#[derive(Default)]
pub(super) struct Source {
    /// What ends the comment or text that a line is in, and how many lines of it may follow.
    open: Option<(&'static str, u16)>,
    /// How many lines may follow a line that is code for sure.
    sure: u8,
}

impl Recogniser for Source {
    fn kind(&self) -> Kind {
        Kind::Source
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        if let Some((end, left)) = self.open {
            self.open = (left > 0 && !line.body.contains(end)).then(|| (end, left - 1));
            self.sure = SPEAKS_FOR;
            return HINT + 2;
        }
        self.open = opens(line.body);
        let points = own(line);
        self.sure = if points >= GOOD { SPEAKS_FOR } else { self.sure.saturating_sub(1) };
        // Among code, what looks like little is more of it.
        if self.sure > 0 && points < HINT + 1 {
            if line.indent > 0 || points > NOTHING { (points + 2).max(FITS + 1) } else { points }
        } else {
            points
        }
    }
}

/// What ends the comment or text that starts in a line and does not end there.
fn opens(body: &str) -> Option<(&'static str, u16)> {
    let ends = [("/*", "*/"), ("\"\"\"", "\"\"\""), ("'''", "'''"), ("<!--", "-->")];
    ends.into_iter().filter(|(start, _)| *start != "<!--").find_map(|(start, end)| {
        let at =
            body.find(start).filter(|at| *at == 0 || start.len() == 3 || body.as_bytes()[at - 1] == b' ')?;
        let behind = &body[at + start.len()..];
        (!behind.contains(end)).then_some((end, MAX_LEN))
    })
}

fn own(line: &Line<'_>) -> i32 {
    let body = line.body;
    match line.first() {
        b'/' if starts_with_any(body, &["// ", "///", "//!", "/*", "//"]) => {
            if body.starts_with("//") && body.len() > 3 && is_path_like(body) { NOTHING } else { GOOD }
        }
        b'*' if line.indent > 0 && (body == "*" || body.starts_with("* @") || body.starts_with("*/")) => GOOD,
        b'#' => directive(body),
        b'@' => {
            if name(&body[1..], b".").is_some_and(|(_, rest)| rest.is_empty() || rest.starts_with('(')) {
                GOOD
            } else {
                NOTHING
            }
        }
        b'-' if body.starts_with("-- ") => FITS,
        b'}' | b')' | b']' => {
            if closes(body) {
                HINT + 1
            } else {
                NOTHING
            }
        }
        b'{' if body.len() == 1 => HINT,
        b'<' => {
            if has_any(body, &["={", " => ", "{{", "className="])
                || name(&body[1..], b".").is_some_and(|(name, rest)| {
                    name.as_bytes()[0].is_ascii_uppercase()
                        && (rest.is_empty() || rest.starts_with([' ', '>']))
                })
            {
                GOOD
            } else if body.starts_with("<?php") {
                STRONG * 2
            } else {
                NOTHING
            }
        }
        _ if line.text.starts_with("$ ") => NOTHING,
        _ => statement(line),
    }
}

fn is_path_like(body: &str) -> bool {
    !body.contains(' ') && body[2..].contains('/')
}

/// `#include <a.h>`, `#!/bin/sh`, `#[derive(Debug)]`, `# comment`
fn directive(body: &str) -> i32 {
    if starts_with_any(
        body,
        &[
            "#include", "#!/", "#![", "#[", "#define ", "#ifdef ", "#ifndef ", "#endif", "#pragma ",
            "#undef ", "#else", "#if ", "#elif ",
        ],
    ) {
        STRONG
    } else if body.len() == 1 || matches!(body.as_bytes()[1], b' ' | b':') {
        FITS
    } else {
        NOTHING
    }
}

/// `}`, `});`, `} else {`, `),`, `]:`
fn closes(body: &str) -> bool {
    let rest = body.trim_start_matches(['}', ')', ']', ';', ',', '?', '.']);
    rest.is_empty()
        || starts_with_any(
            rest,
            &[
                " else", " catch", " finally", " while", " as ", " from ", " = ", " => ", " {", ":", " ->",
                " =", "`", " :", " ?", " &&", " ||", " in",
            ],
        )
        || ends_with_any(body, &[";", "{", ")", ","])
}

fn statement(line: &Line<'_>) -> i32 {
    let (body, counts) = (line.body, line.counts);
    let length = body.len();
    // A sentence has few signs; and a log has its time and names first.
    if let Some(points) = starts_statement(body) {
        return points;
    }
    let code = counts.code;
    if line.ends_with(";") {
        let call =
            body.ends_with(");") || body.ends_with("};") || body.contains(" = ") || body.ends_with("];");
        return if call || line.words() < 5 && length > 2 && (code > 1 || line.indent > 0) {
            GOOD
        } else if code > 2 {
            HINT + 1
        } else {
            NOTHING
        };
    }
    if line.ends_with("{") || line.ends_with("(") || line.ends_with("[") {
        return if code * 30 > length || line.words() < 4 { GOOD - 1 } else { FITS };
    }
    if code > 0
        && has_any(
            body,
            &[
                " := ", " => {", "() => ", ") => ", " -> {", "self.", "this.", " === ", " !== ", " && ",
                " || ",
            ],
        )
    {
        return GOOD - 1;
    }
    if (line.ends_with("{}") || line.ends_with(" }")) && code > 2 {
        return HINT + 1;
    }
    if line.ends_with("):") || (line.ends_with(":") && code > 1) {
        return HINT + 1;
    }
    let assigned = name(body, b".[]'\"$*&->").is_some_and(|(_, rest)| {
        starts_with_any(rest, &[" = ", " += ", " -= ", " *= ", " |= ", " ||= ", ": ", " <- "])
            && rest.contains(" = ")
    });
    if assigned
        || name(body, b".[]'\"$")
            .is_some_and(|(_, rest)| starts_with_any(rest, &[" = ", " += ", " -= ", " |= "]))
    {
        return HINT;
    }
    let call = name(body, b".:!$?").is_some_and(|(name, rest)| name.len() > 1 && rest.starts_with('('))
        && ends_with_any(body, &[")", "),", ")?", ").", "):", ") {", "])", "))"]);
    if call
        || body.starts_with('.') && code > 1 && body.as_bytes().get(1).is_some_and(u8::is_ascii_alphabetic)
    {
        return HINT;
    }
    if line.indent > 0 && line.ends_with(",") && (code > 0 || line.words() < 3) { FITS + 1 } else { NOTHING }
}
