//! Lines of trees, as `tree` and `cargo tree` draw them.

/// What a branch of a tree ends with, in front of the name.
const BRANCHES: [&str; 2] = ["── ", "-- "];

/// How deep a name of a tree is drawn, and the name.
#[must_use]
pub fn drawn(line: &str) -> Option<(usize, &str)> {
    let end = line.find(|c: char| {
        !matches!(c, '│' | '├' | '└' | '─' | '|' | '`' | '+' | '\\' | '-' | ' ' | '\u{a0}')
    })?;
    let (lead, name) = line.split_at(end);
    BRANCHES.iter().any(|branch| lead.ends_with(branch)).then(|| (lead.chars().count(), name))
}
