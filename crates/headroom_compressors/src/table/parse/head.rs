//! The head of a table: `[csv 60 rows, quoted: order,status=paid]`.

use super::column::{Align, Column, Padding};
use super::markdown;
use super::ruled::Program;
use super::separated::Quotes;
use super::style::{Kind, Style};

/// Maximum length of a head in bytes, maximum number of columns, and maximum width of a column.
pub(super) const MAX_HEAD_LEN: usize = 1 << 13;
pub(in crate::table) const MAX_COLUMNS: usize = 256;
const MAX_WIDTH: usize = 1 << 12;

const CSV: &str = "[csv ";
const TSV: &str = "[tsv ";
const MARKDOWN: &str = "[markdown ";
const FIXED: &str = "[fixed ";
pub(super) const OPENERS: [&str; 8] = [
    CSV,
    TSV,
    MARKDOWN,
    FIXED,
    Program::Psql.opener(),
    Program::Mysql.opener(),
    Program::Sqlite.opener(),
    Program::Coverage.opener(),
];

/// Distances between columns of fixed width, the most usual one first.
pub(in crate::table) const GAPS: [usize; 3] = [3, 2, 1];

/// The head of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::table) struct Head<'a> {
    pub(in crate::table) style: Style,
    pub(in crate::table) rows: usize,
    pub(in crate::table) columns: Vec<Column<'a>>,
}

impl<'a> Head<'a> {
    /// Writes the head. `None` if the codec could not read it back.
    pub(in crate::table) fn write(&self) -> Option<String> {
        let mut out = format!("{}{} rows{}: ", opener(self.style), self.rows, words(self.style));
        for (index, column) in self.columns.iter().enumerate() {
            if index > 0 {
                out.push(self.style.separator().into());
            }
            out.push_str(column.name);
            if column.align != Align::None || column.width > 0 {
                out.extend([":", column.align.mark()]);
            }
            if column.width > 0 {
                out.push_str(&column.width.to_string());
            }
            match column.usual {
                Some(usual) => out.extend(["=", usual]),
                None if !column.prefix.is_empty() => out.extend(["=", column.prefix, "*"]),
                None => {}
            }
        }
        out.push(']');
        let line = [&out, self.style.line_end()].concat();
        let is_read = Head::read(&line).is_some_and(|(head, length)| head == *self && length == out.len());
        is_read.then_some(out)
    }

    /// Reads the head at the start of `text`, and returns its length.
    pub(super) fn read(text: &'a str) -> Option<(Self, usize)> {
        let window = &text.as_bytes()[..text.len().min(MAX_HEAD_LEN)];
        let length = memchr::memchr(b'\n', window).unwrap_or(window.len());
        let (line, crlf) =
            text.get(..length)?.strip_suffix('\r').map_or((&text[..length], false), |line| (line, true));
        let length = line.len();
        let line = line.strip_suffix(']')?;
        let opener = OPENERS.into_iter().find(|opener| line.starts_with(opener))?;
        let (rows, rest) = line[opener.len()..].split_once(" rows")?;
        let rows = Some(rows)
            .filter(|rows| rows.bytes().all(|byte| byte.is_ascii_digit()))?
            .parse()
            .ok()
            .filter(|rows| *rows > 0)?;
        let style = styles(opener, crlf)
            .find(|style| rest.strip_prefix(&*words(*style)).is_some_and(|rest| rest.starts_with(": ")))?;
        let columns = columns(&rest[words(style).len() + 2..], style)?;
        let has_cells = columns.iter().any(|column| column.usual.is_none());
        has_cells.then_some((Self { style, rows, columns }, length))
    }
}

const fn opener(style: Style) -> &'static str {
    match style.kind {
        Kind::Separated { separator: b'\t', .. } => TSV,
        Kind::Separated { .. } => CSV,
        Kind::Markdown { .. } => MARKDOWN,
        Kind::Fixed { .. } => FIXED,
        Kind::Ruled { program } => program.opener(),
    }
}

/// The words in the head for the style of the rows.
fn words(style: Style) -> String {
    let (first, second, third) = match style.kind {
        Kind::Separated { separator, quotes } => {
            let quotes = match quotes {
                Quotes::Shown => "",
                Quotes::All => ", quoted",
                Quotes::Text => ", text quoted",
            };
            let by = match separator {
                b';' => ", by ;",
                b'|' => ", by |",
                _ => "",
            };
            (quotes, by, "")
        }
        Kind::Fixed { gap: 1 } => (", 1 apart", "", ""),
        Kind::Fixed { gap: 2 } => (", 2 apart", "", ""),
        Kind::Fixed { .. } | Kind::Ruled { .. } => ("", "", ""),
        Kind::Markdown { padding, wide, tight } => {
            let padding = match padding {
                Padding::None => "",
                Padding::Aligned => ", padded",
                Padding::Left => ", padded left",
            };
            (padding, if wide { ", wide" } else { "" }, if tight { ", tight" } else { "" })
        }
    };
    [first, second, third].concat()
}

/// Every style that an opener may stand for.
fn styles(opener: &str, crlf: bool) -> impl Iterator<Item = Style> + use<'_> {
    let separators: &[u8] = match opener {
        CSV => b",;|",
        TSV => b"\t",
        _ => b"",
    };
    let separated = separators.iter().flat_map(|&separator| {
        [Quotes::Shown, Quotes::All, Quotes::Text].map(|quotes| Kind::Separated { separator, quotes })
    });
    let paddings =
        [Padding::None, Padding::Aligned, Padding::Left].into_iter().filter(move |_| opener == MARKDOWN);
    let markdown = paddings.flat_map(|padding| {
        [(false, false), (false, true), (true, false), (true, true)].map(|(wide, tight)| Kind::Markdown {
            padding,
            wide,
            tight,
        })
    });
    let fixed = GAPS.into_iter().filter(move |_| opener == FIXED).map(|gap| Kind::Fixed { gap });
    let ruled = Program::ALL.into_iter().filter(move |program| program.opener() == opener);
    let ruled = ruled.map(|program| Kind::Ruled { program });
    separated.chain(markdown).chain(fixed).chain(ruled).map(move |kind| Style { kind, crlf })
}

fn columns(text: &str, style: Style) -> Option<Vec<Column<'_>>> {
    let mut columns = Vec::new();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let end = if matches!(style.kind, Kind::Markdown { .. }) {
            markdown::cell_end(rest)
        } else {
            memchr::memchr(style.separator(), rest.as_bytes()).unwrap_or(rest.len())
        };
        columns.push(column(&rest[..end], style)?);
        if columns.len() > MAX_COLUMNS {
            return None;
        }
        if end == rest.len() {
            return Some(columns);
        }
        at += end + 1;
    }
}

fn column(text: &str, style: Style) -> Option<Column<'_>> {
    let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
    let mut column = Column { name, ..Column::default() };
    if let (Kind::Markdown { .. } | Kind::Fixed { .. } | Kind::Ruled { .. }, Some((name, form))) =
        (style.kind, name.split_once(':'))
    {
        let digits = form.trim_start_matches(['<', '>']);
        let mark = &form[..form.len() - digits.len()];
        column.name = name;
        column.align = [Align::None, Align::Left, Align::Right, Align::Center]
            .into_iter()
            .find(|align| align.mark() == mark)?;
        let is_number = digits.len() < 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
        column.width = if digits.is_empty() {
            0
        } else {
            Some(digits).filter(|_| is_number)?.parse().ok().filter(|width| *width < MAX_WIDTH)?
        };
    }
    match value.map(|value| value.strip_suffix('*').ok_or(value)) {
        Some(Ok(prefix)) => column.prefix = prefix,
        Some(Err(usual)) => column.usual = Some(usual),
        None => {}
    }
    // Blanks at the end of a row are not written, so a short row must not stand for many of them.
    let is_blank = |text: &str| !text.is_empty() && text.trim_matches(' ').is_empty();
    let is_wasted = matches!(style.kind, Kind::Fixed { .. })
        && (is_blank(column.prefix) || column.usual.is_some_and(is_blank));
    (!is_wasted).then_some(column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_round_trip() {
        for text in [
            "[csv 3 rows: a,b,c]",
            "[csv 12 rows, quoted, by ;: a;b=x y;c=/srv/*;d=]",
            "[tsv 4 rows, text quoted: a\tb]",
            "[markdown 2 rows, padded, wide, tight: a:>|b:<12=yes|c:<>|d \\| e|]",
            "[markdown 2 rows: a:7|b]",
        ] {
            assert_eq!(Head::read(text).and_then(|(head, _)| head.write()).as_deref(), Some(text));
        }
    }

    #[test]
    fn rejects_malformed_heads() {
        for text in [
            "[csv 3 rows]",
            "[csv rows: a,b]",
            "[csv 0 rows: a,b]",
            "[csv 3 rows, odd: a,b]",
            "[csv 3 rows: a=1,b=2]",
            "[csv 3 rows: a,b",
            "[markdown 2 rows: a:x|b]",
            "[markdown 2 rows: a:99999|b]",
            "[tsv 3 rows, by ;: a]",
            "[csv +3 rows: a,b]",
        ] {
            assert_eq!(Head::read(text), None, "{text}");
        }
    }
}
