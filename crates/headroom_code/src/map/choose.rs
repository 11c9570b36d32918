//! Chooses the definitions that a map shows, and writes them.

use std::cmp::Reverse;
use std::fmt::Write as _;

use headroom_core::{Cost, cost};

use super::Map;
use super::tags::{Tag, Tags};
use crate::signatures::INDENT;

/// The definitions of highest worth that fit, each with the definitions around it.
pub(super) fn choose(files: &[Tags], worth: &[Vec<u64>], tokens: u64) -> Map {
    let mut order: Vec<(Reverse<u64>, usize, usize)> = Vec::new();
    for (file, own) in worth.iter().enumerate() {
        order.extend(own.iter().enumerate().map(|(at, worth)| (Reverse(*worth), file, at)));
    }
    order.sort_unstable();
    let mut room = Cost::tokens(tokens);
    let mut shown: Vec<Vec<bool>> = files.iter().map(|file| vec![false; file.defined.len()]).collect();
    // Files in the order of their best definitions.
    let mut listed: Vec<usize> = Vec::new();
    let mut is_listed = vec![false; files.len()];
    for (_, file, at) in &order {
        let (tags, shown) = (&files[*file], &mut shown[*file]);
        let is_new = !is_listed[*file];
        let added = missing(&tags.defined, shown, *at);
        let path = if is_new { cost(&tags.path) + Cost::tokens(1) } else { Cost::default() };
        let takes = path + added.iter().map(|at| cost(&line(&tags.defined[*at]))).sum::<Cost>();
        if takes > room {
            break;
        }
        room = room.saturating_sub(takes);
        for at in added {
            shown[at] = true;
        }
        if is_new {
            listed.push(*file);
            is_listed[*file] = true;
        }
    }
    written(files, &shown, &listed)
}

/// A definition and those around it that are not shown yet.
fn missing(defined: &[Tag], shown: &[bool], at: usize) -> Vec<usize> {
    std::iter::successors(Some(at), |at| defined[*at].parent).take_while(|at| !shown[*at]).collect()
}

fn line(tag: &Tag) -> String {
    format!("{}: {}{}\n", tag.line, INDENT.repeat(tag.depth), tag.head)
}

fn written(files: &[Tags], shown: &[Vec<bool>], listed: &[usize]) -> Map {
    let mut map = Map { files: listed.len(), ..Map::default() };
    for file in listed {
        let _ = writeln!(map.text, "{}", files[*file].path);
        for (tag, _) in files[*file].defined.iter().zip(&shown[*file]).filter(|(_, shown)| **shown) {
            map.text.push_str(&line(tag));
            map.definitions += 1;
        }
    }
    map.all_files = files.iter().filter(|file| !file.defined.is_empty()).count();
    map.all_definitions = files.iter().map(|file| file.defined.len()).sum();
    map
}
