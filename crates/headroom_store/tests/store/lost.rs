//! Lost originals: keeping them again stores them again.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use headroom_core::{
    Administration, Chain, Decision, DecisionStore, Elision, Handle, OriginalStore, SentAs, StoreError,
};
use headroom_store::{Options, ScopedStore, Store};
use headroom_testkit::{Random, Scratch};

use crate::child;
use crate::support::{Fixture, open, options, scope, text, times};

fn elision(original: &str) -> Elision {
    Elision {
        handle: Handle::of(original),
        original: original.into(),
        shown: format!("[1 line left out: headroom_retrieve {}]", Handle::of(original)).into(),
    }
}

fn decision(number: u8, elision: &Elision) -> Decision {
    Decision {
        chain: Chain([number; 32]),
        sent: SentAs::Text(Arc::clone(&elision.shown)),
        elision: Some(Arc::new(elision.clone())),
    }
}

/// Whether all of these are retrievable by their handles and by their elided texts.
fn are_there(originals: &ScopedStore, all: &[Elision]) -> bool {
    let by_shown = |text: &Elision| {
        originals.original(&text.shown).expect("a store").as_deref() == Some(&*text.original)
    };
    all.iter().all(|text| by_shown(text) && originals.has(&text.handle.to_string()).expect("a store"))
}

type Loss = (&'static str, fn(&Store, &Path));

/// How originals get lost while a process has the store open.
const LOSSES: [Loss; 7] = [
    ("cleared", |store, _| assert!(store.clear(None).is_ok())),
    ("the scope cleared", |store, _| assert!(store.clear(Some(&scope("a"))).is_ok())),
    ("cleared by another process", |_, folder| drop(child::finish(child::start("clear", folder, &[], &[])))),
    ("the files removed", |_, folder| {
        for name in ["headroom.db", "headroom.db-wal", "headroom.db-shm"] {
            fs::remove_file(folder.join("state").join(name)).expect("removed");
        }
    }),
    ("the folder removed", |_, folder| fs::remove_dir_all(folder.join("state")).expect("removed")),
    ("put aside as corrupt by another instance", |_, folder| {
        let path = folder.join("state/headroom.db");
        let other = rusqlite::Connection::open(&path).expect("a database");
        other.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).expect("a checkpoint");
        fs::write(&path, [0xa5; 8192]).expect("overwritten");
        let other = Store::open(options(Some(folder))).expect("a store");
        assert_eq!(
            other.take_notices().iter().map(headroom_store::Notice::code).collect::<Vec<_>>(),
            ["quarantined"]
        );
    }),
    ("dropped by another program", |_, folder| {
        let other = rusqlite::Connection::open(folder.join("state/headroom.db")).expect("a database");
        other.execute_batch("DELETE FROM original").expect("dropped");
    }),
];

#[test]
fn lost_originals_are_stored_again_when_kept_again() {
    for (name, lose) in LOSSES {
        let scratch = Scratch::new("lost");
        let store = Arc::new(open(scratch.path()));
        let originals = ScopedStore::new(Arc::clone(&store), scope("a"));
        let all = ["one", "two", "three"].map(elision);
        for round in 0..3 {
            originals.keep(&all.each_ref()).expect("room");
            assert!(are_there(&originals, &all), "{name}, round {round}");
            assert_eq!(originals.lost(&all.each_ref()), Ok(Vec::new()), "{name}");
            lose(&store, scratch.path());
            assert!(!are_there(&originals, &all[..1]), "{name}");
            assert_eq!(originals.lost(&all.each_ref()), Ok(vec![0, 1, 2]), "{name}");
        }
    }
}

#[test]
fn lost_decisions_are_recorded_again_with_their_elisions() {
    for (name, lose) in LOSSES {
        let scratch = Scratch::new("lost-decision");
        let store = Arc::new(open(scratch.path()));
        let originals = ScopedStore::new(Arc::clone(&store), scope("a"));
        let all = ["one", "two"].map(elision);
        let [one, two] = [decision(1, &all[0]), decision(2, &all[1])];
        assert_eq!(originals.record(std::slice::from_ref(&one), &[]), Ok(Vec::new()), "{name}");
        lose(&store, scratch.path());
        assert_eq!(
            originals.record(std::slice::from_ref(&two), std::slice::from_ref(&one)),
            Ok(Vec::new()),
            "{name}"
        );
        assert!(are_there(&originals, &all), "{name}");
        let later = ScopedStore::new(Arc::new(open(scratch.path())), scope("a"));
        assert_eq!(later.recall(&[one.chain, two.chain]), Ok(vec![Some(one.sent), Some(two.sent)]), "{name}");
        assert_eq!(later.store().stats().expect("stats").pinned, 2, "{name}");
    }
}

#[test]
fn originals_of_one_request_are_kept_beyond_the_limit() {
    let limit = 256 << 10;
    for fixture in Fixture::both("limit", |options| options.limit_bytes = limit) {
        let mut random = Random::new(21);
        let Fixture { store, .. } = fixture;
        let originals = ScopedStore::new(Arc::new(store), scope("a"));
        let all: Vec<Elision> = (0..60).map(|_| elision(&text(&mut random, 20_000))).collect();
        for pass in 0..3 {
            for some in all.chunks(10) {
                originals.keep(&some.iter().collect::<Vec<_>>()).expect("room");
                assert!(are_there(&originals, some), "pass {pass}");
            }
        }
        // One request keeps more than the limit, some of it stored before.
        originals.keep(&all.iter().collect::<Vec<_>>()).expect("room");
        assert!(are_there(&originals, &all));
        // The excess is dropped before the next batch is stored.
        originals.put(&["one more"]).expect("room");
        while originals.store().purge().expect("purged").more {}
        assert!(originals.store().stats().expect("stats").stored_bytes <= limit);
    }
}

#[test]
fn expired_originals_are_stored_again() {
    for fixture in Fixture::both("expired", |options| options.ttl = std::time::Duration::from_hours(48)) {
        let Fixture { store, time, .. } = fixture;
        let originals = ScopedStore::new(Arc::new(store), scope("a"));
        let all = ["one", "two"].map(elision);
        let pass = |hours: u64| time.fetch_add(hours * 3600, std::sync::atomic::Ordering::Relaxed);
        originals.keep(&all.each_ref()).expect("room");
        for _ in 0..4 {
            pass(40);
            originals.keep(&[&all[0]]).expect("room");
            while originals.store().purge().expect("purged").more {}
            assert!(are_there(&originals, &all[..1]), "what is kept again is in use");
        }
        assert!(!are_there(&originals, &all[1..]));
        originals.keep(&all.each_ref()).expect("room");
        assert!(are_there(&originals, &all));
    }
}

/// Several processes share a store at its limit. Each finds the originals that were reported to it as stored.
#[test]
fn processes_that_share_a_full_store_find_their_originals() {
    let scratch = Scratch::new("share");
    let small =
        || Store::open(Options { limit_bytes: 256 << 10, ..options(Some(scratch.path())) }).expect("a store");
    let keepers: Vec<ScopedStore> =
        ["a", "a", "b"].map(|id| ScopedStore::new(Arc::new(small()), scope(id))).into();
    let mut random = Random::new(22);
    let all: Vec<Elision> = (0..40).map(|_| elision(&text(&mut random, 16_000))).collect();
    for round in 0..times(150, 3000) {
        let originals = &keepers[random.below(keepers.len())];
        let start = random.below(all.len() - 5);
        let some = &all[start..start + 1 + random.below(5)];
        originals.keep(&some.iter().collect::<Vec<_>>()).expect("room");
        assert!(are_there(originals, some), "round {round}");
        if random.once_in(20) {
            keepers[random.below(keepers.len())].store().clear(None).expect("cleared");
        }
    }
}

#[test]
fn a_damaged_original_is_stored_and_pinned_again() {
    let scratch = Scratch::new("damaged-original");
    let originals = ScopedStore::new(Arc::new(open(scratch.path())), scope("a"));
    let text = elision("an original");
    let sent = decision(1, &text);
    assert_eq!(originals.record(std::slice::from_ref(&sent), &[]), Ok(Vec::new()));
    let other = rusqlite::Connection::open(scratch.path().join("state/headroom.db")).expect("a database");
    other.execute("UPDATE original SET data = x'00'", []).expect("changed");
    assert_eq!(originals.original(&text.shown), Ok(None), "it is dropped when it is read");
    assert_eq!(originals.record(&[], std::slice::from_ref(&sent)), Ok(Vec::new()));
    assert!(are_there(&originals, std::slice::from_ref(&text)));
    assert_eq!(originals.store().stats().expect("stats").pinned, 1);
}

#[test]
fn an_original_with_a_mismatched_handle_is_rejected() {
    for fixture in Fixture::both("another", |_| {}) {
        let originals = ScopedStore::new(Arc::new(fixture.store), scope("a"));
        let text = Elision { original: "another text".into(), ..elision("the original") };
        assert_eq!(originals.keep(&[&text]), Err(StoreError::NotStored { handle: text.handle }));
        originals.put(&["the original"]).expect("room");
        assert_eq!(originals.keep(&[&text]), Ok(()), "what is stored need not be given again");
    }
}
