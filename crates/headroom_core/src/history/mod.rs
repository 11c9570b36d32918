//! The texts that the model has already been shown in this conversation, and their names in references.
//!
//! Texts are pushed in the order of the conversation and can be popped again. Popping restores the earlier
//! state: lookups never depend on texts pushed and popped in between.

mod anchors;
mod index;
mod numbers;
mod rows;

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::fidelity::Fidelity;
use crate::line_ends::without_cr;
use crate::lines::Lines;
use crate::verified::Verified;
pub use anchors::{anchors, is_long};
use index::Index;
pub use index::{Spot, Windows};
use numbers::Numbers;
pub use rows::rows;

/// Maximum length of a name, in bytes: a reference has to be shorter than the text that it replaces.
const MAX_NAME_LEN: usize = 48;

/// The texts of a conversation up to some point.
#[derive(Debug, Default)]
pub struct History {
    shown: Vec<VisibleText>,
    /// The number of texts with this label, before numbers are added to tell them apart.
    called: HashMap<Box<str>, u32>,
    named: HashMap<Box<str>, u32>,
    whole: HashMap<u64, u32>,
    index: Index,
    bytes: usize,
    /// The number of texts with rows that the model can read.
    with_rows: usize,
}

/// A text of the conversation.
#[derive(Debug)]
pub struct VisibleText {
    /// The unique name of the text in references; empty: it cannot be referred to.
    pub name: Box<str>,
    /// The original text; without carriage returns if all its lines ended in CRLF.
    pub text: Arc<str>,
    /// Its lines.
    pub lines: Lines,
    /// The lines that the model can read in this text, verbatim or in an exact form, sorted and disjoint.
    pub visible: Vec<Range<u32>>,
    /// The lines that the model can read verbatim, sorted and disjoint.
    verbatim: Vec<Range<u32>>,
    /// How many lines, from the first, stand one below the other, so that a reader can count them.
    countable: u32,
    /// If the text is JSON: the spans of its rows, in bytes.
    pub rows: Vec<Range<u32>>,
    /// The rows that the model can read in this text, sorted and disjoint.
    visible_rows: Vec<Range<u32>>,
    /// The numbers of lines and rows, if some were elided.
    line_numbers: Option<Numbers>,
    row_numbers: Option<Numbers>,
    /// The name without its number.
    called: Box<str>,
    /// The hash of the text if all of it can be read, verbatim or encoded.
    whole: Option<u64>,
}

impl History {
    /// An empty history.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of texts.
    #[must_use]
    pub fn count(&self) -> usize {
        self.shown.len()
    }

    /// The total length of the texts, in bytes.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The text with this index.
    #[must_use]
    pub fn get(&self, block: u32) -> &VisibleText {
        &self.shown[block as usize]
    }

    /// Adds a text that the model can read whole.
    pub fn push(&mut self, called: &str, text: Arc<str>) {
        let how = Verified::as_is(text.len());
        self.push_shown(called, text, &how);
    }

    /// Adds a text whose parts `how.visible` can be read. For a text whose lines all end in CRLF,
    /// they are offsets in the text without carriage returns. If all of the text can be read in some form,
    /// references to the whole text are allowed.
    pub fn push_shown(&mut self, called: &str, text: Arc<str>, how: &Verified) {
        let text = without_cr(&text).map_or(text, Into::into);
        let block = self.shown.len() as u32;
        let lines = Lines::new(&text);
        let within = |spans: &[Range<usize>]| -> Vec<_> {
            spans.iter().map(|span| lines.within(span)).filter(|lines| !lines.is_empty()).collect()
        };
        let (verbatim, visible) = (within(&how.verbatim), within(&how.visible));
        // Lines are counted in the text without carriage returns.
        let countable =
            if how.countable < text.len() { lines.within(&(0..how.countable)).end } else { lines.count() };
        let rows = rows(&text);
        let visible_rows: Vec<_> =
            how.visible.iter().map(|span| rows_within(&rows, span)).filter(|rows| !rows.is_empty()).collect();
        let line_numbers = Numbers::read(&text, (0..lines.count()).map(|line| &text[lines.body(line)]))
            .filter(|_| !lines.numbered());
        let row_numbers =
            Numbers::read(&text, rows.iter().map(|row| &text[row.start as usize..row.end as usize]));
        let called = printable(called);
        let mut name = called.clone();
        if !called.is_empty() {
            let count = self.called.entry(called.clone()).or_default();
            *count += 1;
            if *count > 1 {
                name = format!("{called} #{count}").into();
            }
            // A text's own label may equal another text's label with its number: the first text keeps the
            // name.
            if self.named.contains_key(&name) {
                name = Box::default();
            } else {
                self.named.insert(name.clone(), block);
            }
        }
        let whole = (!how.refers && how.fidelity <= Fidelity::Values && !name.is_empty())
            .then(|| xxh3_64(text.as_bytes()));
        if let Some(hash) = whole {
            self.whole.entry(hash).or_insert(block);
        }
        self.bytes += text.len();
        let shown = VisibleText {
            name,
            text,
            lines,
            visible,
            verbatim,
            countable,
            rows,
            visible_rows,
            line_numbers,
            row_numbers,
            called,
            whole,
        };
        if !shown.name.is_empty() {
            self.index.add(block, &shown);
            self.index.add_rows(block, &shown.text, &shown.rows, &shown.visible_rows);
        }
        self.with_rows += usize::from(shown.has_rows());
        self.shown.push(shown);
    }

    /// Removes the latest texts until `count` are left.
    pub fn truncate(&mut self, count: usize) {
        while self.shown.len() > count {
            let Some(last) = self.shown.pop() else { break };
            let block = self.shown.len() as u32;
            self.bytes -= last.text.len();
            self.with_rows -= usize::from(last.has_rows());
            self.index.remove(block);
            if let Some(hash) = last.whole
                && self.whole.get(&hash) == Some(&block)
            {
                self.whole.remove(&hash);
            }
            self.named.remove(&last.name);
            if let Some(count) = self.called.get_mut(&last.called) {
                *count -= 1;
                if *count == 0 {
                    self.called.remove(&last.called);
                }
            }
        }
    }

    /// The position of the text with this name.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.named.get(name).map(|&block| block as usize)
    }

    /// The text with this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&VisibleText> {
        self.named.get(name).map(|&block| self.get(block))
    }

    /// The first text that is equal to `text` and can be read whole.
    #[must_use]
    pub fn whole(&self, text: &str) -> Option<&VisibleText> {
        let shown = self.get(*self.whole.get(&xxh3_64(text.as_bytes()))?);
        (&*shown.text == text).then_some(shown)
    }

    /// Whether lines, rows or spans of any text can be referred to. Otherwise no window has a place.
    #[must_use]
    pub fn has_places(&self) -> bool {
        self.index.size() > 0
    }

    /// Whether rows of any text can be read. Otherwise no window of rows has a place.
    #[must_use]
    pub const fn has_rows(&self) -> bool {
        self.with_rows > 0
    }

    /// Places of a window, the latest first; only a few.
    pub fn spots(&self, window: u64) -> impl Iterator<Item = Spot> {
        self.index.spots(window)
    }

    /// An estimate of its memory in bytes, without the texts themselves.
    #[must_use]
    pub fn overhead(&self) -> usize {
        self.index.size() + self.shown.iter().map(VisibleText::overhead).sum::<usize>()
    }
}

impl VisibleText {
    fn overhead(&self) -> usize {
        let numbers = [&self.line_numbers, &self.row_numbers];
        (self.lines.count() as usize + 1) * 4
            + self.rows.len() * size_of::<Range<u32>>()
            + numbers.into_iter().flatten().map(Numbers::size).sum::<usize>()
            + size_of::<Self>()
    }

    fn has_rows(&self) -> bool {
        !self.visible_rows.is_empty()
    }

    /// Whether the model can read the line with this index.
    #[must_use]
    pub fn shows(&self, line: u32) -> bool {
        contains(&self.visible, line)
    }

    /// Whether the model can read the line with this index verbatim.
    pub(crate) fn quotes(&self, line: u32) -> bool {
        contains(&self.verbatim, line)
    }

    /// Whether a reader can find the line with this index by counting.
    #[must_use]
    pub const fn counts(&self, line: u32) -> bool {
        line < self.countable
    }

    /// Whether the model can read the row with this index.
    #[must_use]
    pub fn shows_row(&self, row: u32) -> bool {
        contains(&self.visible_rows, row)
    }

    /// The numbers by which a reader knows the line with this index. They are more than one for a note about
    /// elided lines. `None`: the line cannot be named.
    #[must_use]
    pub fn numbers_of(&self, line: u32) -> Option<RangeInclusive<u32>> {
        let numbers = match &self.line_numbers {
            Some(numbers) => numbers.of(line),
            None => self.lines.name_of(line).map(|number| number..number + 1)?,
        };
        (!numbers.is_empty()).then(|| numbers.start..=numbers.end - 1)
    }

    /// The indexes of the lines that a reader knows by these numbers.
    #[must_use]
    pub fn lines_named(&self, first: u32, last: u32) -> Option<Range<u32>> {
        let index = |number| match &self.line_numbers {
            Some(numbers) => numbers.index_of(number),
            None => self.lines.index_named(number),
        };
        let lines = index(first)?..index(last)?.checked_add(1)?;
        // Numbered lines are consecutive only within one run of numbers.
        let is_run = self.line_numbers.is_some() || lines.end.checked_sub(lines.start)? == last - first + 1;
        (is_run && !lines.is_empty() && lines.end <= self.lines.count()).then_some(lines)
    }

    /// Whether one range of numbers can name a line and the line before it.
    #[must_use]
    pub fn goes_on(&self, line: u32) -> bool {
        self.line_numbers.is_some()
            || matches!(
                (self.lines.name_of(line - 1), self.lines.name_of(line)),
                (Some(before), Some(own)) if before + 1 == own
            )
    }

    /// The numbers of the row with this index, as a reader counts them.
    #[must_use]
    pub fn numbers_of_row(&self, row: u32) -> RangeInclusive<u32> {
        let numbers = self.row_numbers.as_ref().map_or(row + 1..row + 2, |numbers| numbers.of(row));
        numbers.start..=numbers.end - 1
    }

    /// The text from one row to another, which a reader knows by these numbers.
    #[must_use]
    pub fn rows_named(&self, first: u32, last: u32) -> Option<&str> {
        let index = |number: u32| match &self.row_numbers {
            Some(numbers) => numbers.index_of(number),
            None => number.checked_sub(1),
        };
        let start = self.rows.get(index(first)? as usize)?.start;
        let end = self.rows.get(index(last)? as usize)?.end;
        self.text.get(start as usize..end as usize)
    }

    /// The row with this index.
    #[must_use]
    pub fn row(&self, row: u32) -> Option<&str> {
        let row = self.rows.get(row as usize)?;
        self.text.get(row.start as usize..row.end as usize)
    }

    /// The line with this index, without its number.
    #[must_use]
    pub fn body(&self, line: u32) -> &str {
        &self.text[self.lines.body(line)]
    }
}

fn contains(ranges: &[Range<u32>], index: u32) -> bool {
    let at = ranges.partition_point(|range| range.end <= index);
    ranges.get(at).is_some_and(|range| range.start <= index)
}

/// The indexes of the rows that lie within `span`.
fn rows_within(rows: &[Range<u32>], span: &Range<usize>) -> Range<u32> {
    let first = rows.partition_point(|row| (row.start as usize) < span.start);
    let end = rows.partition_point(|row| row.end as usize <= span.end);
    first as u32..end.max(first) as u32
}

/// A label that is safe in a reference: one line, no bracket that would end the reference, bounded length.
fn printable(name: &str) -> Box<str> {
    let mut out = String::with_capacity(name.len().min(MAX_NAME_LEN));
    for c in name.chars() {
        let c = if c.is_control() || matches!(c, '[' | ']' | ':') { ' ' } else { c };
        if c.is_whitespace() && (out.is_empty() || out.ends_with(' ')) {
            continue;
        }
        if out.len() + c.len_utf8() > MAX_NAME_LEN {
            break;
        }
        out.push(if c.is_whitespace() { ' ' } else { c });
    }
    out.trim_end().into()
}

#[cfg(test)]
mod tests;
