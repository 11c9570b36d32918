//! A map of a repository: the definitions that other files refer to most, up to a number of tokens.
//!
//! ```text
//! src/orders.ts
//! 12: export class Orders
//! 40:   total(rows: Row[]): number
//! ```
//!
//! Files are ranked as pages on the web are: a file is worth what the files are worth that use its definitions
//! (L. Page and others, *The `PageRank` Citation Ranking*, 1999). A definition gets the part of that worth which its
//! name brings. All sums are integers, so that a map is the same everywhere.

mod choose;
mod rank;
mod tags;

use headroom_detect::Language;

pub use self::tags::Tags;

/// A file of a repository.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Its path, as the map shows it.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Its language.
    pub language: Language,
}

/// A map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    /// The definitions by file, with their line numbers.
    pub text: String,
    /// The number of files and definitions that the text shows.
    pub files: usize,
    /// The number of definitions that the text shows.
    pub definitions: usize,
    /// The number of files that define something.
    pub all_files: usize,
    /// The number of definitions in them.
    pub all_definitions: usize,
}

/// The map of some files that costs at most `tokens`. Files that cannot be read as code are left out.
#[must_use]
pub fn map(files: &[File<'_>], tokens: u64) -> Map {
    let mut files = files.to_vec();
    files.sort_by_key(|file| file.path);
    let tags: Vec<Tags> = files.iter().filter_map(Tags::of).collect();
    let worth = rank::worth(&tags);
    choose::choose(&tags, &worth, tokens)
}
