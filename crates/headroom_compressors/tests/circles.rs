//! No crate has a circle of files: following imports never leads back to the file they started from.
//!
//! A file imports another if a path in it leads to an item that is defined there. Re-exports are followed to the definition. A file may
//! use what the `mod.rs` of a folder around it declares, because the two are read together; `lib.rs` only re-exports, so it is no exception.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use support::modules::Modules;

#[test]
fn no_crate_has_a_circle_of_files() {
    for (name, folder) in support::crates() {
        let circle = circle(&imports(&Modules::in_folder(&folder)));
        assert_eq!(circle, None, "{name}: each of these files imports the next, and the last the first");
    }
}

#[test]
fn a_circle_through_a_reexport_is_found() {
    let modules = Modules::new([
        ("lib.rs", "mod a;\nmod b;\npub use b::{B, C};\n"),
        ("a.rs", "use crate::{\n    B,\n};\npub struct A(B);\n"),
        ("b/mod.rs", "mod c;\npub use c::C;\npub struct B;\n"),
        ("b/c.rs", "use super::B;\n/// Not an import: `crate::a::A`.\npub fn c() -> B {}\n"),
    ]);
    assert_eq!(circle(&imports(&modules)), None, "`mod.rs` may be used from its folder");
    let modules = Modules::new([
        ("lib.rs", "mod a;\nmod b;\npub use b::C;\n"),
        ("a.rs", "use crate::C;\npub struct A(C);\n"),
        ("b/mod.rs", "mod c;\npub use c::*;\n"),
        ("b/c.rs", "pub struct C(crate::a::A);\n"),
    ]);
    assert_eq!(circle(&imports(&modules)), Some(vec!["a.rs".to_owned(), "b/c.rs".to_owned()]));
}

/// The files that each file imports.
fn imports(modules: &Modules) -> BTreeMap<&str, BTreeSet<&str>> {
    let imported = |module| {
        // A file may use the `mod.rs` around it.
        let others = modules.used(module).filter(|other| other.is_empty() || !module.starts_with(other));
        others.map(|other| modules.file(&other)).filter(|file| *file != modules.file(module)).collect()
    };
    modules.all().map(|module| (modules.file(module), imported(module))).collect()
}

/// The first circle, from the first of its files.
fn circle(imports: &BTreeMap<&str, BTreeSet<&str>>) -> Option<Vec<String>> {
    imports.keys().find_map(|start| {
        let mut ways = vec![vec![*start]];
        let mut seen = BTreeSet::new();
        while let Some(way) = ways.pop() {
            for next in imports.get(way[way.len() - 1]).into_iter().flatten() {
                if next == start {
                    return Some(way.iter().map(ToString::to_string).collect());
                }
                if seen.insert(next) {
                    ways.push([way.as_slice(), &[next]].concat());
                }
            }
        }
        None
    })
}
