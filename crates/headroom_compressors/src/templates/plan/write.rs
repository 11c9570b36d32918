//! Writes lines in the form that the module describes.

use std::ops::Range;

use headroom_core::{Cost, cost};

use super::groups::Groups;
use super::line::Line;
use crate::reader::NUMBER;
use crate::templates::parse::{LITERAL, Last, Legend, Sign, Template, write_header, write_value};

/// Minimum saving of a template, in tokens.
const MIN_SAVING: u64 = 8;
/// Maximum share of lines without values, as a fraction: these show nothing but the number of a template, or are
/// kept.
const MAX_PLAIN: (usize, usize) = (1, 3);

/// A template and the values that stand at its gaps.
struct Used<'a> {
    template: Template<'a>,
    shown: Vec<usize>,
    saved: Cost,
    spent: Cost,
}

/// The lines that templates fit, from the first to the last, and their form. `None`: there are none, or too few of
/// the lines have values.
pub(super) fn write(lines: &[Line<'_>]) -> Option<(Range<usize>, String)> {
    let groups = Groups::of(lines);
    let mut used: Vec<Option<Used<'_>>> = groups
        .list
        .iter()
        .map(|group| {
            let (template, shown) = Some(group).filter(|group| group.count > 1)?.common.template()?;
            Some(Used { template, shown, saved: Cost::default(), spent: Cost::default() })
        })
        .collect();
    weigh(lines, &groups, &mut used);
    for own in &mut used {
        own.take_if(|own| {
            let mut head = String::from("\n#10:");
            own.template.write(&mut head);
            own.spent + cost(&head) + Cost::tokens(MIN_SAVING) > own.saved
        });
    }
    let is_used = |line: &usize| groups.group(*line).is_some_and(|group| used[group].is_some());
    let first = (0..lines.len()).find(is_used)?;
    let end = (first..lines.len()).rfind(is_used)? + 1;
    let mut numbers = vec![0; used.len()];
    let mut templates = Vec::new();
    for line in (first..end).filter(is_used) {
        let group = groups.group(line)?;
        if numbers[group] == 0 {
            templates.push(&used[group].as_ref()?.template);
            numbers[group] = templates.len();
        }
    }
    let mut rows = Rows::default();
    for (at, line) in lines.iter().enumerate().take(end).skip(first) {
        let own = groups.group(at).and_then(|group| used[group].as_ref().map(|own| (numbers[group], own)));
        rows.push(line, own);
    }
    let count = end - first;
    if rows.plain * MAX_PLAIN.1 > count * MAX_PLAIN.0 {
        return None;
    }
    if templates.iter().any(|template| template.is_padded()) {
        rows.legend.add(Sign::Padded);
    }
    let mut out = String::new();
    write_header(count, &templates, rows.legend, &mut out);
    out.push_str(&rows.out);
    Some((first..end, out))
}

/// The lines in the short form.
#[derive(Default)]
struct Rows<'a> {
    out: String,
    legend: Legend,
    last: Last<'a>,
    /// The template of the line above.
    current: usize,
    /// The number of lines without values.
    plain: usize,
}

impl<'a> Rows<'a> {
    /// Adds a line of a template, or one of none.
    fn push(&mut self, line: &'a Line<'a>, own: Option<(usize, &Used<'a>)>) {
        self.out.push('\n');
        let row = own.and_then(|(number, own)| {
            row(line, number, own, &mut self.last, &mut self.legend).map(|row| (number, row))
        });
        let Some((number, row)) = row else {
            self.legend.add(Sign::Literal);
            self.plain += 1;
            self.out.push(LITERAL);
            self.out.push_str(line.text);
            return;
        };
        if number != self.current || row.is_empty() || row.starts_with([NUMBER, LITERAL]) {
            self.out.push(NUMBER);
            self.out.extend([&*number.to_string(), if row.is_empty() { "" } else { " " }]);
        }
        self.plain += usize::from(row.is_empty());
        self.current = number;
        self.out.push_str(&row);
    }
}

/// The values of a line. `None`: they cannot be written.
fn row<'a>(
    line: &'a Line<'a>,
    template: usize,
    own: &Used<'a>,
    last: &mut Last<'a>,
    legend: &mut Legend,
) -> Option<String> {
    let values = line.values.as_ref()?;
    let shown: Vec<&str> = own.shown.iter().map(|value| &line.text[values[*value].clone()]).collect();
    let mut row = String::new();
    for (gap, value) in shown.iter().enumerate() {
        row.push_str(if gap == 0 { "" } else { " " });
        write_value(value, last.get(template, gap), legend, &mut row)?;
    }
    for (gap, value) in shown.into_iter().enumerate() {
        last.set(template, gap, value);
    }
    Some(row)
}

/// Adds up the costs of the lines of each group, whole and in the short form.
fn weigh<'a>(lines: &'a [Line<'a>], groups: &Groups<'a>, used: &mut [Option<Used<'a>>]) {
    let mut last = Last::default();
    let mut legend = Legend::default();
    let mut before = None;
    for (at, line) in lines.iter().enumerate() {
        let Some(group) = groups.group(at) else { continue };
        let Some(own) = used[group].as_mut() else { continue };
        let Some(row) = row(line, group, own, &mut last, &mut legend) else { continue };
        own.saved += cost(line.text);
        own.spent += cost(&row) + Cost::tokens(if before == Some(group) { 0 } else { 2 });
        before = Some(group);
    }
}
