//! The folds of a text, and their grouping into edits.

use std::ops::Range;

use crate::quoted_span::QuotedSpan;
use crate::repetition::parse::Form;

/// Folds with at most this many lines between them share a header.
const NEAR: u32 = 4;

/// A fold: its lines, and their short form.
#[derive(Clone, Debug)]
pub(super) struct Fold<'a> {
    pub(super) lines: Range<u32>,
    pub(super) kind: Kind<'a>,
}

#[derive(Clone, Debug)]
pub(super) enum Kind<'a> {
    /// Repetitions of this number of lines before the fold.
    Repeated(u32),
    /// Copies of the lines from this one on.
    Again(u32),
    /// Lines of one form.
    Formed(Box<Form<'a>>),
    /// A line that contains spans of lines further up.
    Spans(Box<[Span<'a>]>),
}

/// A span of a line that occurs in another line.
#[derive(Clone, Debug)]
pub(super) struct Span<'a> {
    /// Its position in the line.
    pub(super) own: Range<usize>,
    /// The other line, and the words that name the span.
    pub(super) source: u32,
    pub(super) part: QuotedSpan<'a>,
}

impl Fold<'_> {
    /// The lines that the fold depends on.
    fn reach(&self) -> Range<u32> {
        let start = match &self.kind {
            Kind::Repeated(lines) => self.lines.start - lines,
            Kind::Formed(_) => self.lines.start,
            Kind::Again(_) | Kind::Spans(_) => self.sources().min().unwrap_or(self.lines.start),
        };
        start..self.lines.end
    }

    /// The lines that must have a name for this fold.
    pub(super) fn sources(&self) -> impl Iterator<Item = u32> {
        let (line, spans) = match &self.kind {
            Kind::Again(source) => (Some(*source), &[][..]),
            Kind::Spans(spans) => (None, &spans[..]),
            Kind::Repeated(_) | Kind::Formed(_) => (None, &[][..]),
        };
        line.into_iter().chain(spans.iter().map(|span| span.source))
    }
}

/// The folds found so far.
pub(super) struct Folds<'a> {
    found: Vec<Fold<'a>>,
    /// The lines that a fold replaces, or that must stay literal.
    taken: Vec<bool>,
}

impl<'a> Folds<'a> {
    pub(super) fn new(lines: u32) -> Self {
        Self { found: Vec::new(), taken: vec![false; lines as usize] }
    }

    pub(super) fn is_free(&self, line: u32) -> bool {
        !self.taken[line as usize]
    }

    pub(super) fn take(&mut self, lines: Range<u32>) {
        self.taken[lines.start as usize..lines.end as usize].fill(true);
    }

    pub(super) fn push(&mut self, fold: Fold<'a>) {
        self.take(fold.lines.clone());
        self.found.push(fold);
    }

    pub(super) fn in_order(mut self) -> Vec<Fold<'a>> {
        self.found.sort_by_key(|fold| fold.lines.start);
        self.found
    }
}

/// The folds that belong to one edit, and the lines of the edit.
pub(super) fn groups<'a, 'b>(folds: &'b [Fold<'a>]) -> impl Iterator<Item = (Range<u32>, &'b [Fold<'a>])> {
    // Folds depend on lines before them. A group that reaches into the previous group joins it.
    let mut groups: Vec<(Range<u32>, Range<usize>)> = Vec::new();
    for (index, fold) in folds.iter().enumerate() {
        let mut reach = fold.reach();
        let mut members = index..index + 1;
        while let Some((lines, own)) = groups.pop_if(|(lines, _)| lines.end + NEAR >= reach.start) {
            reach = lines.start.min(reach.start)..reach.end;
            members.start = own.start;
        }
        groups.push((reach, members));
    }
    groups.into_iter().map(|(lines, members)| (lines, &folds[members]))
}
