//! Diffs: the line numbers of hunks say which lines are missing, so notes only count them.

use super::note::{Note, number};

/// Checks that every shown line was printed, in order, and that the parts of each count add up. Headers of hunks are
/// written anew.
pub(super) fn check(original: &str, shown: &str, found: &mut Vec<String>) {
    let is_hunk = |line: &&str| line.starts_with("@@ ");
    let mut rest = original.lines().filter(|line| !is_hunk(line));
    let missing = original.lines().count();
    let mut noted = 0;
    for line in shown.lines().filter(|line| !is_hunk(line)) {
        if let Some(note) = Note::read(line) {
            noted += note.count;
            check_parts(line, note.count, found);
        } else if !rest.any(|own| own == line) {
            return found.push(format!("nobody printed {line:?} here"));
        }
    }
    if noted > missing {
        found.push(format!("{noted} lines are left out of {missing}"));
    }
}

/// `[8 lines (6 unchanged, 2 of headers) left out]`
fn check_parts(line: &str, count: usize, found: &mut Vec<String>) {
    let Some((_, parts)) = line.split_once(" (") else { return };
    let Some((parts, _)) = parts.split_once(')') else { return };
    let sum: usize =
        parts.split(", ").filter_map(|part| number(part.split(' ').next().unwrap_or_default())).sum();
    if sum != count {
        found.push(format!("{line}: the parts are {sum} lines"));
    }
}
