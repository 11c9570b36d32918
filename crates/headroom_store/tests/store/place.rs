//! The folder of the database and its permissions.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use headroom_core::{Handle, Originals};
use headroom_store::{Notice, Store};
use headroom_testkit::Scratch;

use crate::support::{open, options, redeem, scope};

fn mode(path: &std::path::Path) -> u32 {
    fs::symlink_metadata(path).expect("a file").permissions().mode() & 0o777
}

#[test]
fn files_are_private_whatever_the_umask() {
    let scratch = Scratch::new("umask");
    // All threads of a process share one umask, so a child process sets it.
    let child = crate::child::start("put", scratch.path(), &["umask 000"], &["1"]);
    crate::child::finish(child);
    let folder = scratch.path().join("state");
    assert_eq!(mode(&folder), 0o700);
    let store = open(scratch.path());
    store.put(&scope("a"), &["so that there is a log"]).expect("room");
    let mut files: Vec<_> =
        fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert_eq!(files.len(), 4, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn an_open_folder_is_closed_to_others() {
    let scratch = Scratch::new("open");
    drop(open(scratch.path()));
    let folder = scratch.path().join("state");
    let file = folder.join("headroom.db");
    fs::set_permissions(&folder, PermissionsExt::from_mode(0o755)).expect("a mode");
    fs::set_permissions(&file, PermissionsExt::from_mode(0o644)).expect("a mode");
    drop(open(scratch.path()));
    assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600));
}

/// The store works in memory, gives the reason, and wrote nothing to the folder.
fn is_refused(scratch: &Scratch) {
    let store = Store::open(options(Some(scratch.path()))).expect("a store");
    assert!(matches!(store.take_notices()[..], [Notice::Refused { .. }]));
    assert_eq!(store.take_notices(), [], "said once");
    assert_eq!(store.path(), None);
    store.put(&scope("a"), &["text"]).expect("room");
    assert!(redeem(&store, &scope("a"), Handle::of("text")).is_ok());
}

#[test]
fn symbolic_links_are_refused() {
    let scratch = Scratch::new("link");
    let target = scratch.path().join("target");
    fs::create_dir(&target).expect("a folder");
    symlink(&target, scratch.path().join("state")).expect("a link");
    is_refused(&scratch);
    assert_eq!(fs::read_dir(&target).expect("a folder").count(), 0);

    for name in ["headroom.db", "headroom.db-wal", "headroom.db-shm", "headroom.db-journal", "headroom.lock"]
    {
        let scratch = Scratch::new("link");
        let folder = scratch.path().join("state");
        fs::create_dir(&folder).expect("a folder");
        fs::set_permissions(&folder, PermissionsExt::from_mode(0o700)).expect("a mode");
        let target = scratch.path().join("target");
        fs::write(&target, "precious").expect("a file");
        symlink(&target, folder.join(name)).expect("a link");
        is_refused(&scratch);
        assert_eq!(fs::read_to_string(&target).expect("a file"), "precious");
    }
}

#[test]
fn folders_of_other_users_are_refused() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let scratch = Scratch::new("owner");
    drop(open(scratch.path()));
    std::os::unix::fs::chown(scratch.path().join("state/headroom.db"), Some(65534), None)
        .expect("another owner");
    is_refused(&scratch);
    std::os::unix::fs::chown(scratch.path().join("state"), Some(65534), None).expect("another owner");
    is_refused(&scratch);
}

#[test]
fn a_removed_file_is_created_again() {
    let scratch = Scratch::new("removed");
    let store = open(scratch.path());
    store.put(&scope("a"), &["before"]).expect("room");
    fs::remove_dir_all(scratch.path().join("state")).expect("removed");
    store.put(&scope("a"), &["after"]).expect("room");
    assert!(redeem(&open(scratch.path()), &scope("a"), Handle::of("after")).is_ok());
}
