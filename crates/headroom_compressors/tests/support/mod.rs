//! The sources of this workspace, for tests of its structure.
#![allow(dead_code, reason = "each test file uses some of it")]

pub(crate) mod modules;
mod paths;

use std::fs;
use std::path::{Path, PathBuf};

/// The folder of all crates.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a folder of crates").to_owned()
}

pub(crate) fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path.as_ref()).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

/// The folders in a folder, in order, with their names.
pub(crate) fn folders(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    let mut folders: Vec<_> = entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| (entry.file_name().into_string().expect("a name"), entry.path()))
        .collect();
    folders.sort();
    folders
}

/// The crates, with the folders of their sources.
pub(crate) fn crates() -> Vec<(String, PathBuf)> {
    folders(&root()).into_iter().map(|(name, folder)| (name, folder.join("src"))).collect()
}

/// The Rust files in a folder and the folders in it, with their text.
pub(crate) fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let paths = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![(path.clone(), read(&path))] })
        .collect()
}

/// The part of a source that ships: tests stand at its end, and comments say nothing to the compiler.
pub(crate) fn shipped(source: &str) -> String {
    let tests = ["#[cfg(test)]", "#[cfg(all(test"].into_iter().filter_map(|start| source.find(start)).min();
    let code = &source[..tests.unwrap_or(source.len())];
    code.split_inclusive('\n').filter(|line| !line.trim_start().starts_with("//")).collect()
}
