//! Search for originals by words.

use std::time::Duration;

use headroom_core::{Administration, Handle, Originals};
use headroom_testkit::Random;

use crate::support::{Fixture, scope, text};

fn fixtures() -> [Fixture; 2] {
    Fixture::both("search", |options| options.ttl = Duration::from_hours(48))
}

fn found(fixture: &Fixture, id: &str, query: &str) -> Vec<Handle> {
    let found = fixture.store.search(&scope(id), query, 10).expect("a search");
    assert_eq!(found.pending, 0);
    found.hits.into_iter().map(|hit| hit.handle).collect()
}

#[test]
fn the_best_match_comes_first_with_its_best_line() {
    for fixture in fixtures() {
        let texts = [
            "all is well\nall is well\n",
            "all is well\nERROR: connection refused by db_primary\n",
            "connection opened\nconnection closed\nall is well\n",
        ];
        let handles = fixture.store.put(&scope("a"), &texts).expect("room");
        assert_eq!(found(&fixture, "a", "connection refused"), [handles[1], handles[2]]);
        let hit = fixture.store.search(&scope("a"), "Refused", 10).expect("a search").hits.remove(0);
        assert_eq!((hit.handle, hit.bytes), (handles[1], texts[1].len() as u64));
        assert!(hit.excerpt.contains("refused"), "{hit:?}");
        assert_eq!(found(&fixture, "a", "primary"), [handles[1]]);
        assert_eq!(found(&fixture, "a", "nowhere"), []);
        for query in ["", "\"", "AND", "a OR", "words:x", "NEAR(", "* ' ; DROP TABLE word"] {
            found(&fixture, "a", query);
        }
    }
}

#[test]
fn only_the_scope_is_searched_without_dropped_originals() {
    for fixture in fixtures() {
        fixture.store.put(&scope("b"), &["the needle of b"]).expect("room");
        assert_eq!(found(&fixture, "a", "needle"), []);
        fixture.store.put(&scope("a"), &["an old needle"]).expect("room");
        assert_eq!(found(&fixture, "a", "needle"), [Handle::of("an old needle")]);
        fixture.pass(49 * 3600);
        while fixture.store.purge().expect("purged").more {}
        // These originals get the ids of the dropped ones.
        fixture.store.put(&scope("a"), &["hay", "a new needle"]).expect("room");
        assert_eq!(found(&fixture, "a", "needle"), [Handle::of("a new needle")]);
        assert_eq!(found(&fixture, "a", "old"), []);
        fixture.store.clear(None).expect("cleared");
        assert_eq!(found(&fixture, "a", "needle"), []);
        fixture.store.put(&scope("a"), &["again a needle"]).expect("room");
        assert_eq!(found(&fixture, "a", "needle"), [Handle::of("again a needle")]);
    }
}

#[test]
fn originals_put_before_the_first_search_are_found() {
    for fixture in fixtures() {
        let mut random = Random::new(9);
        for round in 0..40 {
            let original = format!("{} round{round}x", text(&mut random, 30_000));
            fixture.store.put(&scope("a"), &[&original]).expect("room");
        }
        for round in 0..40 {
            assert_eq!(found(&fixture, "a", &format!("round{round}x")).len(), 1, "{round}");
        }
    }
}

#[test]
fn only_the_rarest_words_of_a_long_query_are_searched() {
    let common =
        |count: usize| (0..count).map(|number| format!("common{number} ")).collect::<Vec<_>>().concat();
    for fixture in fixtures() {
        fixture
            .store
            .put(&scope("a"), &[&common(2000), &common(2000).to_uppercase(), "a needle"])
            .expect("room");
        let finds_needle = |query: &str| found(&fixture, "a", query).contains(&Handle::of("a needle"));
        assert!(finds_needle(&format!("{}needle", common(255))));
        assert!(finds_needle(&"needle hay ".repeat(100_000)), "a word counts once");
        assert!(!finds_needle(&format!("{}needle", common(256))), "the first 256 words are considered");
        assert_eq!(found(&fixture, "a", &common(2000)).len(), 2);
    }
}

#[test]
fn the_index_reveals_no_text() {
    let scratch = headroom_testkit::Scratch::new("index");
    let store = crate::support::open(scratch.path());
    store.put(&scope("a"), &["password hunter2hunter2"]).expect("room");
    assert_eq!(store.search(&scope("a"), "hunter2hunter2", 10).expect("a search").hits.len(), 1);
    let path = store.path().expect("a file");
    let other = rusqlite::Connection::open(path).expect("a database");
    other.execute("UPDATE original SET data = x''", []).expect("removed");
    other.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)").expect("written");
    drop((store, other));
    let bytes = std::fs::read(scratch.path().join("state/headroom.db")).expect("a file");
    assert!(memchr::memmem::find(&bytes, b"hunter2").is_none());
}

#[test]
fn a_damaged_index_is_rebuilt() {
    let scratch = headroom_testkit::Scratch::new("index-damaged");
    let store = crate::support::open(scratch.path());
    let handle = store.put(&scope("a"), &["a needle"]).expect("room")[0];
    assert_eq!(store.search(&scope("a"), "needle", 10).expect("a search").hits.len(), 1);
    drop(store);
    let other = rusqlite::Connection::open(scratch.path().join("state/headroom.db")).expect("a database");
    other.execute("UPDATE word_data SET block = x'ffffffffffffffffffff'", []).expect("changed");
    drop(other);
    let store = crate::support::open(scratch.path());
    assert_eq!(
        store
            .search(&scope("a"), "needle", 10)
            .expect("a search")
            .hits
            .iter()
            .map(|hit| hit.handle)
            .collect::<Vec<_>>(),
        [handle]
    );
    assert_eq!(store.take_notices(), []);
}

#[test]
fn concurrent_retrievals_wait_for_each_other() {
    let store = headroom_store::Store::open(headroom_store::Options {
        wait: std::time::Duration::from_millis(1),
        ..crate::support::options(None)
    })
    .expect("a store");
    let originals = headroom_store::ScopedStore::new(std::sync::Arc::new(store), scope("a"));
    let original = "a line of a long original\n".repeat(100_000);
    let handle = originals.put(&[&original]).expect("room")[0].to_string();
    let start = std::sync::Barrier::new(32);
    std::thread::scope(|threads| {
        for _ in 0..32 {
            threads.spawn(|| {
                start.wait();
                for _ in 0..4 {
                    let found = originals
                        .retrieve(&handle, &headroom_store::Part::Whole, usize::MAX)
                        .expect("the others end");
                    assert_eq!(found.text.len(), original.len());
                }
            });
        }
    });
}
