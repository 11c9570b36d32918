//! What is folded, and which of it belongs together.

use std::ops::Range;

use crate::quoted_span::QuotedSpan;
use crate::repetition::parse::Form;

/// Folds with so few lines between them share a header.
const NEAR: u32 = 4;

/// Lines, and what stands for them.
#[derive(Clone, Debug)]
pub(super) struct Fold<'a> {
    pub(super) lines: Range<u32>,
    pub(super) kind: Kind<'a>,
}

#[derive(Clone, Debug)]
pub(super) enum Kind<'a> {
    /// The so many lines in front of it, again and again.
    Repeated(u32),
    /// Lines that stand as they are from this one on.
    Again(u32),
    /// Lines of a form.
    Formed(Box<Form<'a>>),
    /// A line with parts that stand further up.
    Spans(Box<[Span<'a>]>),
}

/// A part of a line that stands in another.
#[derive(Clone, Debug)]
pub(super) struct Span<'a> {
    /// Where it stands in the line.
    pub(super) own: Range<usize>,
    /// The other line, and the part of it.
    pub(super) source: u32,
    pub(super) part: QuotedSpan<'a>,
}

impl Fold<'_> {
    /// The lines it is about.
    fn reach(&self) -> Range<u32> {
        let start = match &self.kind {
            Kind::Repeated(lines) => self.lines.start - lines,
            Kind::Formed(_) => self.lines.start,
            Kind::Again(_) | Kind::Spans(_) => self.sources().min().unwrap_or(self.lines.start),
        };
        start..self.lines.end
    }

    /// The lines that it needs a name of.
    pub(super) fn sources(&self) -> impl Iterator<Item = u32> {
        let (line, spans) = match &self.kind {
            Kind::Again(source) => (Some(*source), &[][..]),
            Kind::Spans(spans) => (None, &spans[..]),
            Kind::Repeated(_) | Kind::Formed(_) => (None, &[][..]),
        };
        line.into_iter().chain(spans.iter().map(|span| span.source))
    }
}

/// What was found so far.
pub(super) struct Folds<'a> {
    found: Vec<Fold<'a>>,
    /// The lines that do not stand as they are, or have to.
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

/// The folds that belong into one edit, and its lines.
pub(super) fn groups<'a, 'b>(folds: &'b [Fold<'a>]) -> impl Iterator<Item = (Range<u32>, &'b [Fold<'a>])> {
    // Folds reach back: a group may reach into the one in front of it, which it then joins.
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
