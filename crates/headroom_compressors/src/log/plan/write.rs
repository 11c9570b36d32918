//! Writes a log in the form that the module describes.

use super::{Entry, groups};
use crate::log::parse::{Moment, QUOTE, Stamp, write_header};

/// Writes the lines of a log. `None` if they have nothing in common.
pub(super) fn write(entries: &[Entry<'_>]) -> Option<String> {
    let (groups, of_lines) = groups::find(entries);
    if groups.is_empty() {
        return None;
    }
    let kinds: Vec<_> = groups.iter().map(groups::Group::kind).collect();
    let mut out = String::new();
    write_header(entries.len(), &kinds, &mut out);
    let (mut moment, mut after) = (Moment::default(), Moment::default());
    let mut seen = vec![false; groups.len()];
    let (mut values, mut line, mut back) = (String::new(), String::new(), String::new());
    for (entry, group) in entries.iter().zip(of_lines) {
        values.clear();
        // The first line of a kind is kept.
        if let (Some(index), Some(rest)) = (group.map(|group| group as usize), entry.rest())
            && std::mem::replace(&mut seen[index], true)
        {
            values.extend(["#", &(index + 1).to_string()]);
            groups[index].write_values(rest, &mut values);
        }
        out.push('\n');
        let reads = WAYS.into_iter().any(|way| {
            line.clear();
            back.clear();
            after.clone_from(&moment);
            way(&moment, entry, &values, &mut line)
                .and_then(|()| after.read(&line, &kinds, entry.line.len(), &mut back))
                .is_some()
                && back == entry.line
        });
        if reads {
            out.push_str(&line);
            std::mem::swap(&mut moment, &mut after);
        } else {
            out.push(QUOTE);
            out.push_str(entry.line);
        }
    }
    Some(out)
}

/// A way to write a line after a moment. The ways are tried in this order. A line's values follow its kind,
/// if it has one.
type Way = fn(&Moment, &Entry<'_>, &str, &mut String) -> Option<()>;
const WAYS: [Way; 3] = [by_kind, behind_time, whole];

fn by_kind(moment: &Moment, entry: &Entry<'_>, values: &str, out: &mut String) -> Option<()> {
    if values.is_empty() {
        return None;
    }
    let time = entry.stamp().map_or(Some(""), |stamp| moment.short(&stamp))?;
    out.extend([time, if time.is_empty() { "" } else { " " }, values]);
    Some(())
}

fn behind_time(moment: &Moment, entry: &Entry<'_>, _: &str, out: &mut String) -> Option<()> {
    let stamp = entry.stamp()?;
    out.extend([moment.shown(&stamp)?, stamp.rest]);
    Some(())
}

fn whole(_: &Moment, entry: &Entry<'_>, _: &str, out: &mut String) -> Option<()> {
    // A line whose time was not read must not set the time.
    (entry.stamp.is_some() || Stamp::read(entry.line).is_none()).then(|| out.push_str(entry.line))
}
