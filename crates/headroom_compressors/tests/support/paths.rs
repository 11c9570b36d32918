//! The paths in a source: of imports, and of what is named in place.

/// A path in Rust, by its names.
pub(crate) type Path = Vec<String>;

/// The names of a path.
pub(crate) fn path(text: &str) -> Path {
    text.split("::").map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// A path with more names behind it.
pub(crate) fn extended(path: &[String], names: &[String]) -> Path {
    [path, names].concat()
}

/// Every path in `code`, with the name that an import gives to the item; empty: it is no import.
pub(crate) fn paths(code: &str) -> Vec<(Path, String)> {
    let mut found = Vec::new();
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        let Some(start) = import(line) else {
            found.extend(in_place(line).map(|path| (path, String::new())));
            continue;
        };
        let mut tree = start.to_owned();
        while !tree.contains(';') {
            tree.push_str(lines.next().expect("an import ends").trim());
        }
        flatten(&[], tree.split(';').next().unwrap_or_default(), &mut found);
    }
    found
}

/// What stands behind `use` in a line, behind `pub use`, or behind `pub(in crate::a) use`.
fn import(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let private = line.strip_prefix("pub").map_or(line, |rest| {
        let rest =
            if rest.starts_with('(') { rest.split_once(')').map_or(rest, |(_, rest)| rest) } else { rest };
        rest.trim_start()
    });
    private.strip_prefix("use ")
}

/// Each leaf of a tree of imports: `a::{b, c::{self, D as E}}`.
fn flatten(prefix: &[String], tree: &str, out: &mut Vec<(Path, String)>) {
    if let Some((head, group)) = tree.split_once('{') {
        let prefix = extended(prefix, &path(head));
        let group = group.trim_end().strip_suffix('}').expect("a closing brace");
        let mut depth = 0;
        let parts = group.split(|char| {
            depth += i32::from(char == '{') - i32::from(char == '}');
            char == ',' && depth == 0
        });
        parts.filter(|part| !part.trim().is_empty()).for_each(|part| flatten(&prefix, part, out));
        return;
    }
    let (tree, renamed) = tree.split_once(" as ").map_or((tree, None), |(tree, name)| (tree, Some(name)));
    let mut path = extended(prefix, &path(tree));
    path.truncate(path.len() - usize::from(path.len() > 1 && path.ends_with(&["self".to_owned()])));
    let name =
        renamed.map_or_else(|| path.last().cloned().unwrap_or_default(), |name| name.trim().to_owned());
    path.truncate(path.len() - usize::from(name == "*"));
    out.push((path, name));
}

/// The paths that name an item where it is used.
fn in_place(line: &str) -> impl Iterator<Item = Path> {
    // `pub(in crate::a)` names a module, but uses nothing of it.
    let line =
        line.split_once("pub(in ").and_then(|(_, rest)| rest.split_once(')')).map_or(line, |(_, rest)| rest);
    line.split(|char: char| !char.is_alphanumeric() && !matches!(char, '_' | ':'))
        .filter(|word| word.contains("::") && !word.starts_with(':'))
        .map(path)
}
