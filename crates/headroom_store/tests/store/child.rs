//! Child processes: this test binary, started again for one task.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use std::{env, io, thread};

use headroom_core::{Administration, Handle, Originals, StoreError};
use headroom_store::{Options, Store};
use headroom_testkit::Random;
use rusqlite::Connection;

use crate::support::{options, redeem, scope, text};

const TASK: &str = "HEADROOM_CHILD_TASK";
const FOLDER: &str = "HEADROOM_CHILD_FOLDER";

/// Starts a process that runs `task` in `folder`, after these shell commands.
pub(crate) fn start(task: &str, folder: &Path, shell: &[&str], arguments: &[&str]) -> Child {
    command(&env::current_exe().expect("this program"), task, folder, shell, arguments)
        .spawn()
        .expect("another process")
}

/// The command for such a process. `program` is this binary or a copy of it.
pub(crate) fn command(
    program: &Path,
    task: &str,
    folder: &Path,
    shell: &[&str],
    arguments: &[&str],
) -> Command {
    let script = format!(
        "{} exec \"$0\" \"$@\"",
        shell.iter().map(|command| format!("{command};")).collect::<Vec<_>>().concat()
    );
    let mut command = Command::new("sh");
    command
        .args(["-c", &script])
        .arg(program)
        .args(["--exact", "child::entry", "--ignored", "--nocapture", "--test-threads=1"])
        .env(TASK, std::iter::once(task).chain(arguments.iter().copied()).collect::<Vec<_>>().join(" "))
        .env(FOLDER, folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    command
}

/// Its output, line by line, without that of the test harness.
pub(crate) fn lines(output: ChildStdout) -> impl Iterator<Item = String> {
    BufReader::new(output)
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| line.split_once("> ").map(|(_, said)| said.to_owned()))
}

/// Waits for its successful end, and returns its output.
pub(crate) fn finish(mut child: Child) -> Vec<String> {
    let said = lines(child.stdout.take().expect("a pipe")).collect();
    assert!(child.wait().expect("its end").success(), "{said:?}");
    said
}

fn say(what: impl std::fmt::Display) {
    let mut out = io::stdout().lock();
    writeln!(out, "> {what}").expect("a reader");
    out.flush().expect("a reader");
}

#[test]
#[ignore = "started by other tests, in a process of its own"]
fn entry() {
    let (Ok(task), Some(folder)) = (env::var(TASK), env::var_os(FOLDER)) else { return };
    let mut words = task.split(' ');
    let task = words.next().expect("a task");
    let numbers: Vec<usize> = words.map(|word| word.parse().expect("a number")).collect();
    let folder = Path::new(&folder);
    match task {
        "put" => put(folder, numbers[0]),
        "hold" => hold(folder),
        "hammer" => hammer(folder, numbers[0], numbers[1], numbers[2]),
        "clear" => drop(Store::open(options(Some(folder))).expect("a store").clear(None).expect("cleared")),
        "fill" => fill(folder, numbers[0]),
        "falter" => falter(folder, numbers[0]),
        "read-only" => read_only(folder),
        other => panic!("no task {other}"),
    }
}

/// The n-th text of a process, reproducible from two numbers.
pub(crate) fn numbered(seed: usize, number: usize) -> String {
    let mut random = Random::new((seed as u64) << 32 | number as u64);
    let bytes = 1 << (6 + random.below(11));
    text(&mut random, bytes)
}

/// Puts numbered texts, some at a time, and prints which are stored, until it is killed or has put 20.
fn put(folder: &Path, seed: usize) {
    let store = Store::open(options(Some(folder))).expect("a store");
    assert_eq!(store.take_notices(), []);
    say("open");
    let endless = seed > 1;
    let mut number = 0;
    while endless || number < 20 {
        let batch: Vec<_> = (number..number + 1 + number % 4).map(|number| numbered(seed, number)).collect();
        store.put(&scope("a"), &batch.iter().map(String::as_str).collect::<Vec<_>>()).expect("room");
        number += batch.len();
        say(number);
    }
}

/// Locks the database until its standard input is closed.
fn hold(folder: &Path) {
    let connection = Connection::open(folder.join("state/headroom.db")).expect("a database");
    connection.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    say("held");
    let _ = io::stdin().read(&mut [0]);
}

/// Several threads put and get `times` texts each. It prints what is stored, and fails if that is not found
/// again.
fn hammer(folder: &Path, seed: usize, threads: usize, times: usize) {
    let store = Store::open(options(Some(folder))).expect("a store");
    assert_eq!(store.take_notices(), []);
    say("open");
    thread::scope(|threads_of| {
        for thread in 0..threads {
            let store = &store;
            threads_of.spawn(move || {
                let seed = seed * 100 + thread;
                for number in 0..times {
                    let text = numbered(seed, number);
                    let handle = store.put(&scope("a"), &[&text]).expect("nobody holds a lock for long")[0];
                    say(format_args!("{seed} {number}"));
                    assert!(redeem(store, &scope("a"), handle).as_deref() == Ok(&text), "{seed} {number}");
                }
            });
        }
    });
}

/// Puts texts until files reach their size limit. Then the limit is lifted, and putting must work again.
fn fill(folder: &Path, limit: usize) {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let unlimited = getrlimit(Resource::Fsize);
    let allow = |current| setrlimit(Resource::Fsize, Rlimit { current, ..unlimited }).expect("a limit");
    allow(Some(limit as u64));
    let store = Store::open(options(Some(folder))).expect("a store");
    if store.path().is_none() {
        say(format_args!("memory {:?}", store.take_notices()));
        return;
    }
    let mut stored = 0;
    let failure = loop {
        match store.put(&scope("a"), &[&numbered(limit, stored)]) {
            Ok(_) => stored += 1,
            Err(error) => break error,
        }
        assert!(stored < 100_000, "the limit was never met");
    };
    assert!(matches!(failure, StoreError::Full | StoreError::Io), "{failure:?}");
    for number in 0..stored {
        let text = numbered(limit, number);
        assert_eq!(redeem(&store, &scope("a"), Handle::of(&text)), Ok(text));
    }
    assert!(redeem(&store, &scope("a"), Handle::of(&numbered(limit, stored))).is_err());
    allow(unlimited.current);
    for number in stored..stored + 20 {
        store.put(&scope("a"), &[&numbered(limit, number)]).expect("room again");
    }
    assert_eq!(store.take_notices(), []);
    let verified = store.verify().expect("a report");
    assert_eq!(
        (verified.originals, verified.damaged.len(), verified.problems.len()),
        (stored as u64 + 20, 0, 0)
    );
    say(format_args!("stored {stored} {}", failure.code()));
}

/// Puts texts while some writes fail. Texts reported as stored must be there, and putting must work again
/// after the failures.
fn falter(folder: &Path, seed: usize) {
    let store = Store::open(options(Some(folder))).expect("a store");
    if store.path().is_none() {
        say(format_args!("memory {:?}", store.take_notices()));
        return;
    }
    let mut stored = Vec::new();
    for number in 0..40 {
        match store.put(&scope("a"), &[&numbered(seed, number)]) {
            Ok(_) => stored.push(number),
            Err(error) => assert!(matches!(error, StoreError::Io | StoreError::Full), "{error:?}"),
        }
    }
    // At most three writes fail, and each fails one of these puts.
    assert!(stored.len() >= 37, "it did not work again: {stored:?}");
    for &number in &stored {
        let text = numbered(seed, number);
        assert_eq!(redeem(&store, &scope("a"), Handle::of(&text)), Ok(text));
    }
    let verified = store.verify().expect("a report");
    assert_eq!((verified.damaged.len(), verified.problems.len()), (0, 0));
    say(format_args!("failed {}", 40 - stored.len()));
}

/// Runs as a user who cannot write the folder.
fn read_only(folder: &Path) {
    let store =
        Store::open(Options { wait: Duration::from_millis(20), ..options(Some(folder)) }).expect("a store");
    let notices = store.take_notices();
    assert_eq!(notices.iter().map(headroom_store::Notice::code).collect::<Vec<_>>(), ["unusable"]);
    let handle = store.put(&scope("a"), &["in memory"]).expect("room")[0];
    assert_eq!(redeem(&store, &scope("a"), handle).as_deref(), Ok("in memory"));
    say(&notices[0]);
}
