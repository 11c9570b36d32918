//! `(57 more like this, last 16:16:08; port 1024-60836; slot 6 ×40, 7 ×17; also differ: pid)`

use std::ops::Range;

use super::Mask;
use super::lines::is_more;
use super::note::number;

/// Checks the notes behind examples against the elided lines. A log whose entries have several lines, or whose
/// kinds are merged, has no such lines: then only counts are checked.
pub(super) fn check(original: &str, shown: &str, gaps: &[Range<usize>], mask: Mask, found: &mut Vec<String>) {
    let lines: Vec<&str> = original.lines().collect();
    let elided: Vec<(&str, Vec<u8>)> = gaps
        .iter()
        .flat_map(|gap| &lines[gap.clone()])
        .map(|line| (*line, mask(line.trim_end()).0))
        .collect();
    let mut before = "";
    let mut sum = 0;
    for line in shown.lines() {
        if !is_more(line) {
            before = line;
            continue;
        }
        let count = line[1..].split(' ').next().and_then(number).unwrap_or(0);
        sum += count;
        let shape = mask(before.trim_end()).0;
        let alike: Vec<&str> =
            elided.iter().filter(|(_, other)| *other == shape).map(|(line, _)| *line).collect();
        // The example may be the last line of an entry of several lines, or of a merged kind.
        let is_tail = before.starts_with([' ', '\t']);
        if alike.len() == count && !is_tail {
            check_note(line, before, &alike, mask, found);
        }
    }
    if sum > elided.len() {
        found.push(format!("{sum} lines are like others, but {} are elided", elided.len()));
    }
}

fn check_note(note: &str, example: &str, alike: &[&str], mask: Mask, found: &mut Vec<String>) {
    let inside = note.trim_start_matches('(').trim_end_matches(')');
    let mut told = 0;
    let mut others = None;
    let mut last_time = "";
    for (at, part) in inside.split("; ").enumerate() {
        if at == 0 {
            let last = part.split_once(", last ").map_or("", |(_, last)| last);
            last_time = last;
            if !alike.last().is_some_and(|line| line.contains(last)) {
                found.push(format!("{note}: the last is {:?}", alike.last()));
            }
        } else if let Some((_, labels)) = part.split_once("differ: ") {
            others = Some(labels);
        } else if !part.contains("differs") {
            told += 1;
            check_column(note, part, alike, found);
        }
    }
    let differing = differing(example, alike, last_time, mask);
    let named = others.map_or(0, |labels| labels.split(", ").count());
    let is_open = others.is_some_and(|labels| labels.contains("others") || labels.contains("values"));
    if told + named < differing && !is_open {
        found.push(format!("{note}: {differing} values differ from those of {example:?}"));
    }
}

/// How many values of the example differ in another line, without those of its time.
fn differing(example: &str, alike: &[&str], last_time: &str, mask: Mask) -> usize {
    let values = |line: &str| mask(line.trim_end()).1;
    let own = values(example);
    let others: Vec<Vec<Range<usize>>> = alike.iter().map(|line| values(line)).collect();
    // A time without separators is the one that the note calls the last.
    let is_last = |index: usize| {
        let spans = others.last().and_then(|spans| spans.get(index));
        spans.is_some_and(|span| {
            last_time.split(' ').any(|part| part == &alike[alike.len() - 1][span.clone()])
        })
    };
    let is_time = |index: usize| {
        let text = &example[own[index].clone()];
        text.contains(':') || text.contains('-') || text.len() == 3 || is_last(index)
    };
    let differs = |index: usize| {
        let value = &example[own[index].clone()];
        alike
            .iter()
            .zip(&others)
            .any(|(line, spans)| spans.get(index).is_none_or(|span| line[span.clone()] != *value))
    };
    // Values in front of the last part of a time may belong to it.
    let start = (0..own.len()).rev().find(|index| is_time(*index)).map_or(0, |last| last + 1);
    (start..own.len()).filter(|index| differs(*index)).count()
}

/// `port 1024-60836`, `boot -8772 to 2`, `in 3-98 ms`, `slot 6 ×40, 7 ×17`
fn check_column(note: &str, part: &str, alike: &[&str], found: &mut Vec<String>) {
    let Some((name, values)) = part.split_once(' ') else { return };
    let own = |line: &str, value: &str| {
        ["=\"", "=", ": ", ":", " ", " = "].iter().any(|sign| {
            line.match_indices(&format!("{name}{sign}{value}"))
                .any(|(at, text)| !line[at + text.len()..].starts_with(|c: char| c.is_ascii_digit()))
        })
    };
    if values.contains('×') {
        for value in values.split(", ") {
            let Some((value, count)) = value.rsplit_once(" ×") else { continue };
            let value = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ' || c == '%');
            let have = alike.iter().filter(|line| own(line, value)).count();
            // Another place of the line may have the same name and value.
            if number(count).is_none_or(|count| have < count) {
                found.push(format!("{note}: {name} {value} is in {have} lines"));
            }
        }
        return;
    }
    let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
    let range = values.split_once(" to ").or_else(|| values.split_once('-'));
    let end = |text: &str| text[..text.find(|c| !is_part(c)).unwrap_or(text.len())].to_owned();
    if let Some((least, most)) = range.map(|(least, most)| (end(least), end(most))) {
        for end in [&least, &most] {
            if !alike.iter().any(|line| own(line, end)) {
                found.push(format!("{note}: no line has {name} {end}"));
            }
        }
        if let (Ok(least), Ok(most)) = (least.parse::<f64>(), most.parse::<f64>()) {
            let is_outside = |line: &&&str| {
                let mut values = numbers_behind(line, name).peekable();
                values.peek().is_some() && !values.any(|value| (least..=most).contains(&value))
            };
            found.extend(alike.iter().find(is_outside).map(|line| format!("{note}: {line:?} is outside")));
        }
    }
}

/// The numbers behind a name, wherever it stands in a line.
fn numbers_behind(line: &str, name: &str) -> impl Iterator<Item = f64> {
    line.match_indices(name).filter_map(|(at, _)| {
        let behind = line[at + name.len()..].trim_start_matches([' ', '=', ':', '"']);
        let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
        behind[..behind.find(|c| !is_part(c)).unwrap_or(behind.len())].parse().ok()
    })
}
