//! A log in the form described in the module.

use super::{Entry, groups};
use crate::log::parse::{Moment, QUOTE, Stamp, write_header};

/// Writes lines of a log; nothing where they have nothing in common.
pub(super) fn write(entries: &[Entry<'_>]) -> Option<String> {
    let (groups, of_lines) = groups::find(entries);
    if groups.is_empty() {
        return None;
    }
    let kinds: Vec<_> = groups.iter().map(groups::Group::kind).collect();
    let mut out = String::new();
    write_header(entries.len(), &kinds, &mut out);
    let mut moment = Moment::default();
    let mut seen = vec![false; groups.len()];
    for (entry, group) in entries.iter().zip(of_lines) {
        let mut short = String::new();
        // The first line of a kind stands as it was.
        if let (Some(index), Some(rest)) = (group.map(|group| group as usize), entry.rest())
            && std::mem::replace(&mut seen[index], true)
        {
            short = format!("#{}", index + 1);
            groups[index].write_values(rest, &mut short);
        }
        let reads = |line: String| {
            let (mut after, mut back) = (moment.clone(), String::new());
            after.read(&line, &kinds, entry.line.len(), &mut back).filter(|()| back == entry.line).map(|()| (line, after))
        };
        out.push('\n');
        if let Some((line, after)) = ways(&moment, entry, &short).into_iter().flatten().find_map(reads) {
            out.push_str(&line);
            moment = after;
        } else {
            out.push(QUOTE);
            out.push_str(entry.line);
        }
    }
    Some(out)
}

/// How a line may be written, the best first: by its kind, behind its time, whole.
fn ways(moment: &Moment, entry: &Entry<'_>, short: &str) -> [Option<String>; 3] {
    let time = entry.stamp().and_then(|stamp| moment.short(&stamp));
    let by_kind = match (entry.stamp, time) {
        (None, _) | (_, Some("")) => Some(short.to_owned()),
        (Some(_), time) => time.map(|time| [time, " ", short].concat()),
    };
    let behind_time = entry.stamp().and_then(|stamp| Some([moment.shown(&stamp)?, stamp.rest].concat()));
    // A line that was not looked at for its time must not set it.
    let whole = entry.stamp.is_some() || Stamp::read(entry.line).is_none();
    [by_kind.filter(|_| !short.is_empty()), behind_time, whole.then(|| entry.line.to_owned())]
}
