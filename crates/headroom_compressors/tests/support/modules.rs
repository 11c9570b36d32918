//! The modules of a crate, and where the items are defined that they name.

use std::collections::BTreeMap;
use std::path::Path as FilePath;

use super::paths::{Path, extended, path, paths};
use super::{shipped, sources};

/// The files of a crate as modules, each by its path from the crate's root.
pub(crate) struct Modules(BTreeMap<Path, Module>);

struct Module {
    file: String,
    code: String,
    /// Every path in the code, with the name that an import gives to the item; empty: it is no import.
    paths: Vec<(Path, String)>,
}

impl Module {
    fn new(file: String, source: &str) -> Self {
        let code = shipped(source);
        Self { file, paths: paths(&code), code }
    }

    fn defines(&self, name: &str) -> bool {
        ["fn", "struct", "enum", "trait", "type", "const", "static"].into_iter().any(|item| {
            self.code
                .split(&format!("{item} {name}"))
                .skip(1)
                .any(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
        })
    }
}

impl Modules {
    /// The modules whose sources stand in a folder.
    pub(crate) fn in_folder(folder: &FilePath) -> Self {
        let name = |file: &FilePath| {
            let parts = file.strip_prefix(folder).expect("a file of the folder").iter();
            parts.map(|part| part.to_str().expect("a name")).collect::<Vec<_>>().join("/")
        };
        Self::new(sources(folder).iter().map(|(file, source)| (name(file), source.as_str())))
    }

    /// The modules in these files: names and sources.
    pub(crate) fn new<'a>(files: impl IntoIterator<Item = (impl Into<String>, &'a str)>) -> Self {
        let modules = files.into_iter().map(|(file, source)| Module::new(file.into(), source));
        Self(modules.map(|module| (module_path(&module.file), module)).collect())
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Path> {
        self.0.keys()
    }

    pub(crate) fn file(&self, module: &Path) -> &str {
        &self.0[module].file
    }

    /// The modules that define what the paths in `module` name. Items of other crates have none.
    pub(crate) fn used(&self, module: &Path) -> impl Iterator<Item = Path> {
        self.0[module].paths.iter().filter_map(|(path, _)| self.definition(module, path))
    }

    /// The module that defines what `path` names in `module`.
    fn definition(&self, module: &Path, path: &[String]) -> Option<Path> {
        let absolute = self.absolute(module, path)?;
        let known = (0..=absolute.len()).rev().find(|end| self.0.contains_key(&absolute[..*end]))?;
        let (found, rest) = absolute.split_at(known);
        let found = found.to_vec();
        let Some((name, behind)) = rest.split_first() else { return Some(found) };
        let imports = || self.0[&found].paths.iter().filter(|(_, own)| !own.is_empty());
        if let Some((path, _)) = imports().find(|(_, own)| own == name) {
            return self.definition(&found, &extended(path, behind));
        }
        let globs = imports().filter(|(_, own)| own == "*");
        let mut others = globs.filter_map(|(path, _)| self.definition(&found, path));
        others.find(|other| *other != found && self.0[other].defines(name)).or(Some(found))
    }

    /// A path from the crate's root; `None` if it leads out of the crate.
    fn absolute(&self, module: &Path, path: &[String]) -> Option<Path> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some(extended(module, rest)),
            "super" => {
                let above = path.iter().take_while(|name| *name == "super").count();
                Some(extended(&module[..module.len().checked_sub(above)?], &path[above..]))
            }
            _ => Some(extended(module, path)).filter(|child| self.0.contains_key(&child[..=module.len()])),
        }
    }
}

/// The path of the module in a file: `a/mod.rs` and `a.rs` are `a`, `lib.rs` is the root.
fn module_path(file: &str) -> Path {
    let name = file.trim_end_matches(".rs");
    let name = name.strip_suffix("/mod").unwrap_or(name);
    if name == "lib" { Path::new() } else { path(&name.replace('/', "::")) }
}
