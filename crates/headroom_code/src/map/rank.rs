//! Ranks files and definitions by who uses them.

use std::collections::BTreeMap;

use headroom_core::work::step;

use super::tags::Tags;

/// The worth of all files together.
const WHOLE: u64 = 1 << 32;
/// The percentage of a file's worth that it passes on to the files whose definitions it uses.
const DAMPING: u64 = 85;
const ROUNDS: usize = 20;
/// Maximum number of files that define a name. A name with more definers does not link files.
const MAX_DEFINERS: usize = 16;
/// Maximum number of uses of a name in a file that are counted.
const MAX_USES: u64 = 8;
/// The weight of one use, which the files share that define its name.
const USE: u64 = 64;

/// One file uses a name that another one defines.
struct Edge<'a> {
    from: usize,
    to: usize,
    name: &'a str,
    weight: u64,
}

/// For each file the worth of its definitions, in their order.
pub(super) fn worth(files: &[Tags]) -> Vec<Vec<u64>> {
    let edges = edges(files);
    let mut passed = vec![0_u64; files.len()];
    for edge in &edges {
        passed[edge.from] += edge.weight;
    }
    let share = |worth: &[u64], edge: &Edge<'_>| {
        let part = u128::from(worth[edge.from]) * u128::from(edge.weight) / u128::from(passed[edge.from]);
        u64::try_from(part).unwrap_or_default()
    };
    let count = files.len().max(1) as u64;
    let mut worth = vec![WHOLE / count; files.len()];
    for _ in 0..ROUNDS {
        let mut next = vec![WHOLE / count * (100 - DAMPING) / 100; files.len()];
        for edge in &edges {
            next[edge.to] += share(&worth, edge) * DAMPING / 100;
        }
        step(edges.len());
        worth = next;
    }
    let mut by_name: Vec<BTreeMap<&str, u64>> = vec![BTreeMap::new(); files.len()];
    for edge in &edges {
        *by_name[edge.to].entry(edge.name).or_default() += share(&worth, edge);
    }
    let of = |(file, by_name): (&Tags, &BTreeMap<&str, u64>)| {
        file.defined.iter().map(|tag| by_name.get(&*tag.name).copied().unwrap_or_default()).collect()
    };
    files.iter().zip(&by_name).map(of).collect()
}

fn edges(files: &[Tags]) -> Vec<Edge<'_>> {
    let mut definers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        for tag in &file.defined {
            let known = definers.entry(&tag.name).or_default();
            if known.last() != Some(&at) {
                known.push(at);
            }
        }
    }
    let mut edges = Vec::new();
    for (from, file) in files.iter().enumerate() {
        for (name, count) in &file.used {
            step(name.len());
            let Some(known) = definers.get(&**name).filter(|known| known.len() <= MAX_DEFINERS) else {
                continue;
            };
            let weight = u64::from(*count).min(MAX_USES) * USE * telling(name) / known.len() as u64;
            // A file that uses its own definitions says nothing of others.
            let others = known.iter().filter(|to| **to != from);
            edges.extend(others.map(|to| Edge { from, to: *to, name, weight: weight.max(1) }));
        }
    }
    edges
}

/// How much a name tells of where it is defined. Short names, such as `len`, are also those of other things.
const fn telling(name: &str) -> u64 {
    match name.len() {
        0..6 => 1,
        6..9 => 4,
        _ => 16,
    }
}
