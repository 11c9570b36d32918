//! Decisions and the originals that they pin.

use std::sync::Arc;
use std::time::Duration;

use headroom_core::{
    Administration, Chain, Decision, DecisionStore, Elision, Entry, Handle, Ledger, OriginalStore, SentAs,
};
use headroom_store::ScopedStore;

use crate::support::{Fixture, open, options, redeem, scope};

const A: Chain = Chain([1; 32]);
const B: Chain = Chain([2; 32]);

fn entry(chain: Chain, edits: &[u8]) -> Entry<'_> {
    Entry { chain, edits, pins: &[] }
}

#[test]
fn decisions_outlive_the_process() {
    let scratch = headroom_testkit::Scratch::new("restart");
    open(scratch.path())
        .record(
            &scope("a"),
            &["original"],
            &[Entry { chain: A, edits: b"edits", pins: &[Handle::of("original")] }],
        )
        .expect("room");
    let store = open(scratch.path());
    assert_eq!(store.recall(&scope("a"), &[A]), Ok(vec![Some(b"edits".to_vec())]));
    assert_eq!(redeem(&store, &scope("a"), Handle::of("original")).as_deref(), Ok("original"));
}

#[test]
fn originals_are_kept_as_long_as_their_decisions() {
    let ttl = 24 * 3600;
    for fixture in Fixture::both("kept", |options| options.ttl = Duration::from_secs(ttl)) {
        let store = &fixture.store;
        let pins = [Handle::of("needed"), Handle::of("needed")];
        let entries =
            [Entry { chain: A, edits: b"1", pins: &pins }, Entry { chain: B, edits: b"2", pins: &pins[..1] }];
        store.record(&scope("a"), &["needed", "idle"], &entries).expect("room");
        assert_eq!(store.stats().expect("stats").pinned, 1);
        for _ in 0..3 {
            fixture.pass(ttl - 1);
            assert_eq!(
                store.recall(&scope("a"), &[A]).expect("a ledger")[0].as_deref(),
                Some(&b"1"[..]),
                "a use counts"
            );
            while store.purge().expect("purged").more {}
        }
        assert_eq!(store.recall(&scope("a"), &[A, B]), Ok(vec![Some(b"1".to_vec()), None]));
        assert!(redeem(store, &scope("a"), pins[0]).is_ok());
        assert!(redeem(store, &scope("a"), Handle::of("idle")).is_err());
        fixture.pass(2 * ttl);
        while store.purge().expect("purged").more {}
        let stats = store.stats().expect("stats");
        assert_eq!((stats.originals, stats.ledger_entries), (0, 0));
    }
}

#[test]
fn a_damaged_decision_counts_as_missing() {
    let scratch = headroom_testkit::Scratch::new("damaged");
    let store = open(scratch.path());
    store
        .record(
            &scope("a"),
            &["original"],
            &[Entry { chain: A, edits: b"edits", pins: &[Handle::of("original")] }],
        )
        .expect("room");
    let path = options(Some(scratch.path())).folder.expect("a folder").join("headroom.db");
    let other = rusqlite::Connection::open(path).expect("a database");
    other.execute("UPDATE ledger SET edits = x'00'", []).expect("changed");
    assert_eq!(store.recall(&scope("a"), &[A]), Ok(vec![None]));
    store.record(&scope("a"), &[], &[entry(A, b"again")]).expect("room");
    assert_eq!(store.recall(&scope("a"), &[A]), Ok(vec![Some(b"again".to_vec())]));
    assert_eq!(store.stats().expect("stats").pinned, 0);
}

#[test]
fn the_next_process_recalls_decisions_and_their_elisions() {
    let scratch = headroom_testkit::Scratch::new("sent");
    let originals = || ScopedStore::new(Arc::new(open(scratch.path())), scope("a"));
    let elision = Elision {
        handle: Handle::of("the original"),
        original: "the original".into(),
        shown: "less of it".into(),
    };
    let shorter = SentAs::Text("less, and shorter".into());
    let decisions = [
        Decision { chain: A, sent: shorter.clone(), elision: Some(Arc::new(elision)) },
        Decision { chain: B, sent: SentAs::Unchanged, elision: None },
    ];
    assert_eq!(originals().record(&decisions, &[]), Ok(Vec::new()));
    let later = originals();
    let other = [
        Decision { chain: Chain([3; 32]), sent: SentAs::Unchanged, elision: None },
        Decision { chain: B, sent: shorter.clone(), elision: None },
    ];
    assert_eq!(
        later.record(&other, &[]),
        Ok(vec![(1, SentAs::Unchanged)]),
        "the caller learns which decision stands"
    );
    assert_eq!(
        later.recall(&[B, Chain([3; 32]), A]),
        Ok(vec![Some(SentAs::Unchanged), None, Some(shorter)]),
        "the first decision stands"
    );
    assert_eq!(later.original("less of it"), Ok(Some("the original".to_owned())));
    let stats = later.store().stats().expect("stats");
    assert_eq!(stats.pinned, 1, "it stays as long as the decision");
    let other = ScopedStore::new(Arc::clone(later.store()), scope("b"));
    assert_eq!(other.recall(&[A]), Ok(vec![None]));
}

#[test]
fn one_of_two_concurrent_decisions_stands_and_both_see_it() {
    let scratch = headroom_testkit::Scratch::new("race");
    let keepers = [(); 2].map(|()| ScopedStore::new(Arc::new(open(scratch.path())), scope("a")));
    for round in 0..60_u8 {
        // The second process also decides about a text that the first does not have yet.
        let chains = [Chain([2 * round; 32]), Chain([2 * round + 1; 32])];
        let together = std::sync::Barrier::new(2);
        let decide = |at: usize| {
            let decision = |chain: &Chain| Decision {
                chain: *chain,
                sent: SentAs::Text(format!("by {at}").into()),
                elision: None,
            };
            let own: Vec<Decision> = chains[..=at].iter().map(decision).collect();
            together.wait();
            let standing = keepers[at].record(&own, &[]).expect("nobody holds a lock for long");
            standing.into_iter().next()
        };
        let told = std::thread::scope(|threads| {
            [0, 1].map(|at| threads.spawn(move || decide(at))).map(|thread| thread.join().expect("no panic"))
        });
        let by = |at: usize| SentAs::Text(format!("by {at}").into());
        let known = keepers[0].recall(&chains).expect("a ledger");
        match told {
            [None, Some((0, sent))] => assert_eq!(
                (sent, known),
                (by(0), vec![Some(by(0)), None]),
                "none of the second's is recorded"
            ),
            [Some((0, sent)), None] => assert_eq!((sent, known), (by(1), vec![Some(by(1)), Some(by(1))])),
            both => panic!("round {round}: {both:?}"),
        }
    }
}
