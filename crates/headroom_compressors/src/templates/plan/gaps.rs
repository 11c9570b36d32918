//! Finds how the values of a group of lines are padded.

use std::ops::Range;

use crate::templates::parse::{Align, Gap, MAX_WIDTH, Part, Template};

/// The widths of the blanks beside a value, in characters. `None`: the width is not the same in all lines.
#[derive(Clone, Copy, Debug)]
struct Blanks {
    own: Option<usize>,
    /// The minimum of all lines.
    least: usize,
    /// The blanks together with the value on their left, and on their right.
    with_left: Option<usize>,
    with_right: Option<usize>,
}

/// What the lines of a group have in common.
#[derive(Clone, Debug)]
pub(super) struct Common<'a> {
    first: &'a str,
    values: Vec<Range<usize>>,
    /// For each value, whether it differs between the lines.
    differs: Vec<bool>,
    blanks: Vec<Blanks>,
}

impl<'a> Common<'a> {
    pub(super) fn new(first: &'a str, values: &[Range<usize>]) -> Self {
        let blanks = runs(first, values)
            .map(|run| {
                let width =
                    |value: Option<usize>| value.map(|value| run.len() + chars(first, &values[value]));
                Blanks {
                    own: Some(run.len()),
                    least: run.len(),
                    with_left: width(run.left),
                    with_right: width(run.right),
                }
            })
            .collect();
        Self { first, values: values.to_vec(), differs: vec![false; values.len()], blanks }
    }

    /// Whether a line has the same text around its values, but for the number of blanks beside them.
    pub(super) fn fits(&self, line: &str, values: &[Range<usize>]) -> bool {
        self.values.len() == values.len() && around(self.first, &self.values).eq(around(line, values))
    }

    /// Takes in a line that fits.
    pub(super) fn take(&mut self, line: &str, values: &[Range<usize>]) {
        for ((own, other), differs) in self.values.iter().zip(values).zip(&mut self.differs) {
            *differs |= self.first[own.clone()] != line[other.clone()];
        }
        for (known, run) in self.blanks.iter_mut().zip(runs(line, values)) {
            let width = |value: Option<usize>| value.map(|value| run.len() + chars(line, &values[value]));
            known.least = known.least.min(run.len());
            known.own = known.own.filter(|own| *own == run.len());
            known.with_left = known.with_left.filter(|known| Some(*known) == width(run.left));
            known.with_right = known.with_right.filter(|known| Some(*known) == width(run.right));
        }
    }

    /// The template of the lines, and which values stand at its gaps. `None`: they are padded in another way.
    pub(super) fn template(&self) -> Option<(Template<'a>, Vec<usize>)> {
        let mut gaps: Vec<Option<Gap>> =
            self.differs.iter().map(|differs| differs.then(Gap::default)).collect();
        // The blanks that belong to a gap. Those that all lines have are text.
        let mut padding: Vec<Range<usize>> = Vec::new();
        for (known, run) in self.blanks.iter().zip(runs(self.first, &self.values)) {
            if known.own.is_some() {
                continue;
            }
            let sides =
                [(run.left, known.with_left, Align::Left), (run.right, known.with_right, Align::Right)];
            let (value, width, align) = sides.into_iter().find_map(|(value, width, align)| {
                let (value, width) = (value?, width?.saturating_sub(known.least));
                let is_free = gaps[value].is_none_or(|gap| gap.align == Align::None);
                (is_free && (1..=MAX_WIDTH).contains(&width)).then_some((value, width, align))
            })?;
            gaps[value] = Some(Gap { align, width });
            padding.push(match align {
                Align::Left => run.span.start..run.span.end - known.least,
                _ => run.span.start + known.least..run.span.end,
            });
        }
        padding.retain(|blanks| !blanks.is_empty());
        let mut parts = Vec::new();
        let mut at = 0;
        for (value, gap) in self.values.iter().zip(&gaps) {
            let Some(gap) = gap else { continue };
            push_text(self.first, at..value.start, &padding, &mut parts);
            parts.push(Part::Gap(*gap));
            at = value.end;
        }
        push_text(self.first, at..self.first.len(), &padding, &mut parts);
        let shown = (0..gaps.len()).filter(|value| gaps[*value].is_some()).collect();
        Some((Template::new(parts)?, shown))
    }
}

/// Adds a text of the line without the blanks that belong to gaps.
fn push_text<'a>(line: &'a str, span: Range<usize>, padding: &[Range<usize>], parts: &mut Vec<Part<'a>>) {
    let behind = padding.iter().find(|blanks| blanks.start == span.start && blanks.end <= span.end);
    let start = behind.map_or(span.start, |blanks| blanks.end);
    let before = padding.iter().find(|blanks| blanks.end == span.end && blanks.start >= start);
    let end = before.map_or(span.end, |blanks| blanks.start);
    if start < end {
        parts.push(Part::Text(&line[start..end]));
    }
}

/// Blanks, possibly none, beside values.
struct Run {
    span: Range<usize>,
    /// The values at whose end and start they are.
    left: Option<usize>,
    right: Option<usize>,
}

impl Run {
    fn len(&self) -> usize {
        self.span.len()
    }
}

/// The blanks beside the values of a line, in order: before and behind each text, or in its place.
fn runs<'l>(line: &'l str, values: &'l [Range<usize>]) -> impl Iterator<Item = Run> + 'l {
    texts(line, values).enumerate().flat_map(move |(index, span)| {
        let (left, right) = (index.checked_sub(1), (index < values.len()).then_some(index));
        let text = &line[span.clone()];
        let trimmed = text.trim_matches(' ');
        if trimmed.is_empty() {
            return [Some(Run { span, left, right }), None].into_iter().flatten();
        }
        let lead = text.len() - text.trim_start_matches(' ').len();
        let tail = text.len() - text.trim_end_matches(' ').len();
        let first = left.map(|_| Run { span: span.start..span.start + lead, left, right: None });
        let second = right.map(|_| Run { span: span.end - tail..span.end, left: None, right });
        [first, second].into_iter().flatten()
    })
}

/// The spans of the texts before each value and after the last.
fn texts<'l>(line: &'l str, values: &'l [Range<usize>]) -> impl Iterator<Item = Range<usize>> + 'l {
    let starts = std::iter::once(0).chain(values.iter().map(|value| value.end));
    let ends = values.iter().map(|value| value.start).chain([line.len()]);
    starts.zip(ends).map(|(start, end)| start..end)
}

/// The texts around the values, without the blanks beside these.
pub(super) fn around<'l>(
    line: &'l str,
    values: &'l [Range<usize>],
) -> impl Iterator<Item = (bool, &'l str, bool)> {
    let last = values.len();
    texts(line, values).enumerate().map(move |(index, span)| {
        let text = &line[span];
        let (lead, tail) = (index > 0, index < last);
        let inner = if lead { text.trim_start_matches(' ') } else { text };
        let inner = if tail { inner.trim_end_matches(' ') } else { inner };
        // A value at the start of a line may fill its column.
        let is_start = index == 0 && inner.is_empty();
        (lead && text.starts_with(' '), inner, tail && !is_start && text.ends_with(' '))
    })
}

fn chars(line: &str, span: &Range<usize>) -> usize {
    line[span.clone()].chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::templates::plan::values::values;

    fn template(lines: &[&str]) -> Option<String> {
        let mut spans = Vec::new();
        values(lines[0], &mut spans);
        let mut common = Common::new(lines[0], &spans);
        for line in &lines[1..] {
            values(line, &mut spans);
            assert!(common.fits(line, &spans), "{line}");
            common.take(line, &spans);
        }
        let mut out = String::new();
        common.template()?.0.write(&mut out);
        Some(out)
    }

    #[test]
    fn padded_values_are_found() {
        for (lines, expected) in [
            (&["a 1 b", "a 2 b"][..], "a {} b"),
            (&["a 1 b", "a 1 b"], "a 1 b"),
            (&["  7:5   error", " 17:12  error", "117:5   error"], "{>3}:{<2}  error"),
            (&["| a1   | 7 |", "| abc2 | 12 |"], "| {<4} | {} |"),
            (&[" x 1 |    2 | a", " x 1 | 1234 | bc"], " x 1 | {>4} | {}"),
        ] {
            assert_eq!(template(lines).as_deref(), Some(expected), "{lines:?}");
        }
        assert_eq!(template(&["a 1  b", "a 1   b", "a 22   b"]), None);
    }
}
