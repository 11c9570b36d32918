//! Which lines are results, and how they are grouped.

mod results;

use headroom_core::{Cost, Edit, Plan, cost};

use super::parse::{Found, Mark, NAME_MARK, SEPARATOR, is_name, write_header};
use super::{CODECS, Options};
use results::{Line, Results};

/// What grouping has to save at least, in tokens.
const LEAST_SAVING: u64 = 10;

/// Plans a group for each run of results.
pub(super) fn plan(text: &str, options: Options) -> Plan {
    let worth = |edit: &Edit| cost(edit.text()) + Cost::tokens(LEAST_SAVING) <= cost(&text[edit.span().clone()]);
    let edits = Results::new(text).filter(|run| run.lines.len() >= options.fewest as usize).map(|run| {
        let span = run.span.clone();
        Edit::Rewrite { span, text: write(&run.lines), codec: CODECS[0], reason: "search results under their files" }
    });
    Plan::new(text, edits.filter(worth).collect()).unwrap_or_default()
}

/// Writes results in the form described in the module.
fn write(lines: &[Line<'_>]) -> String {
    let folder = common_folder(lines);
    let mut out = String::new();
    write_header(lines.len(), folder, &mut out);
    let mut path = None;
    let mut rest = lines;
    while let Some(first) = rest.first() {
        let Line::Found(first) = first else {
            out.push('\n');
            out.push_str(SEPARATOR);
            rest = &rest[1..];
            continue;
        };
        if path != Some(first.path) {
            path = Some(first.path);
            let name = &first.path[folder.len()..];
            out.push('\n');
            if !is_name(name) {
                out.push(NAME_MARK);
            }
            out.push_str(name);
        }
        let length = rest.iter().take_while(|line| matches!(line, Line::Found(found) if found.path == first.path && found.number.is_some())).count();
        if length == 0 {
            out.push_str("\n:");
            out.push_str(first.text);
            rest = &rest[1..];
            continue;
        }
        let (group, others) = rest.split_at(length);
        write_group(&group.iter().filter_map(Line::found).collect::<Vec<_>>(), &mut out);
        rest = others;
    }
    out
}

/// Writes lines of one file; equal texts once, if the numbers say in which order the lines stood.
fn write_group(group: &[&Found<'_>], out: &mut String) {
    let number = |found: &Found<'_>| found.number.and_then(|number| number.parse::<u32>().ok()).unwrap_or_default();
    let ascends = group.windows(2).all(|pair| number(pair[0]) < number(pair[1]));
    let mut by_text = std::collections::HashMap::new();
    let mut texts: Vec<(&Found<'_>, Vec<&str>)> = Vec::new();
    for found in group {
        let known = *by_text.entry((found.text, found.mark.as_char())).or_insert(texts.len());
        if ascends && found.mark == Mark::Match && known < texts.len() && !found.text.trim().is_empty() {
            texts[known].1.extend(found.number);
        } else {
            texts.push((found, found.number.into_iter().collect()));
        }
    }
    for (found, numbers) in texts {
        out.push('\n');
        out.push_str(&numbers.join(" "));
        out.push(found.mark.as_char());
        out.push_str(found.text);
    }
}

/// The folder that all files are in, with the slash at its end.
fn common_folder<'a>(lines: &[Line<'a>]) -> &'a str {
    let mut paths = lines.iter().filter_map(Line::found).map(|found| found.path);
    let first = paths.next().unwrap_or_default();
    let length = paths.fold(first.len(), |length, path| first.as_bytes()[..length].iter().zip(path.as_bytes()).take_while(|(a, b)| a == b).count());
    let end = first.as_bytes()[..length].iter().rposition(|byte| matches!(byte, b'/' | b'\\')).map_or(0, |at| at + 1);
    if first[..end].contains([']', '\n']) { "" } else { &first[..end] }
}
