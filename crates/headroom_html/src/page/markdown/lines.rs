//! Writes lines of Markdown: text with its blanks made one, behind the marks of the lists and quotes around it.

use std::collections::BTreeSet;

use headroom_core::work::step;

/// Maximum number of lists and quotes whose marks stand in front of a line.
const MAX_DEPTH: usize = 8;

/// Minimum length of a line that is written once, in bytes.
const MIN_REPEATED: usize = 60;

/// A place in the current line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    line: usize,
    at: usize,
}

#[derive(Clone, Copy, Debug)]
enum Around {
    Bullets,
    Numbers(usize),
    Quote,
}

/// A table that is being read.
#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<String>>,
    row: Vec<String>,
}

/// What has been written.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    text: String,
    /// The line that is being written.
    line: String,
    /// The number of lines that have ended.
    count: usize,
    around: Vec<Around>,
    /// How many of these are lists.
    lists: usize,
    /// The mark of the item or heading that the line starts.
    mark: Option<String>,
    /// Whether a blank line goes before the next.
    is_apart: bool,
    /// The long lines so far.
    seen: BTreeSet<String>,
    /// How many elements around have code.
    code: usize,
    /// The name of the code's language.
    language: String,
    table: Option<Table>,
}

impl Lines {
    pub(crate) fn text(&mut self, text: &str) {
        step(text.len());
        if self.code > 0 {
            self.line.push_str(text);
            return;
        }
        for sign in text.chars() {
            let is_blank = sign.is_ascii_whitespace() || sign == '\u{a0}';
            if !is_blank {
                if !matches!(sign, '\u{200b}' | '\u{ad}' | '\u{feff}') {
                    self.line.push(sign);
                }
            } else if !self.line.is_empty() && !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    /// Starts or ends code within a line.
    pub(crate) fn tick(&mut self) {
        if self.code == 0 {
            self.line.push('`');
        }
    }

    /// Ends a line within a paragraph.
    pub(crate) fn break_line(&mut self) {
        if self.code > 0 {
            self.line.push('\n');
        } else if self.table.is_some() {
            self.text(" ");
        } else {
            self.end_line();
        }
    }

    /// Ends a paragraph.
    pub(crate) fn end_block(&mut self) {
        if self.code > 0 {
            if !self.line.is_empty() && !self.line.ends_with('\n') {
                self.line.push('\n');
            }
        } else if self.table.is_some() {
            self.text(" ");
        } else {
            self.end_line();
            self.is_apart |= self.lists == 0;
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let trimmed = line.trim();
        if !trimmed.is_empty() && trimmed != "``" {
            self.put(trimmed);
        }
        self.line = line;
        self.line.clear();
        self.count += 1;
    }

    /// Writes a line behind the marks around it.
    fn put(&mut self, line: &str) {
        // What a page shows twice is written once.
        if line.len() >= MIN_REPEATED && self.code == 0 && !self.seen.insert(line.to_owned()) {
            return;
        }
        let mark = self.mark.take();
        if !self.text.is_empty() {
            self.text.push('\n');
            if self.is_apart {
                self.text.push('\n');
            }
        }
        self.is_apart = false;
        let depth = self.around.len().min(MAX_DEPTH);
        for (index, around) in self.around[..depth].iter().enumerate() {
            match around {
                Around::Quote => self.text.push_str("> "),
                // The innermost list has the mark of its item.
                _ if index + 1 == depth && mark.as_ref().is_some_and(|mark| !mark.starts_with('#')) => {}
                Around::Bullets => self.text.push_str("  "),
                Around::Numbers(_) => self.text.push_str("   "),
            }
        }
        if let Some(mark) = mark {
            self.text.push_str(&mark);
        }
        self.text.push_str(line);
    }

    pub(crate) fn start_heading(&mut self, level: usize) {
        self.end_block();
        if self.table.is_none() && self.code == 0 && self.mark.is_none() {
            self.is_apart = true;
            self.mark = Some(format!("{} ", "#".repeat(level)));
        }
    }

    pub(crate) fn start_list(&mut self, is_numbered: bool) {
        self.end_block();
        self.lists += 1;
        self.around.push(if is_numbered { Around::Numbers(0) } else { Around::Bullets });
    }

    pub(crate) fn finish_list(&mut self) {
        self.end_block();
        self.around.pop();
        self.lists -= 1;
        self.mark = None;
        self.is_apart |= self.lists == 0;
    }

    pub(crate) fn start_item(&mut self) {
        self.end_block();
        if self.table.is_some() || self.code > 0 {
            return;
        }
        let mark = match self.around.last_mut() {
            Some(Around::Numbers(number)) => {
                *number += 1;
                format!("{number}. ")
            }
            _ => "- ".to_owned(),
        };
        self.mark = Some(mark);
    }

    pub(crate) fn finish_item(&mut self) {
        self.end_block();
        self.mark = None;
    }

    pub(crate) fn start_quote(&mut self) {
        self.end_block();
        self.around.push(Around::Quote);
    }

    pub(crate) fn finish_quote(&mut self) {
        self.end_block();
        self.around.pop();
        self.is_apart = true;
    }

    pub(crate) fn start_code(&mut self, language: &str) {
        if self.code == 0 {
            self.end_block();
            language.clone_into(&mut self.language);
        }
        self.code += 1;
    }

    pub(crate) fn finish_code(&mut self) {
        self.code -= 1;
        if self.code > 0 {
            return;
        }
        let code = std::mem::take(&mut self.line);
        let code = code.strip_prefix('\n').unwrap_or(&code).trim_end();
        if code.trim().is_empty() {
            return;
        }
        if self.table.is_some() {
            self.text(code);
            return;
        }
        // A fence is longer than any run of backticks in the code.
        let fence = "`".repeat(longest_run(code).max(2) + 1);
        self.is_apart = true;
        let language = std::mem::take(&mut self.language);
        self.put(&format!("{fence}{language}"));
        for line in code.lines() {
            self.put(line.trim_end_matches('\r'));
        }
        self.put(&fence);
        self.is_apart = true;
    }

    pub(crate) fn start_table(&mut self) {
        self.end_block();
        self.table = Some(Table::default());
    }

    pub(crate) fn start_cell(&mut self) {
        if self.table.is_some() {
            self.line.clear();
        } else {
            self.end_block();
        }
    }

    pub(crate) fn finish_cell(&mut self) {
        let Some(table) = &mut self.table else { return self.end_block() };
        table.row.push(self.line.trim().replace('|', "\\|"));
        self.line.clear();
    }

    pub(crate) fn finish_row(&mut self) {
        let Some(table) = &mut self.table else { return self.end_block() };
        let row = std::mem::take(&mut table.row);
        if row.iter().any(|cell| !cell.is_empty()) {
            table.rows.push(row);
        }
    }

    pub(crate) fn finish_table(&mut self) {
        let Some(table) = self.table.take() else { return self.end_block() };
        self.line.clear();
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
        self.is_apart = true;
        for (index, row) in table.rows.iter().enumerate() {
            let mut line = format!("| {} |", row.join(" | "));
            for _ in row.len()..columns.min(row.len() + 64) {
                line.push_str("  |");
            }
            self.put(&line);
            if index == 0 {
                self.put(&format!("|{}", " --- |".repeat(columns)));
            }
        }
        self.is_apart = true;
    }

    /// The current place, to which [`link`](Self::link) returns.
    pub(crate) fn place(&self) -> Place {
        Place { line: self.count, at: self.line.len() }
    }

    /// Makes the text from `place` on a link, if it is on one line.
    pub(crate) fn link(&mut self, place: &Place, address: &str) {
        if place.line != self.count || self.code > 0 || address.is_empty() {
            return;
        }
        let Some(text) = self.line.get(place.at..) else { return };
        let (lead, text) = (text.len() - text.trim_start().len(), text.trim());
        if text.is_empty() {
            return;
        }
        let link = format!("[{text}]({})", address.trim().replace(' ', "%20").replace(')', "%29"));
        let is_blank = self.line.ends_with(' ');
        self.line.truncate(place.at + lead);
        self.line.push_str(&link);
        if is_blank {
            self.line.push(' ');
        }
    }

    /// The whole text.
    pub(crate) fn finish(mut self) -> String {
        self.end_line();
        self.text
    }
}

fn longest_run(text: &str) -> usize {
    text.split(|sign| sign != '`').map(str::len).max().unwrap_or_default()
}
