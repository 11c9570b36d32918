//! Lines of trees, as `tree` and `cargo tree` draw them.

/// The ends of branches of a tree, before the name.
const BRANCHES: [&str; 2] = ["── ", "-- "];

/// The depth of a name in a drawn tree, and the name.
#[must_use]
pub fn drawn(line: &str) -> Option<(usize, &str)> {
    let end = line.find(|c: char| {
        !matches!(c, '│' | '├' | '└' | '─' | '|' | '`' | '+' | '\\' | '-' | ' ' | '\u{a0}')
    })?;
    let (lead, name) = line.split_at(end);
    BRANCHES.iter().any(|branch| lead.ends_with(branch)).then(|| (lead.chars().count(), name))
}
