//! The contract of stores, for the store in a file and the store in memory, and their administration.

use headroom_core::{Administration, Missing, Originals, StoreError};

use crate::support::{Fixture, redeem, scope};

fn fixtures() -> [Fixture; 2] {
    Fixture::both("contract", |_| {})
}

#[test]
fn both_backends_keep_the_contract() {
    for lasting in [true, false] {
        headroom_testkit::contract::ledger(|test| test(&Fixture::new("contract", lasting, |_| {}).store));
    }
}

#[test]
fn putting_twice_stores_one_original() {
    for fixture in fixtures() {
        let first = fixture.store.put(&scope("a"), &["one", "two", "one"]).expect("room");
        assert_eq!(fixture.store.put(&scope("a"), &["two", "one"]).expect("room"), [first[1], first[0]]);
        assert_eq!(fixture.store.stats().expect("stats").originals, 2);
    }
}

#[test]
fn a_handle_redeems_only_in_its_scope() {
    for fixture in fixtures() {
        let [ours, theirs] = fixture.store.put(&scope("a"), &["ours", "theirs too"]).expect("room")[..]
        else {
            panic!("two handles")
        };
        fixture.store.put(&scope("b"), &["theirs too"]).expect("room");
        assert_eq!(redeem(&fixture.store, &scope("b"), ours), Err(Missing::Unknown));
        assert_eq!(redeem(&fixture.store, &scope("b"), theirs).as_deref(), Ok("theirs too"));
        assert_eq!(redeem(&fixture.store, &scope("c"), theirs), Err(Missing::Unknown));
        fixture.store.clear(Some(&scope("a"))).expect("cleared");
        assert_eq!(redeem(&fixture.store, &scope("a"), ours), Err(Missing::Unknown));
        assert_eq!(redeem(&fixture.store, &scope("b"), theirs).as_deref(), Ok("theirs too"));
    }
}

#[test]
fn lists_are_paged_and_start_with_the_newest() {
    for fixture in fixtures() {
        let handles = fixture.store.put(&scope("a"), &["1\n", "22\n\n", "333"]).expect("room");
        fixture.store.put(&scope("b"), &["of b"]).expect("room");
        let first = fixture.store.list(Some(&scope("a")), None, 2).expect("a list");
        assert_eq!(
            first.iter().map(|listed| (listed.handle, listed.bytes, listed.line_feeds)).collect::<Vec<_>>(),
            [(handles[2], 3, 0), (handles[1], 4, 2)]
        );
        let rest = fixture.store.list(Some(&scope("a")), Some(first[1].id), 2).expect("a list");
        assert_eq!(rest.iter().map(|listed| listed.handle).collect::<Vec<_>>(), [handles[0]]);
        assert_eq!(fixture.store.list(None, None, 10).expect("a list").len(), 4);
    }
}

#[test]
fn clearing_removes_everything() {
    for fixture in fixtures() {
        let originals: Vec<_> = (0..500).map(|number| format!("original {number}")).collect();
        let originals: Vec<_> = originals.iter().map(String::as_str).collect();
        let handles = fixture.store.put(&scope("a"), &originals).expect("room");
        assert_eq!(fixture.store.clear(None), Ok(500));
        let stats = fixture.store.stats().expect("stats");
        assert_eq!((stats.originals, stats.scopes, stats.bytes), (0, 0, 0));
        assert_eq!(redeem(&fixture.store, &scope("a"), handles[0]), Err(Missing::Unknown));
        fixture.store.put(&scope("a"), &originals).expect("room");
        assert!(redeem(&fixture.store, &scope("a"), handles[0]).is_ok());
    }
}

#[test]
fn a_text_that_is_too_long_is_refused_with_its_batch() {
    for fixture in Fixture::both("long", |options| options.limit_bytes = 4 << 20) {
        let long = "x".repeat((2 << 20) + 1);
        assert_eq!(
            fixture.store.put(&scope("a"), &["short", &long]),
            Err(StoreError::TooLarge { limit: 2 << 20 })
        );
        assert_eq!(fixture.store.stats().expect("stats").originals, 0);
    }
}

#[test]
fn verification_passes_for_undamaged_originals() {
    for fixture in fixtures() {
        fixture.store.put(&scope("a"), &["one", "two"]).expect("room");
        let verified = fixture.store.verify().expect("a report");
        assert_eq!((verified.originals, verified.damaged.len(), verified.problems.len()), (2, 0, 0));
    }
}
