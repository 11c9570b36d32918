//! Writes lines in the form that the module describes.

use std::ops::Range;

use headroom_core::{Cost, cost};

use super::groups::Groups;
use super::values::values;
use crate::templates::parse::{LITERAL, Last, NUMBER, Part, Template, write_header, write_value};

/// Minimum saving of a template, in tokens.
const MIN_SAVING: u64 = 8;

/// A template and the values that stand at its gaps.
struct Used<'a> {
    template: Template<'a>,
    shown: Vec<usize>,
    saved: Cost,
    spent: Cost,
}

/// The lines that templates fit, from the first to the last, and their form. `None`: there are none.
pub(super) fn write(text: &str, spans: &[Range<usize>]) -> Option<(Range<usize>, String)> {
    let groups = Groups::of(text, spans);
    let mut used: Vec<Option<Used<'_>>> = groups
        .list
        .iter()
        .map(|group| {
            let (template, shown) = Some(group).filter(|group| group.count > 1)?.common.template()?;
            Some(Used { template, shown, saved: Cost::default(), spent: Cost::default() })
        })
        .collect();
    weigh(text, spans, &groups, &mut used);
    for own in &mut used {
        own.take_if(|own| {
            let mut head = String::from("\n#10:");
            own.template.write(&mut head);
            own.spent + cost(&head) + Cost::tokens(MIN_SAVING) > own.saved
        });
    }
    let is_used = |line: &usize| groups.group(*line).is_some_and(|group| used[group].is_some());
    let first = (0..spans.len()).find(is_used)?;
    let end = (first..spans.len()).rfind(is_used)? + 1;
    let mut numbers = vec![0; used.len()];
    let mut templates = Vec::new();
    for line in (first..end).filter(is_used) {
        let group = groups.group(line)?;
        if numbers[group] == 0 {
            templates.push(&used[group].as_ref()?.template);
            numbers[group] = templates.len();
        }
    }
    let mut out = String::new();
    write_header(end - first, &templates, &mut out);
    let mut last = Last::new();
    let mut current = 0;
    for line in first..end {
        out.push('\n');
        let own = groups.group(line).and_then(|group| used[group].as_ref().map(|own| (numbers[group], own)));
        let row = own.and_then(|(number, own)| {
            row(&text[spans[line].clone()], own, &mut last).map(|row| (number, row))
        });
        let Some((number, row)) = row else {
            out.push(LITERAL);
            out.push_str(&text[spans[line].clone()]);
            continue;
        };
        if number != current || row.is_empty() || row.starts_with([NUMBER, LITERAL]) {
            out.push(NUMBER);
            out.extend([&*number.to_string(), if row.is_empty() { "" } else { " " }]);
        }
        current = number;
        out.push_str(&row);
    }
    Some((first..end, out))
}

/// The values of a line. `None`: they cannot be written.
fn row<'a>(line: &'a str, own: &Used<'a>, last: &mut Last<'a>) -> Option<String> {
    let mut spans = Vec::new();
    values(line, &mut spans);
    let gaps =
        own.template.parts().filter_map(|(part, before)| matches!(part, Part::Gap(_)).then_some(before));
    let mut row = String::new();
    let mut stood = Vec::new();
    for (value, before) in own.shown.iter().zip(gaps) {
        let value = &line[spans[*value].clone()];
        row.push_str(if row.is_empty() { "" } else { " " });
        let known = stood.iter().rev().find(|(place, _)| *place == before).map(|(_, value)| *value);
        write_value(value, known.or_else(|| last.get(before).copied()), &mut row)?;
        stood.push((before, value));
    }
    last.extend(stood);
    Some(row)
}

/// Adds up the costs of the lines of each group, whole and in the short form.
fn weigh<'a>(text: &'a str, spans: &[Range<usize>], groups: &Groups<'a>, used: &mut [Option<Used<'a>>]) {
    let mut last = Last::new();
    let mut before = None;
    for (line, span) in spans.iter().enumerate() {
        let Some(group) = groups.group(line) else { continue };
        let Some(own) = used[group].as_mut() else { continue };
        let line = &text[span.clone()];
        let Some(row) = row(line, own, &mut last) else { continue };
        own.saved += cost(line);
        own.spent += cost(&row) + Cost::tokens(if before == Some(group) { 0 } else { 2 });
        before = Some(group);
    }
}
