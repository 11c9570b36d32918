//! Notes among the rows of JSON, and what forms state of all rows that they show.

use std::collections::{BTreeMap, BTreeSet};

use super::note::{Note, number};
use super::tree::Tree;

/// Checks a value and its elided form.
pub(super) fn check(original: &Tree<'_>, shown: &Tree<'_>, found: &mut Vec<String>) {
    match (original, shown) {
        (Tree::Array(original), Tree::Array(shown)) => {
            let notes: Vec<_> = shown.iter().map(|value| value.string().and_then(Note::read)).collect();
            rows(original, shown, &notes, found);
        }
        (Tree::Object(original), Tree::Object(shown)) => {
            // The range of a note is its value, because its text is a key.
            let texts: Vec<String> = shown
                .iter()
                .map(|(key, value)| {
                    format!("{}{}", key.trim_matches('"'), value.string().unwrap_or_default())
                })
                .collect();
            let notes: Vec<_> = texts
                .iter()
                .zip(shown)
                .map(|(text, (_, value))| Note::read(text).filter(|_| value.string().is_some()))
                .collect();
            let keys_fit = original.len() == shown.len() || notes.iter().any(Option::is_some);
            if !keys_fit {
                found.push(format!("{} members instead of {}", shown.len(), original.len()));
            }
            rows(&values(original), &values(shown), &notes, found);
        }
        (original, shown) if original == shown => {}
        (original, shown) => found.push(format!("{shown:?} instead of {original:?}")),
    }
}

fn values<'a>(members: &[(&str, Tree<'a>)]) -> Vec<Tree<'a>> {
    members.iter().map(|(_, value)| value.clone()).collect()
}

fn rows(original: &[Tree<'_>], shown: &[Tree<'_>], notes: &[Option<Note<'_>>], found: &mut Vec<String>) {
    let mut at = 0;
    let (mut kept, mut elided) = (Vec::new(), Vec::new());
    for (value, note) in shown.iter().zip(notes) {
        match (note, original.get(at)) {
            // A tool may have printed what looks like a note.
            (Some(_), Some(own)) if own == value => at += 1,
            (Some(note), _) => {
                let end = at + note.count;
                if note.range != Some((at + 1, end)) || end > original.len() {
                    return found.push(format!("{note:?}: the next row is {} of {}", at + 1, original.len()));
                }
                elided.extend(&original[at..end]);
                at = end;
            }
            (None, Some(own)) => {
                kept.push(own);
                check(own, value, found);
                at += 1;
            }
            (None, None) => return found.push(format!("{value:?} is not a row")),
        }
    }
    if at != original.len() {
        found.push(format!("{at} of {} rows are shown or noted", original.len()));
    }
    let notes: Vec<Note<'_>> = notes.iter().flatten().copied().collect();
    statements(&notes, original.len(), &kept, &elided, found);
}

/// Checks what notes, and values that all kept rows have, state of the elided rows. Rows are numbered up to `last`.
pub(super) fn statements(
    notes: &[Note<'_>],
    last: usize,
    kept: &[&Tree<'_>],
    elided: &[&Tree<'_>],
    found: &mut Vec<String>,
) {
    if elided.is_empty() {
        return;
    }
    let told: Vec<&str> = notes
        .iter()
        .filter_map(|note| note.said.split_once("other values of "))
        .map(|(_, told)| told)
        .collect();
    constants(kept, elided, &told, found);
    let mut start = 0;
    for (at, note) in notes.iter().enumerate() {
        summary(&notes[at..], last, elided.get(start..).unwrap_or_default(), found);
        start += note.length();
    }
}

/// A value that all shown rows have, where they have the field, is stated once, for all rows. One row alone states
/// nothing about others.
fn constants(kept: &[&Tree<'_>], elided: &[&Tree<'_>], told: &[&str], found: &mut Vec<String>) {
    let mut known: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut rows: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (index, row) in kept.iter().enumerate() {
        each(row, "", &mut |path, value| {
            known.entry(path.to_owned()).or_default().insert(value);
            rows.entry(path.to_owned()).or_default().insert(index);
        });
    }
    // A field with an array or object in some rows has no one value in all.
    known.retain(|path, values| rows[path].len() > 1 && !values.contains(CONTAINER));
    let mut wrong = BTreeMap::new();
    for row in elided {
        each(row, "", &mut |path, value| {
            if let Some(values) = known
                .get(path)
                .filter(|known| known.len() == 1 && !known.contains(value) && value != CONTAINER)
            {
                wrong
                    .entry(path.to_owned())
                    .or_insert((values.iter().next().copied().unwrap_or(""), value.to_owned()));
            }
        });
    }
    let is_told = |path: &str| {
        let name = path.replace('"', "");
        let name = name.trim_start_matches('.');
        told.iter().any(|told| {
            told.split(", ").any(|part| {
                part.contains(" field") || part.rsplit_once(" ×").is_some_and(|(own, _)| own == name)
            })
        })
    };
    found.extend(wrong.iter().filter(|(path, _)| !is_told(path)).map(|(path, (all, other))| {
        format!("all shown rows have {path} {all}, and an elided one has {other}")
    }));
}

/// What stands for the text of an array or object.
const CONTAINER: &str = "[]";

/// Calls `told` with the path and the text of each scalar, and with the path of each array and object.
fn each<'a>(tree: &Tree<'a>, path: &str, told: &mut impl FnMut(&str, &'a str)) {
    if !matches!(tree, Tree::Scalar(_)) {
        told(path, CONTAINER);
    }
    match tree {
        Tree::Scalar(raw) => told(path, raw),
        Tree::Array(items) => items.iter().for_each(|item| each(item, &format!("{path}[]"), told)),
        Tree::Object(members) => {
            for (key, value) in members {
                each(value, &format!("{path}.{key}"), told);
            }
        }
    }
}

/// Checks `like row 2 ×54, 1 ×9, others ×2; type match ×54, end ×8, others ×3; data.size 90 to 2090, sum 58860` in the
/// first of the notes. It is about its own rows, the first of the elided ones, or `among the 65 left out` about those of
/// the next notes, too.
fn summary(notes: &[Note<'_>], last: usize, elided: &[&Tree<'_>], found: &mut Vec<String>) {
    let note = &notes[0];
    let Some((before, said)) = note.said.split_once(": ") else { return };
    let among = before.split_once("among the ").and_then(|(_, rest)| number(rest.split(' ').next()?));
    let total = among.unwrap_or(note.length());
    let ends = notes.iter().scan(0, |end, note| {
        *end += note.length();
        Some(*end)
    });
    let Some(elided) = elided.get(..total).filter(|_| ends.clone().any(|end| end == total)) else {
        return found.push(format!("{note:?}: {} rows are elided", elided.len()));
    };
    for part in said.split("; ") {
        if part.starts_with("other values of ") {
            continue;
        }
        if part.starts_with("like ") {
            let total: usize = counts(part).map(|(_, count)| count).sum();
            let is_row = |row: &str| row.rsplit(' ').next().and_then(number).is_some_and(|row| row <= last);
            if total != elided.len() || counts(part).any(|(row, _)| row != "others" && !is_row(row)) {
                found.push(format!("{note:?}: {part}"));
            }
        } else if let Some((name, rest)) = part.split_once(' ') {
            let (name, rest) = column(part).unwrap_or((name, rest));
            let is_of_field = values_of(elided, name);
            // A value that stands without a name is the row itself.
            let (values, rest) =
                if is_of_field.is_empty() { (values_of(elided, ""), part) } else { (is_of_field, rest) };
            field(note, rest, &values, found);
        }
    }
}

/// `column 2: 0.1 to 0.9`: the name and the statement.
fn column(part: &str) -> Option<(&str, &str)> {
    let rest = part.strip_prefix("column ")?;
    let colon = rest.find(": ")?;
    Some((&part[.."column ".len() + colon], &rest[colon + 2..]))
}

fn values_of<'a>(rows: &[&Tree<'a>], name: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    for row in rows {
        get(row, name, &mut found);
    }
    found
}

/// The values of a field, which may stand in a row more than once.
fn get<'a>(row: &Tree<'a>, name: &str, found: &mut Vec<&'a str>) {
    if let (Some(index), Tree::Array(items)) = (name.strip_prefix("column "), row) {
        let item = index.parse::<usize>().ok().and_then(|index| items.get(index.checked_sub(1)?));
        return found.extend(item.map(text));
    }
    match row {
        Tree::Object(members) => {
            for (key, value) in members {
                let key = key.trim_matches('"');
                if key == name {
                    found.push(text(value));
                } else if let Some(inner) = name.strip_prefix(key).and_then(|rest| rest.strip_prefix('.')) {
                    get(value, inner, found);
                }
            }
        }
        _ if name.is_empty() => found.push(text(row)),
        _ => {}
    }
}

/// The text of a scalar.
fn text<'a>(tree: &Tree<'a>) -> &'a str {
    match tree {
        Tree::Scalar(raw) => raw.trim_matches('"'),
        _ => CONTAINER,
    }
}

fn field(note: &Note<'_>, said: &str, all: &[&str], found: &mut Vec<String>) {
    let values: Vec<&str> = all.iter().copied().filter(|own| *own != CONTAINER).collect();
    let mut wrong = |what: String| found.push(format!("{note:?}: {said}: {what}"));
    if said.contains('×') {
        for (value, count) in counts(said) {
            let is_it = |own: &&&str| **own == value || value == "empty" && own.is_empty();
            let have = values.iter().filter(is_it).count();
            if value != "others" && have != count {
                wrong(format!("{value} is in {have} rows"));
            }
        }
        // An array may count among the others. The fields of an object count by themselves.
        if !(values.len()..=all.len()).contains(&counts(said).map(|(_, count)| count).sum()) {
            wrong(format!("there are {} to {} values", values.len(), all.len()));
        }
        return;
    }
    let Some((least, rest)) = said.split_once(" to ") else { return };
    let (most, sum) = rest.split_once(", sum ").unwrap_or((rest, ""));
    if !values.contains(&least) || !values.contains(&most) {
        wrong("no row has these values".to_owned());
    }
    let number = |text: &str| {
        text.trim_matches(|c: char| !c.is_ascii_digit() && c != '-').replace(',', "").parse::<f64>().ok()
    };
    let numbers: Vec<f64> = values.iter().filter_map(|value| number(value)).collect();
    if let (Some(least), Some(most)) = (number(least), number(most))
        && numbers.len() == values.len()
        && numbers.iter().any(|own| *own < least || *own > most)
    {
        wrong("a row has a number outside".to_owned());
    }
    if let Some(sum) = number(sum) {
        let own: f64 = numbers.iter().sum();
        if (own - sum).abs() > 1e-6 * own.abs().max(1.0) {
            wrong(format!("the sum is {own}"));
        }
    }
}

/// The values and counts in `type match ×54, end ×8`.
fn counts(said: &str) -> impl Iterator<Item = (&str, usize)> {
    said.split(", ").filter_map(|part| {
        let (value, count) = part.rsplit_once(" ×")?;
        Some((value, number(count)?))
    })
}
