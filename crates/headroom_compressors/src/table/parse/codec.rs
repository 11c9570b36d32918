//! The codec for the form that the module describes.

use headroom_core::{Codec, History, Reading, Sink, Unreadable};

use super::column::{Cell, Column, width};
use super::head::{Head, MAX_HEAD_LEN, OPENERS};
use super::style::{DITTO, RAW};

/// Reads tables back.
#[derive(Clone, Copy, Debug)]
pub(in crate::table) struct Cells;

impl Codec for Cells {
    fn name(&self) -> &'static str {
        "table"
    }

    fn unit(&self) -> &'static str {
        "table"
    }

    fn openers(&self) -> &'static [&'static str] {
        &OPENERS
    }

    fn read(&self, text: &str, _earlier: &History, out: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        let (mut head, at) = Head::read(text).ok_or(Unreadable { read: text.len().min(MAX_HEAD_LEN) })?;
        out.has_room_for(head.rows, 0).ok_or(Unreadable { read: at })?;
        let mut widths = Rows::new(text, at, &head);
        let is_padded = head.style.is_padded();
        let widest = if is_padded {
            widths.widest(head.style.is_wide(), out).ok_or(Unreadable { read: widths.at })?
        } else {
            vec![0; head.columns.len()]
        };
        for (column, widest) in head.columns.iter_mut().zip(widest) {
            column.width = if column.width > 0 { column.width } else { head.style.usual_width(widest) };
        }
        let mut rows = Rows::new(text, at, &head);
        rows.write(out).ok_or(Unreadable { read: rows.at })?;
        Ok(Reading::new(rows.at))
    }
}

/// A decoded row.
enum Row<'a> {
    /// The cells were read.
    Cells,
    /// The row was kept unchanged.
    Raw(&'a str),
}

/// The rows after a head.
struct Rows<'a, 'h> {
    text: &'a str,
    head: &'h Head<'a>,
    at: usize,
    cells: Vec<Cell<'a>>,
    /// Whether the cells are those of the row above.
    has_above: bool,
}

impl<'a, 'h> Rows<'a, 'h> {
    fn new(text: &'a str, at: usize, head: &'h Head<'a>) -> Self {
        Self { text, head, at, cells: vec![["", ""]; head.columns.len()], has_above: false }
    }

    /// The width of the widest cell of each column.
    fn widest(&mut self, wide: bool, out: &mut Sink<'_>) -> Option<Vec<usize>> {
        let columns = &self.head.columns;
        let mut widest: Vec<_> = columns.iter().map(|column| width(column.name, wide)).collect();
        // Prefixes and usual values in the head may be long while rows are very short.
        let said: Vec<_> = columns
            .iter()
            .map(|column| width(column.prefix, wide).max(column.usual.map_or(0, |usual| width(usual, wide))))
            .collect();
        let of_cell = |column: &Column<'_>, [before, own]: &Cell<'_>, said: usize| {
            let is_usual = column.usual.is_some_and(|usual| std::ptr::eq(usual, *own));
            if is_usual { said } else { width(own, wide) + if before.is_empty() { 0 } else { said } }
        };
        for _ in 0..self.head.rows {
            if matches!(self.next(out)?, Row::Cells) {
                for (((widest, cell), column), said) in
                    widest.iter_mut().zip(&self.cells).zip(columns).zip(&said)
                {
                    *widest = (*widest).max(of_cell(column, cell, *said));
                }
            }
        }
        Some(widest)
    }

    /// Writes the text that the rows stand for.
    fn write(&mut self, out: &mut Sink<'_>) -> Option<()> {
        let head = self.head;
        let mut line = String::new();
        head.style.put_top(&head.columns, &mut line);
        out.push_str(&line)?;
        for _ in 0..head.rows {
            let row = self.next(out)?;
            line.clear();
            line.push_str(head.style.line_end());
            match row {
                Row::Raw(raw) => line.push_str(raw),
                Row::Cells => head.style.put(&self.cells, &head.columns, &mut line),
            }
            out.push_str(&line)?;
        }
        line.clear();
        head.style.put_bottom(&head.columns, &mut line);
        out.push_str(&line)
    }

    /// Reads the next row, and counts its cells as work.
    fn next(&mut self, out: &mut Sink<'_>) -> Option<Row<'a>> {
        out.look(self.cells.len())?;
        let style = self.head.style;
        self.eat(style.line_end())?;
        if let Some(raw) = self.text[self.at..].strip_prefix(RAW) {
            self.has_above = false;
            let length = style.raw_length(raw)?;
            self.at += 1 + length;
            self.ends().then_some(())?;
            return Some(Row::Raw(&raw[..length]));
        }
        let separator = char::from(style.separator());
        let mut is_first = true;
        for (column, cell) in self.head.columns.iter().zip(&mut self.cells) {
            if let Some(usual) = column.usual {
                *cell = ["", usual];
                continue;
            }
            if !std::mem::take(&mut is_first) {
                self.text[self.at..].starts_with(separator).then(|| self.at += 1)?;
            }
            let own = &self.text[self.at..];
            let own = &own[..style.cell_end(own)?];
            self.at += own.len();
            match own {
                DITTO if !self.has_above => return None,
                DITTO => {}
                "" => *cell = ["", ""],
                _ => *cell = [column.prefix, own],
            }
        }
        self.has_above = true;
        let mut rest =
            self.head.columns.iter().zip(&mut self.cells).filter(|(column, _)| column.usual.is_some());
        while self.text[self.at..].starts_with(separator) {
            let named = &self.text[self.at + 1..];
            let (value, cell) = rest.find_map(|(column, cell)| {
                Some((named.strip_prefix(column.name)?.strip_prefix(':')?, cell))
            })?;
            *cell = ["", &value[..style.cell_end(value)?]];
            self.at += 1 + named.len() - value.len() + cell[1].len();
        }
        self.ends().then_some(Row::Cells)
    }

    /// Whether the row ends here.
    fn ends(&self) -> bool {
        let rest = &self.text[self.at..];
        rest.is_empty() || rest.starts_with(self.head.style.line_end())
    }

    fn eat(&mut self, expected: &str) -> Option<()> {
        self.text[self.at..].starts_with(expected).then(|| self.at += expected.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(text: &str, limit: usize) -> Option<String> {
        Cells.decode(text, &History::new(), limit).ok().map(|decoded| decoded.text)
    }

    #[test]
    fn decodes_rows_of_every_style() {
        let csv =
            "[csv 4 rows: id,path=src/*,state=ok,note]\n1,a.rs,\n2,b.rs,\"x, y\",state:bad\n=3,only\n4,,^^";
        assert_eq!(
            decode(csv, 999).as_deref(),
            Some("id,path,state,note\n1,src/a.rs,ok,\n2,src/b.rs,bad,\"x, y\"\n3,only\n4,,ok,^^")
        );
        let quoted = "[csv 2 rows, quoted, by ;: a;b]\r\n1;^^\r\n2;\"x;\"\"y\"";
        assert_eq!(decode(quoted, 999).as_deref(), Some("\"a\";\"b\"\r\n\"1\";\"^^\"\r\n\"2\";\"x;\"\"y\""));
        let markdown = "[markdown 2 rows, padded: a:>|b|c=yes]\n1|x \\| y\n^||c:no";
        assert_eq!(
            decode(markdown, 999).as_deref(),
            Some(
                "|   a | b      | c   |\n| --: | ------ | --- |\n|   1 | x \\| y | yes |\n|   1 |        | no  |"
            )
        );
        assert_eq!(
            decode("[markdown 1 rows, tight: a:<4|b]\n1|2", 999).as_deref(),
            Some("| a | b |\n|:---|---|\n| 1 | 2 |")
        );
    }

    #[test]
    fn rejects_malformed_tables() {
        for text in [
            "[csv 2 rows: a,b]\n1,2",
            "[csv 1 rows: a,b]\n1",
            "[csv 1 rows: a,b]\n1,2,3",
            "[csv 1 rows: a,b]\n^,2",
            "[csv 1 rows: a,b]\n\"1,2",
            "[csv 1 rows: a,b=x]\n1,c:2",
            "[csv 1 rows: a,b=x]\n1,b:2,b:3",
            "[csv 2 rows: a,b]\n=1,2\n^,3",
        ] {
            assert_eq!(decode(text, 999), None, "{text}");
        }
        let wide = format!("[csv 1000 rows: a,b={}]{}", "x".repeat(5000), "\n1".repeat(1000));
        let read = Cells.decode(&wide, &History::new(), 20_000).map_err(|unreadable| unreadable.read);
        assert!(read.is_err_and(|read| read < 60_000));
    }
}
