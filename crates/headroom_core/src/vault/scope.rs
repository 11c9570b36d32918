//! Who may read an original.

use std::fmt;

use super::Digest;

/// The longest id of a scope, in bytes.
const MAX_LEN: usize = 256;

/// Who may read an original: a name that its owner chose, or a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scope(String);

impl Scope {
    /// That with an id which its owner chose: neither empty nor longer than 256 bytes, without control characters.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        let is_good = !id.is_empty() && id.len() <= MAX_LEN && !id.chars().any(char::is_control);
        is_good.then(|| Self(format!("id:{id}")))
    }

    /// That of the workspace at a path, which should be canonical, so that each folder has one scope. Only a hash of it is kept.
    #[must_use]
    pub fn workspace(path: &[u8]) -> Self {
        Self(format!("workspace:{:x}", Digest::of(path)))
    }

    /// What it is stored as. Named ones and workspaces never share it.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_is_that_of_a_workspace() {
        let workspace = Scope::workspace(b"/a");
        assert_ne!(Scope::named(workspace.key()), Some(workspace.clone()));
        assert_ne!(workspace, Scope::workspace(b"/b"));
    }

    #[test]
    fn an_id_says_something() {
        for id in ["", "a\nb", "a\0", &"a".repeat(257)] {
            assert_eq!(Scope::named(id), None, "{id:?}");
        }
    }
}
