//! Limits on size and age.

use std::time::Duration;

use headroom_core::{Administration, Chain, Entry, Handle, Ledger, Missing, Originals};
use headroom_testkit::Random;

use crate::support::{Fixture, redeem, scope, text};

const HOUR: u64 = 3600;

#[test]
fn unused_originals_expire_and_are_reported_as_expired() {
    for fixture in Fixture::both("ttl", |options| options.ttl = Duration::from_hours(48)) {
        let store = &fixture.store;
        let [used, unused] = store.put(&scope("a"), &["used", "unused"]).expect("room")[..] else {
            panic!("two handles")
        };
        fixture.pass(47 * HOUR);
        assert!(redeem(store, &scope("a"), used).is_ok());
        assert_eq!(store.purge().expect("purged").originals, 0);
        fixture.pass(2 * HOUR);
        assert_eq!(store.purge().expect("purged").originals, 1);
        assert!(redeem(store, &scope("a"), used).is_ok());
        assert_eq!(redeem(store, &scope("a"), unused), Err(Missing::Expired));
        assert_eq!(redeem(store, &scope("b"), unused), Err(Missing::Unknown), "only its own scope is told");
        store.put(&scope("a"), &["unused"]).expect("room");
        assert!(redeem(store, &scope("a"), unused).is_ok());
    }
}

#[test]
fn putting_again_counts_as_a_use() {
    for fixture in Fixture::both("touch", |options| options.ttl = Duration::from_hours(48)) {
        for _ in 0..4 {
            fixture.store.put(&scope("a"), &["again"]).expect("room");
            fixture.pass(47 * HOUR);
            fixture.store.purge().expect("purged");
        }
        assert!(redeem(&fixture.store, &scope("a"), Handle::of("again")).is_ok());
    }
}

#[test]
fn the_least_recently_used_originals_are_dropped_first() {
    let limit = 2 << 20;
    for fixture in Fixture::both("lru", |options| options.limit_bytes = limit) {
        let store = &fixture.store;
        let mut random = Random::new(3);
        let first = text(&mut random, 10_000);
        store.put(&scope("a"), &[&first]).expect("room");
        let kept = Handle::of(&first);
        let mut last = kept;
        for round in 0..400 {
            fixture.pass(2 * HOUR / 20);
            last = store.put(&scope("a"), &[&text(&mut random, 30_000)]).expect("room")[0];
            if round % 20 == 0 {
                assert!(redeem(store, &scope("a"), kept).is_ok(), "used every two hours, round {round}");
            }
        }
        while store.purge().expect("purged").more {}
        let stats = store.stats().expect("stats");
        assert!(stats.stored_bytes <= limit, "{stats:?}");
        assert!(stats.stored_bytes > limit / 2, "no more than necessary is dropped: {stats:?}");
        assert!(redeem(store, &scope("a"), last).is_ok());
    }
}

#[test]
fn the_file_stays_bounded_without_explicit_purges() {
    let limit = 2 << 20;
    for fixture in Fixture::both("bounded", |options| options.limit_bytes = limit) {
        let mut random = Random::new(4);
        for _ in 0..1000 {
            fixture.store.put(&scope("a"), &[&text(&mut random, 20_000)]).expect("room");
        }
        let stats = fixture.store.stats().expect("stats");
        assert!(stats.stored_bytes < 2 * limit, "{stats:?}");
    }
}

#[test]
fn the_oldest_decisions_are_dropped_if_all_originals_are_pinned() {
    let limit = 1 << 20;
    for fixture in Fixture::both("all-pinned", |options| options.limit_bytes = limit) {
        let mut random = Random::new(5);
        for number in 0..300_u32 {
            fixture.pass(60);
            let original = text(&mut random, 20_000);
            let mut chain = [0; 32];
            chain[..4].copy_from_slice(&number.to_le_bytes());
            let entry = Entry { chain: Chain(chain), edits: b"left out", pins: &[Handle::of(&original)] };
            fixture.store.record(&scope("a"), &[&original], &[entry]).expect("room");
        }
        let mut forgotten = 0;
        loop {
            let purged = fixture.store.purge().expect("purged");
            forgotten += purged.ledger_entries;
            if !purged.more {
                break;
            }
        }
        let stats = fixture.store.stats().expect("stats");
        assert!(stats.stored_bytes <= limit, "{stats:?}");
        assert!(
            stats.ledger_entries > 0 && stats.pinned == stats.ledger_entries,
            "{stats:?}, {forgotten} forgotten"
        );
    }
}
