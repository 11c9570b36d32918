//! The folder of the database, and checks whether it is safe to use.

mod private;
mod remote;

pub(crate) use private::{Unfit, check_file, create, identity, prepare};

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use headroom_core::Scope;

/// The folder for a user's state on this platform. `None` if there is none, as for a user without a home.
#[must_use]
pub fn state_folder() -> Option<PathBuf> {
    state_folder_on(env::consts::OS, |name| env::var_os(name))
}

/// According to the XDG Base Directory Specification, Apple's File System Programming Guide and Windows'
/// known folders.
fn state_folder_on(system: &str, variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    // The specification says that relative paths are ignored.
    let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || absolute("HOME");
    let state = match system {
        "windows" => absolute("LOCALAPPDATA"),
        "macos" => home().map(|home| home.join("Library/Application Support")),
        _ => absolute("XDG_STATE_HOME").or_else(|| home().map(|home| home.join(".local/state"))),
    };
    state.map(|state| state.join("headroom"))
}

/// The scope of the workspace in a folder. It is the same through every link to the folder. A folder that
/// cannot be looked up is identified by its path.
#[must_use]
pub fn workspace(folder: &Path) -> Scope {
    let canonical = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    Scope::workspace(canonical.as_os_str().as_encoded_bytes())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn on(system: &str, variables: &[(&str, &str)]) -> Option<PathBuf> {
        state_folder_on(system, |name| {
            variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
        })
    }

    #[test]
    fn each_platform_has_its_state_folder() {
        let home = ("HOME", "/home/me");
        assert_eq!(on("linux", &[home]), Some("/home/me/.local/state/headroom".into()));
        assert_eq!(on("linux", &[home, ("XDG_STATE_HOME", "/state")]), Some("/state/headroom".into()));
        assert_eq!(
            on("linux", &[home, ("XDG_STATE_HOME", "state")]),
            Some("/home/me/.local/state/headroom".into())
        );
        assert_eq!(on("macos", &[home]), Some("/home/me/Library/Application Support/headroom".into()));
        assert_eq!(on("windows", &[("LOCALAPPDATA", "/local")]), Some("/local/headroom".into()));
        assert_eq!(on("linux", &[]), None);
    }

    #[test]
    fn a_workspace_has_one_scope_through_every_link() {
        let root = headroom_testkit::Scratch::new("workspace");
        let (real, link) = (root.path().join("real"), root.path().join("link"));
        std::fs::create_dir(&real).expect("a folder");
        std::os::unix::fs::symlink(&real, &link).expect("a link");
        assert_eq!(workspace(&link), workspace(&real));
        assert_eq!(workspace(&real.join("../real")), workspace(&real));
        assert_ne!(workspace(root.path()), workspace(&real));
    }
}
