//! Scopes: who may read an original.

use std::fmt;

use super::Digest;

/// Maximum length of the id of a scope, in bytes.
const MAX_LEN: usize = 256;

/// A named scope or a workspace. Only its members may read its originals.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scope(String);

impl Scope {
    /// The scope with an id chosen by its owner. `None` if the id is empty, longer than 256 bytes or contains
    /// control characters.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        let is_good = !id.is_empty() && id.len() <= MAX_LEN && !id.chars().any(char::is_control);
        is_good.then(|| Self(format!("id:{id}")))
    }

    /// The scope of the workspace at a path. The path should be canonical, so that each folder has one scope.
    /// Only a hash of it is kept.
    #[must_use]
    pub fn workspace(path: &[u8]) -> Self {
        Self(format!("workspace:{:x}", Digest::of(path)))
    }

    /// The key under which the scope is stored. Named scopes and workspaces never share a key.
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
    fn named_scopes_and_workspaces_never_share_a_key() {
        let workspace = Scope::workspace(b"/a");
        assert_ne!(Scope::named(workspace.key()), Some(workspace.clone()));
        assert_ne!(workspace, Scope::workspace(b"/b"));
    }

    #[test]
    fn rejects_empty_long_and_unprintable_ids() {
        for id in ["", "a\nb", "a\0", &"a".repeat(257)] {
            assert_eq!(Scope::named(id), None, "{id:?}");
        }
    }
}
