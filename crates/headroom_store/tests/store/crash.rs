//! Killed processes and torn files.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use headroom_core::{Administration, Handle, HandleInput, Missing, Originals, StoreError};
use headroom_store::Store;
use headroom_testkit::{Random, Scratch};

use crate::child::{self, numbered};
use crate::support::{open, options, redeem, scope, times};

/// Maximum size of the log, in bytes: the bound of the whole package.
const MAX_LOG_LEN: u64 = 64 << 20;

#[test]
fn acknowledged_originals_survive_kill_9() {
    let mut random = Random::new(11);
    let scratch = Scratch::new("kill");
    let mut survived = 0;
    for round in 0..times(12, 500) {
        let seed = 2 + round;
        let mut process = child::start("put", scratch.path(), &[], &[&seed.to_string()]);
        let mut said = child::lines(process.stdout.take().expect("a pipe"));
        assert_eq!(said.next().as_deref(), Some("open"), "round {round}");
        // The moment of death is left to chance: no assertion depends on it.
        thread::sleep(Duration::from_micros(random.below(60_000) as u64));
        process.kill().expect("killed");
        let acknowledged = said.last().map_or(0, |number| number.parse().expect("a number"));
        process.wait().expect("its end");

        let store = open(scratch.path());
        for number in 0..acknowledged {
            let text = numbered(seed, number);
            assert_eq!(
                redeem(&store, &scope("a"), Handle::of(&text)),
                Ok(text),
                "round {round}, {number} of {acknowledged}"
            );
        }
        if round % 10 == 9 {
            let verified = store.verify().expect("a report");
            assert_eq!((verified.damaged.len(), verified.problems), (0, Vec::new()), "round {round}");
            store.clear(None).expect("cleared");
        }
        survived += acknowledged;
    }
    assert!(survived > 0);
}

/// A database and a log, both with contents, as a killed process leaves them.
fn torn_source() -> (Scratch, Vec<String>) {
    let scratch = Scratch::new("torn");
    let store = open(scratch.path());
    let texts: Vec<_> = (0..60).map(|number| numbered(1, number)).collect();
    for (number, text) in texts.iter().enumerate() {
        store.put(&scope("a"), &[text]).expect("room");
        if number == 30 {
            rusqlite::Connection::open(scratch.path().join("state/headroom.db"))
                .and_then(|other| other.query_row("PRAGMA wal_checkpoint", [], |_| Ok(())))
                .expect("a checkpoint");
        }
    }
    let copy = Scratch::new("torn-copy");
    copy_store(scratch.path(), copy.path());
    (copy, texts)
}

fn copy_store(from: &Path, to: &Path) {
    let (from, to) = (from.join("state"), to.join("state"));
    fs::create_dir_all(&to).expect("a folder");
    for name in ["headroom.db", "headroom.db-wal"] {
        if from.join(name).exists() {
            fs::copy(from.join(name), to.join(name)).expect("a copy");
        }
    }
}

/// Opens the remaining files and reads everything: each text is whole or reported as missing. Returns the
/// number of whole ones.
fn survivors(folder: &Path, texts: &[String]) -> usize {
    let store = Store::open(options(Some(folder))).expect("a store");
    let mut whole = 0;
    for text in texts {
        match store.get(&scope("a"), &HandleInput::from(Handle::of(text))) {
            Ok(Ok(original)) => {
                assert_eq!(&original.text, text);
                whole += 1;
            }
            Ok(Err(_)) | Err(StoreError::Damaged { .. } | StoreError::Corrupt) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    // The store can be used, whatever happened before.
    let handle = store.put(&scope("a"), &["afterwards"]).expect("room")[0];
    assert_eq!(redeem(&store, &scope("a"), handle).as_deref(), Ok("afterwards"));
    whole
}

#[test]
fn torn_files_open_or_are_moved_aside() {
    let (source, texts) = torn_source();
    let mut random = Random::new(12);
    let mut whole = 0;
    for round in 0..times(60, 2000) {
        let scratch = Scratch::new("torn-round");
        copy_store(source.path(), scratch.path());
        let torn =
            scratch.path().join("state").join(if round % 2 == 0 { "headroom.db" } else { "headroom.db-wal" });
        let length = fs::metadata(&torn).expect("a file").len();
        let file = fs::OpenOptions::new().write(true).open(&torn).expect("a file");
        file.set_len(random.below(length as usize + 1) as u64).expect("cut");
        drop(file);
        whole += survivors(scratch.path(), &texts);
    }
    assert!(whole > 0, "what is cut from the log leaves the database");
}

#[test]
fn flipped_bits_never_yield_another_text() {
    let (source, texts) = torn_source();
    // Moves everything into one file, in which the bits are flipped.
    drop(open(source.path()));
    let original = fs::read(source.path().join("state/headroom.db")).expect("a file");
    let mut random = Random::new(13);
    let mut whole = 0;
    for _ in 0..times(300, 10_000) {
        let scratch = Scratch::new("flip");
        copy_store(source.path(), scratch.path());
        let mut bytes = original.clone();
        bytes[random.below(original.len())] ^= 1 << random.below(8);
        fs::write(scratch.path().join("state/headroom.db"), bytes).expect("a file");
        whole += survivors(scratch.path(), &texts);
    }
    assert!(whole > 0);
}

#[test]
fn files_that_are_not_databases_are_moved_aside() {
    for content in [&b"not a database"[..], &[0; 8192], &[0xff; 10_000]] {
        let scratch = Scratch::new("garbage");
        drop(open(scratch.path()));
        let folder = scratch.path().join("state");
        fs::write(folder.join("headroom.db"), content).expect("a file");
        let store = Store::open(options(Some(scratch.path()))).expect("a store");
        let notices = store.take_notices();
        assert_eq!(notices.iter().map(headroom_store::Notice::code).collect::<Vec<_>>(), ["quarantined"]);
        let headroom_store::Notice::Quarantined { moved_to } = &notices[0] else { panic!("{notices:?}") };
        assert_eq!(fs::read(moved_to).expect("the old file"), content);
        store.put(&scope("a"), &["text"]).expect("room");
        assert!(redeem(&open(scratch.path()), &scope("a"), Handle::of("text")).is_ok());
    }
}

#[test]
fn an_empty_file_is_a_new_database() {
    let scratch = Scratch::new("empty");
    drop(open(scratch.path()));
    fs::write(scratch.path().join("state/headroom.db"), "").expect("a file");
    open(scratch.path()).put(&scope("a"), &["text"]).expect("room");
    assert!(redeem(&open(scratch.path()), &scope("a"), Handle::of("text")).is_ok());
}

#[test]
fn foreign_and_later_databases_are_left_unchanged() {
    for (change, code) in [("PRAGMA user_version = 99", "newer"), ("PRAGMA application_id = 7", "not-ours")] {
        let scratch = Scratch::new("later");
        drop(open(scratch.path()));
        let path = scratch.path().join("state/headroom.db");
        let other = rusqlite::Connection::open(&path).expect("a database");
        other.execute_batch(change).expect("changed");
        drop(other);
        let before = fs::read(&path).expect("a file");
        let store = Store::open(options(Some(scratch.path()))).expect("a store");
        assert_eq!(store.take_notices().iter().map(headroom_store::Notice::code).collect::<Vec<_>>(), [code]);
        store.put(&scope("a"), &["in memory"]).expect("room");
        drop(store);
        assert_eq!(fs::read(&path).expect("a file"), before);
    }
}

#[test]
fn a_database_of_an_earlier_version_is_migrated() {
    let scratch = Scratch::new("earlier");
    let handle = open(scratch.path()).put(&scope("a"), &["before"]).expect("room")[0];
    let path = scratch.path().join("state/headroom.db");
    let first = "DROP TRIGGER dropped_original; DROP TRIGGER dropped_decision; DROP TABLE dropped; PRAGMA user_version = 1";
    rusqlite::Connection::open(&path)
        .and_then(|other| other.execute_batch(first))
        .expect("the first version");
    for _ in 0..2 {
        let store = open(scratch.path());
        assert_eq!(redeem(&store, &scope("a"), handle).as_deref(), Ok("before"));
        store.put(&scope("a"), &["after"]).expect("room");
    }
}

#[test]
fn a_database_found_to_be_corrupt_is_moved_aside() {
    let scratch = Scratch::new("becomes");
    let store = open(scratch.path());
    let texts: Vec<_> = (0..50).map(|number| numbered(1, number)).collect();
    store.put(&scope("a"), &texts.iter().map(String::as_str).collect::<Vec<_>>()).expect("room");
    drop(store);
    let store = open(scratch.path());
    let path = scratch.path().join("state/headroom.db");
    let length = fs::metadata(&path).expect("a file").len() as usize;
    let file = fs::OpenOptions::new().write(true).open(&path).expect("a file");
    std::os::unix::fs::FileExt::write_all_at(&file, &vec![0xa5; length - 4096], 4096).expect("overwritten");
    // This call reads the file instead of a cache.
    assert_eq!(store.stats().expect("a new database").originals, 0);
    assert_eq!(redeem(&store, &scope("a"), Handle::of(&texts[1])), Err(Missing::Unknown));
    assert_eq!(
        store.take_notices().iter().map(headroom_store::Notice::code).collect::<Vec<_>>(),
        ["quarantined"]
    );
    let handle = store.put(&scope("a"), &["after"]).expect("a new database")[0];
    assert_eq!(redeem(&store, &scope("a"), handle).as_deref(), Ok("after"));
}

#[test]
fn a_truncated_index_of_the_log_ends_no_process() {
    let scratch = Scratch::new("index");
    let stores = [0, 1].map(|_| open(scratch.path()));
    let mut kept: Vec<String> = Vec::new();
    let mut random = Random::new(16);
    for round in 0..40 {
        let index = fs::OpenOptions::new().write(true).open(scratch.path().join("state/headroom.db-shm"));
        let len = if round % 2 == 0 { 0 } else { random.below(32 << 10) as u64 };
        index.and_then(|file| file.set_len(len)).expect("truncated");
        for (at, store) in stores.iter().enumerate() {
            for text in &kept {
                assert_eq!(redeem(store, &scope("a"), Handle::of(text)).as_ref(), Ok(text), "round {round}");
            }
            kept.push(numbered(round, at));
            store.put(&scope("a"), &[&kept[kept.len() - 1]]).expect("room");
        }
    }
    let index = fs::OpenOptions::new().write(true).open(scratch.path().join("state/headroom.db-shm"));
    index.and_then(|file| file.set_len(0)).expect("truncated");
    drop(stores);
    assert!(kept.iter().all(|text| redeem(&open(scratch.path()), &scope("a"), Handle::of(text)).is_ok()));
}

#[test]
fn a_lock_held_elsewhere_is_waited_for_only_briefly() {
    let scratch = Scratch::new("held");
    let store = Store::open(headroom_store::Options {
        wait: Duration::from_millis(20),
        ..options(Some(scratch.path()))
    })
    .expect("a store");
    let before = store.put(&scope("a"), &["before"]).expect("room")[0];
    let mut holder = child::start("hold", scratch.path(), &[], &[]);
    let mut said = child::lines(holder.stdout.take().expect("a pipe"));
    assert_eq!(said.next().as_deref(), Some("held"));
    let start = Instant::now();
    assert_eq!(store.put(&scope("a"), &["while it is held"]), Err(StoreError::Busy));
    let waited = start.elapsed();
    // Long enough for a busy machine, and far from endless.
    assert!((Duration::from_millis(20)..Duration::from_secs(2)).contains(&waited), "{waited:?}");
    assert!(redeem(&store, &scope("a"), before).is_ok(), "reading needs no lock");
    assert!(redeem(&store, &scope("a"), Handle::of("while it is held")).is_err());
    drop(holder.stdin.take());
    assert_eq!(said.next(), None);
    assert!(holder.wait().expect("its end").success());
    store.put(&scope("a"), &["afterwards"]).expect("room");
}

#[test]
fn many_processes_and_threads_share_a_store_while_some_are_killed() {
    let scratch = Scratch::new("hammer");
    let (threads, rounds, each) = (4, times(3, 24), times(40, 75));
    let mut random = Random::new(14);
    let mut survivors: Vec<_> = (0..times(2, 7))
        .map(|seed| {
            child::start(
                "hammer",
                scratch.path(),
                &[],
                &[&seed.to_string(), &threads.to_string(), &(each * rounds).to_string()],
            )
        })
        .collect();
    let listeners: Vec<_> = survivors
        .iter_mut()
        .map(|process| process.stdout.take().expect("a pipe"))
        .map(|output| thread::spawn(|| child::lines(output).collect::<Vec<_>>()))
        .collect();
    let mut acknowledged = Vec::new();
    for round in 0..rounds {
        let seed = 100 + round;
        let mut victim = child::start(
            "hammer",
            scratch.path(),
            &[],
            &[&seed.to_string(), &threads.to_string(), "1000000"],
        );
        let mut said = child::lines(victim.stdout.take().expect("a pipe"));
        assert_eq!(said.next().as_deref(), Some("open"));
        // The moment of death is left to chance.
        thread::sleep(Duration::from_millis(random.below(times(200, 2000)) as u64));
        victim.kill().expect("killed");
        acknowledged.extend(said);
        victim.wait().expect("its end");
        let log = fs::metadata(scratch.path().join("state/headroom.db-wal")).map_or(0, |log| log.len());
        assert!(log <= MAX_LOG_LEN, "{log}");
    }
    for (process, listener) in survivors.iter_mut().zip(listeners) {
        acknowledged.extend(listener.join().expect("what it said"));
        assert!(process.wait().expect("its end").success());
    }
    let store = open(scratch.path());
    let mut count = 0;
    for (seed, number) in acknowledged.iter().filter_map(|said| said.split_once(' ')) {
        let text = numbered(seed.parse().expect("a seed"), number.parse().expect("a number"));
        assert_eq!(redeem(&store, &scope("a"), Handle::of(&text)), Ok(text));
        count += 1;
    }
    assert!(count >= survivors.len() * threads * each * rounds);
    let verified = store.verify().expect("a report");
    assert_eq!((verified.damaged.len(), verified.problems), (0, Vec::new()));
}

#[test]
fn a_full_disk_loses_nothing_and_can_recover() {
    let mut met = Vec::new();
    // Each limit makes a different write fail.
    for round in 0..times(12, 200) {
        let scratch = Scratch::new("full");
        let limit = 4096 + round * times(40_009, 4_001);
        met.extend(child::finish(child::start(
            "fill",
            scratch.path(),
            &["trap '' XFSZ"],
            &[&limit.to_string()],
        )));
    }
    assert!(met.iter().any(|said| said.starts_with("memory")), "{met:?}");
    assert!(met.iter().any(|said| said.starts_with("stored")), "{met:?}");
}

/// strace makes one write after the other fail. Without strace the test does nothing.
#[test]
fn failing_writes_lose_nothing_and_can_recover() {
    let strace = std::process::Command::new("strace").arg("-V").output();
    if !strace.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: strace is not installed");
        return;
    }
    let mut met = Vec::new();
    for round in 0..times(10, 300) {
        let scratch = Scratch::new("falter");
        let (call, first) = if round % 5 == 4 {
            ("fdatasync,fsync", 1 + round / 5)
        } else {
            ("pwrite64", 1 + round * times(17, 3))
        };
        let under = format!(
            "exec strace -f -qq -o /dev/null -e trace={call} -e inject={call}:error=EIO:when={first}..{} \"$0\" \"$@\"",
            first + round % 3
        );
        met.extend(child::finish(child::start("falter", scratch.path(), &[&under], &["1"])));
        // Whatever failed, the file can be opened.
        assert_eq!(
            open(scratch.path()).verify().map(|verified| (verified.damaged, verified.problems)),
            Ok((Vec::new(), Vec::new())),
            "round {round}"
        );
    }
    assert!(met.iter().any(|said| said.starts_with("failed ") && said != "failed 0"), "{met:?}");
}

#[test]
fn an_unwritable_folder_falls_back_to_memory() {
    use std::os::unix::fs::{PermissionsExt, chown};
    use std::os::unix::process::CommandExt;
    let scratch = Scratch::new("read-only");
    let folder = scratch.path().join("state");
    fs::create_dir(&folder).expect("a folder");
    // Root can write everywhere, so the child runs as another user.
    let nobody = rustix::process::geteuid().is_root().then_some(65534);
    chown(&folder, nobody, None).expect("an owner");
    fs::set_permissions(&folder, PermissionsExt::from_mode(0o500)).expect("a mode");
    // That user may have no access to the checkout.
    let program = scratch.path().join("program");
    fs::copy(std::env::current_exe().expect("this program"), &program).expect("a copy");
    let mut command = child::command(&program, "read-only", scratch.path(), &[], &[]);
    if let Some(nobody) = nobody {
        command.uid(nobody);
    }
    let said = child::finish(command.spawn().expect("another process"));
    assert_eq!(said.len(), 1, "{said:?}");
    fs::set_permissions(&folder, PermissionsExt::from_mode(0o700)).expect("a mode");
}

#[test]
fn secrets_are_in_the_database_files_only() {
    let scratch = Scratch::new("secrets");
    // Words that compression does not change, so that they are found wherever they are written.
    let secrets: Vec<_> = (0..25).map(|number| Handle::of(&format!("secret {number}")).to_string()).collect();
    let store = open(scratch.path());
    let texts: Vec<_> = secrets.iter().map(|secret| format!("password={secret}\n")).collect();
    store.put(&scope("a"), &texts.iter().map(String::as_str).collect::<Vec<_>>()).expect("room");
    store.clear(Some(&scope("b"))).expect("cleared");
    assert_eq!(holding(scratch.path(), &secrets), ["headroom.db"]);
    store.clear(Some(&scope("a"))).expect("cleared");
    drop(store);
    assert_eq!(holding(scratch.path(), &secrets), Vec::<String>::new(), "what is cleared is overwritten");
}

/// The names of the files that contain any of these.
fn holding(folder: &Path, secrets: &[String]) -> Vec<String> {
    let files =
        fs::read_dir(folder.join("state")).expect("a folder").map(|entry| entry.expect("an entry").path());
    let holds = |path: &std::path::PathBuf| {
        let bytes = fs::read(path).expect("a file");
        secrets.iter().any(|secret| memchr::memmem::find(&bytes, secret.as_bytes()).is_some())
    };
    files.filter(holds).map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect()
}
