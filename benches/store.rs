//! Measures the overhead of the store over bare rusqlite: putting and getting 4 KB texts, one at a time and
//! in turns. With `--million`, it measures the time of a slice of purging among a million originals.
#![allow(clippy::print_stdout, reason = "a table is what it is for")]

use std::time::{Duration, Instant};
use std::{env, hint};

use headroom_core::{Administration, Digest, HandleInput, Originals, Scope};
use headroom_store::{Clock, Options, Store};
use headroom_testkit::{Random, Scratch, log};
use rusqlite::{Connection, OptionalExtension};

/// The length of a text, in bytes.
const BYTES: usize = 4096;
/// The number of texts.
const TEXTS: u32 = 6000;
const MILLION: usize = 1_000_000;
const BATCH: usize = 5000;

fn main() {
    if env::args().any(|argument| argument == "--million") { million() } else { beside_rusqlite() }
}

/// A log in which all lines differ, cut to length.
fn text(random: &mut Random) -> String {
    let mut text = format!("run {}\n", random.below(usize::MAX));
    while text.len() < BYTES {
        text.push_str(&log(random, 8));
    }
    text.truncate(text.floor_char_boundary(BYTES));
    text
}

fn beside_rusqlite() {
    let (ours, theirs) = (Scratch::new("bench-store"), Scratch::new("bench-rusqlite"));
    let store = Store::open(Options { folder: Some(ours.path().join("state")), ..Options::default() })
        .expect("a store");
    let bare = Connection::open(theirs.path().join("bare.db")).expect("a database");
    bare.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE original (key BLOB PRIMARY KEY, body TEXT NOT NULL)").expect("a table");
    let scope = Scope::named("bench").expect("a scope");
    let mut random = Random::new(1);
    let mut times: [Vec<Duration>; 4] = Default::default();
    for _ in 0..TEXTS {
        let text = text(&mut random);
        let digest = Digest::of(&text);
        // In turns, so that other load on the machine affects both.
        times[0].push(timed(|| drop(store.put(&scope, &[&text]).expect("room"))));
        times[1].push(timed(|| {
            bare.prepare_cached("INSERT INTO original VALUES (?1, ?2)")
                .and_then(|mut put| put.execute((digest.0, &text)))
                .expect("room");
        }));
        times[2].push(timed(|| {
            drop(hint::black_box(
                store
                    .get(&scope, &HandleInput::from(digest.handle()))
                    .expect("a store")
                    .expect("an original"),
            ));
        }));
        times[3].push(timed(|| {
            let mut get =
                bare.prepare_cached("SELECT body FROM original WHERE key = ?1").expect("a statement");
            let body: Option<String> =
                get.query_row([digest.0], |row| row.get(0)).optional().expect("a database");
            hint::black_box(body.expect("a row"));
        }));
    }
    let whole =
        times.each_ref().map(|times| times.iter().sum::<Duration>().as_secs_f64() * 1e6 / f64::from(TEXTS));
    for times in &mut times {
        times.sort_unstable();
    }
    let at = |share: usize| {
        times.each_ref().map(|times| times[share * (TEXTS as usize - 1) / 1000].as_secs_f64() * 1e6)
    };
    print("median", at(500));
    print("p99.9", at(999));
    // Including the occasional waits for the disk.
    print("mean", whole);
}

fn print(kind: &str, [put, bare_put, get, bare_get]: [f64; 4]) {
    for (what, own, bare) in
        [("put", put, bare_put), ("get", get, bare_get), ("put and get", put + get, bare_put + bare_get)]
    {
        println!("{kind:7} {what:12} {own:7.1} µs   rusqlite {bare:7.1} µs   ×{:.2}", own / bare);
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn million() {
    let scratch = Scratch::new("bench-million");
    let scope = Scope::named("bench").expect("a scope");
    let at = |seconds: u64, ttl| Options {
        ttl,
        folder: Some(scratch.path().join("state")),
        limit_bytes: 4 << 30,
        clock: Clock::new(move || seconds),
        wait: Duration::from_secs(5),
    };
    for (age, half) in [(0, 0..MILLION / 2), (1_000_000, MILLION / 2..MILLION)] {
        let store = Store::open(at(1_800_000_000 + age, Duration::MAX)).expect("a store");
        for batch in half.step_by(BATCH) {
            let texts: Vec<_> = (batch..batch + BATCH)
                .map(|number| format!("original {number}, as short as they come"))
                .collect();
            store.put(&scope, &texts.iter().map(String::as_str).collect::<Vec<_>>()).expect("room");
        }
        println!("{:?}", store.stats().expect("stats"));
    }
    let store = Store::open(at(1_800_000_000 + 1_000_000, Options::default().ttl)).expect("a store");
    let mut slices = Vec::new();
    loop {
        let start = Instant::now();
        let purged = store.purge().expect("purged");
        slices.push((start.elapsed(), purged.originals));
        if !purged.more {
            break;
        }
    }
    let originals: u64 = slices.iter().map(|(_, originals)| originals).sum();
    slices.sort_unstable();
    let at = |percent: usize| slices[(slices.len() - 1) * percent / 100].0;
    println!(
        "{originals} dropped in {} slices: median {:?}, p99 {:?}, longest {:?}",
        slices.len(),
        at(50),
        at(99),
        at(100)
    );
}
