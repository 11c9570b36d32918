//! The contract of all backends.

use headroom_core::{Handle, HandleInput, Missing, StoreError, Vault};
use headroom_testkit::Random;

use crate::support::{Fixture, redeem, scope, text};

fn fixtures() -> [Fixture; 2] {
    Fixture::both("contract", |_| {})
}

fn find(fixture: &Fixture, id: &str, echo: &str) -> Result<Handle, Missing> {
    fixture.store.find(&scope(id), &HandleInput::parse(echo)?).expect("a store that works")
}

#[test]
fn originals_round_trip() {
    let long = text(&mut Random::new(1), 3 << 20);
    let texts = ["", "a", "a\n", "é→🙂\u{0}\r\n", &long, &"x".repeat(100_000)];
    for fixture in fixtures() {
        let handles = fixture.store.put(&scope("a"), &texts).expect("room");
        assert_eq!(handles, texts.map(Handle::of));
        for (handle, text) in handles.iter().zip(texts) {
            assert_eq!(redeem(&fixture.store, &scope("a"), *handle).as_deref(), Ok(text));
        }
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
fn forged_and_foreign_handles_are_unknown() {
    let mut random = Random::new(7);
    let originals: Vec<_> = (0..1000).map(|_| text(&mut random, 64)).collect();
    let originals: Vec<_> = originals.iter().map(String::as_str).collect();
    for fixture in fixtures() {
        let handles = fixture.store.put(&scope("theirs"), &originals).expect("room");
        fixture.store.put(&scope("ours"), &["something of our own"]).expect("room");
        for handle in &handles {
            let whole = handle.to_string();
            // Neither a handle nor a part of one reveals the contents of other scopes.
            for echo in [&whole, &whole.to_uppercase(), &whole[..15], &whole[..8]] {
                assert_eq!(find(&fixture, "ours", echo), Err(Missing::Unknown));
            }
        }
        for _ in 0..6000 {
            let forged = Handle::of(&random.below(usize::MAX).to_string());
            assert_eq!(redeem(&fixture.store, &scope("theirs"), forged), Err(Missing::Unknown));
        }
    }
}

#[test]
fn shortened_and_upper_case_handles_redeem_unless_ambiguous() {
    // Found by brute force: the SHA-256 of both texts start with the same 40 bits.
    let (one, other) = ("1464110", "1526146");
    for fixture in fixtures() {
        let handles = fixture.store.put(&scope("a"), &[one, "else"]).expect("room");
        let whole = handles[0].to_string();
        for echo in [whole.clone(), whole.to_uppercase(), whole[..8].to_owned(), format!("{}…", &whole[..12])]
        {
            assert_eq!(find(&fixture, "a", &echo), Ok(handles[0]), "{echo}");
        }
        fixture.store.put(&scope("b"), &[other]).expect("room");
        assert_eq!(find(&fixture, "a", &whole[..8]), Ok(handles[0]), "another scope's does not count");
        fixture.store.put(&scope("a"), &[other]).expect("room");
        assert_eq!(find(&fixture, "a", &whole[..8]), Err(Missing::Ambiguous));
        assert_eq!(find(&fixture, "a", &whole), Ok(handles[0]));
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
