//! Fields between commas, semicolons or tabs: as many on each line.

use headroom_core::Kind;

use crate::line::Line;
use crate::recogniser::{FITS, GOOD, HINT, NEVER, NOTHING, Recogniser};

/// Knows fields between commas or semicolons (RFC 4180).
#[derive(Default)]
pub(super) struct Csv {
    commas: Fields,
    semicolons: Fields,
}

/// Knows fields between tabs.
#[derive(Default)]
pub(super) struct Tsv {
    tabs: Fields,
}

impl Recogniser for Csv {
    fn kind(&self) -> Kind {
        Kind::Csv
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        let commas = self.commas.points(line, b',');
        commas.max(self.semicolons.points(line, b';'))
    }
}

impl Recogniser for Tsv {
    fn kind(&self) -> Kind {
        Kind::Tsv
    }

    fn points(&mut self, line: &Line<'_>) -> i32 {
        // Indentation is no empty field, and neither is a gap as wide as the tabs make it.
        if line.indent > 0 {
            self.tabs = Fields::default();
        }
        if line.indent > 0 && line.counts.tabs == line.indent { NEVER } else { self.tabs.points(line, b'\t') }
    }
}

/// What is known of the line before.
#[derive(Default)]
struct Fields {
    /// How many separators it had.
    count: usize,
    /// How many lines in a row had as many.
    same: usize,
    /// Whether a quoted field goes on.
    quoted: bool,
}

impl Fields {
    fn points(&mut self, line: &Line<'_>, separator: u8) -> i32 {
        let continued = self.quoted;
        if !continued && memchr::memchr(separator, line.text.as_bytes()).is_none() {
            *self = Self::default();
            return NOTHING;
        }
        let read = read(line.text.as_bytes(), separator, continued);
        if continued && !read.quoted && read.count == 0 && line.blanks_before > 1 {
            *self = Self::default();
        }
        self.quoted = read.quoted && read.opened_a_field && self.same > 0 || continued && read.quoted;
        if continued {
            return HINT;
        }
        if read.count == 0 || read.code {
            *self = Self::default();
            return NOTHING;
        }
        let again = self.count == read.count && line.blanks_before == 0;
        self.same = if again { self.same + 1 } else { 0 };
        self.count = read.count;
        // Behind a comma in a sentence stands a blank.
        let written = 2 * read.spaced > read.count;
        match (again, read.count) {
            (true, 1) if self.same > 1 && !written => HINT + 1,
            (true, 1) => FITS,
            (true, _) if written => {
                if self.same > 2 && line.last != b'.' {
                    HINT + 1
                } else {
                    FITS
                }
            }
            (true, _) => GOOD + 1,
            (false, 2..) if !written => FITS + 1,
            _ => NOTHING,
        }
    }
}

/// What a line has of a separator.
struct Read {
    count: usize,
    /// How many of them have a blank behind them.
    spaced: usize,
    quoted: bool,
    opened_a_field: bool,
    /// Whether it is rather a call or a statement.
    code: bool,
}

fn read(bytes: &[u8], separator: u8, mut quoted: bool) -> Read {
    let mut read = Read { count: 0, spaced: 0, quoted: false, opened_a_field: false, code: false };
    let mut odd = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'"' {
            if !quoted {
                read.opened_a_field = at == 0 || bytes[at - 1] == separator;
            }
            quoted = !quoted;
        } else if quoted {
        } else if byte == separator {
            read.count += 1;
            read.spaced += usize::from(bytes.get(at + 1) == Some(&b' '));
        } else if matches!(byte, b'(' | b')' | b'{' | b'}' | b'=' | b'[' | b']' | b'<') {
            odd += 1;
        }
    }
    read.code = odd > read.count
        || matches!(bytes.last(), Some(b'{' | b'(' | b'['))
        || (separator != b';' && bytes.last() == Some(&b';'))
        || (separator == b';' && (read.count < 2 || odd > 0))
        || matches!(bytes.first(), Some(b'{' | b'[' | b'}' | b'-' | b'*' | b'#'));
    read.quoted = quoted;
    read
}
