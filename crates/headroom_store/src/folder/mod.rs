//! Where the database lies, and whether that place is fit for it.

mod private;
mod remote;

pub(crate) use private::{Unfit, check_file, create, identity, prepare};

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use headroom_core::Scope;

/// The folder for a user's state on this platform; `None` where there is none, as for a user without a home.
#[must_use]
pub fn state_folder() -> Option<PathBuf> {
    state_folder_on(env::consts::OS, |name| env::var_os(name))
}

/// As the XDG Database Directory Specification, Apple's File System Programming Guide and Windows' known folders have it.
fn state_folder_on(system: &str, variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    // A path that is not absolute is to be ignored, says the specification.
    let absolute = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || absolute("HOME");
    let state = match system {
        "windows" => absolute("LOCALAPPDATA"),
        "macos" => home().map(|home| home.join("Library/Application Support")),
        _ => absolute("XDG_STATE_HOME").or_else(|| home().map(|home| home.join(".local/state"))),
    };
    state.map(|state| state.join("headroom"))
}

/// The scope of the workspace in a folder: the same through whatever links it is reached. A folder that cannot be
/// looked up is taken by its path.
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
    fn each_platform_has_its_place() {
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
    fn a_workspace_is_one_however_it_is_reached() {
        let root = headroom_testkit::Scratch::new("workspace");
        let (real, link) = (root.path().join("real"), root.path().join("link"));
        std::fs::create_dir(&real).expect("a folder");
        std::os::unix::fs::symlink(&real, &link).expect("a link");
        assert_eq!(workspace(&link), workspace(&real));
        assert_eq!(workspace(&real.join("../real")), workspace(&real));
        assert_ne!(workspace(root.path()), workspace(&real));
    }
}
