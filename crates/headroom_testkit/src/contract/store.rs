//! The contracts of stores: [`Originals`] and [`Ledger`].

use headroom_core::{
    Chain, Entry, Handle, HandleInput, Ledger, Missing, Originals, Scope, Standing, StoreError,
};

use crate::random::{Random, seeds};
use crate::text::text;

/// Two texts whose SHA-256 start with the same 40 bits, found by brute force.
const ALIKE: [&str; 2] = ["1464110", "1526146"];

/// A test of a store.
type OriginalsTest<'a> = &'a dyn Fn(&dyn Originals);
type LedgerTest<'a> = &'a dyn Fn(&dyn Ledger);

fn scope(id: &str) -> Scope {
    Scope::named(id).expect("a scope")
}

fn get(store: &dyn Originals, id: &str, echo: &HandleInput) -> Result<String, Missing> {
    store.get(&scope(id), echo).expect("a store that works").map(|original| original.text)
}

fn redeem(store: &dyn Originals, id: &str, handle: Handle) -> Result<String, Missing> {
    get(store, id, &HandleInput::from(handle))
}

fn find(store: &dyn Originals, id: &str, echo: &str) -> Result<Handle, Missing> {
    store.find(&scope(id), &HandleInput::parse(echo)?).expect("a store that works")
}

fn put(store: &dyn Originals, id: &str, texts: &[&str]) -> Vec<Handle> {
    let handles = store.put(&scope(id), texts).expect("room");
    let wanted: Vec<Handle> = texts.iter().map(|text| Handle::of(text)).collect();
    assert_eq!(handles, wanted, "the handles of the texts, in order");
    handles
}

/// Tests the contract of [`Originals`]. `lend` opens a new, empty store and lends it to the test that it gets.
///
/// # Panics
/// If it is broken.
pub fn originals(lend: impl Fn(OriginalsTest<'_>)) {
    lend(&texts_round_trip);
    lend(&scopes_are_separate);
    lend(&forged_handles_are_unknown);
    lend(&shortened_handles_redeem_unless_ambiguous);
}

fn texts_round_trip(store: &dyn Originals) {
    let long = "x\n".repeat(1 << 19);
    let texts = ["", "a", "a\n", "é→🙂\u{0}\r\n", &long];
    let handles = put(store, "a", &texts);
    for (handle, text) in handles.iter().zip(texts) {
        assert_eq!(redeem(store, "a", *handle).as_deref(), Ok(text));
    }
    let twice = put(store, "a", &["a", "b", "a"]);
    assert_eq!(redeem(store, "a", twice[1]).as_deref(), Ok("b"), "beside a text that was stored before");
    for seed in seeds(20) {
        let text = text(&mut Random::new(seed));
        let handle = put(store, "a", &[&text])[0];
        assert_eq!(redeem(store, "a", handle), Ok(text), "seed {seed}");
    }
}

fn scopes_are_separate(store: &dyn Originals) {
    let handles = put(store, "a", &["ours", "theirs too"]);
    put(store, "b", &["theirs too"]);
    assert_eq!(redeem(store, "b", handles[0]), Err(Missing::Unknown));
    assert_eq!(redeem(store, "b", handles[1]).as_deref(), Ok("theirs too"));
    assert_eq!(redeem(store, "c", handles[1]), Err(Missing::Unknown));
}

fn forged_handles_are_unknown(store: &dyn Originals) {
    let handle = put(store, "theirs", &["a secret of theirs"])[0].to_string();
    put(store, "ours", &["something of our own"]);
    // Neither a handle nor a part of one reveals the contents of other scopes.
    for echo in [&handle, &handle.to_uppercase(), &handle[..15], &handle[..8]] {
        assert_eq!(find(store, "ours", echo), Err(Missing::Unknown), "{echo}");
    }
    for seed in seeds(200) {
        let forged = Handle::of(&format!("forged {seed}"));
        assert_eq!(redeem(store, "theirs", forged), Err(Missing::Unknown), "seed {seed}");
    }
}

fn shortened_handles_redeem_unless_ambiguous(store: &dyn Originals) {
    let [one, other] = ALIKE;
    let handle = put(store, "a", &[one, "else"])[0];
    let whole = handle.to_string();
    for echo in [&whole, &whole.to_uppercase(), &whole[..8], &format!("{}…", &whole[..12])] {
        assert_eq!(find(store, "a", echo), Ok(handle), "{echo}");
    }
    put(store, "b", &[other]);
    assert_eq!(find(store, "a", &whole[..8]), Ok(handle), "an original of another scope does not count");
    put(store, "a", &[other]);
    assert_eq!(find(store, "a", &whole[..8]), Err(Missing::Ambiguous));
    assert_eq!(find(store, "a", &whole), Ok(handle));
}

/// Tests the contract of [`Ledger`], and that of [`Originals`]. `lend` opens a new, empty store and lends it to the
/// test that it gets.
///
/// # Examples
///
/// ```no_run
/// # use headroom_core::Ledger;
/// # fn open() -> Box<dyn Ledger> { unimplemented!() }
/// headroom_testkit::contract::ledger(|test| test(&*open()));
/// ```
///
/// # Panics
/// If it is broken.
pub fn ledger(lend: impl Fn(LedgerTest<'_>)) {
    originals(|test| lend(&|store| test(store)));
    lend(&the_first_decision_stands);
    lend(&decisions_need_their_originals);
}

const A: Chain = Chain([1; 32]);
const B: Chain = Chain([2; 32]);
const C: Chain = Chain([3; 32]);

fn entry(chain: Chain, edits: &[u8]) -> Entry<'_> {
    Entry { chain, edits, pins: &[] }
}

fn the_first_decision_stands(store: &dyn Ledger) {
    let scope = scope("a");
    assert_eq!(store.record(&scope, &[], &[entry(A, b"edits"), entry(B, b"")]), Ok(Vec::new()));
    let others = [entry(C, b"new"), entry(A, b"others"), entry(B, b"")];
    let standing = Standing { index: 1, edits: b"edits".to_vec() };
    assert_eq!(store.record(&scope, &["original"], &others), Ok(vec![standing]));
    let known = store.recall(&scope, &[B, C, A]).expect("a ledger");
    assert_eq!(known, [Some(Vec::new()), None, Some(b"edits".to_vec())], "all are recorded or none");
    let theirs = Scope::named("b").expect("a scope");
    assert_eq!(store.recall(&theirs, &[A]), Ok(vec![None]));
    assert_eq!(store.record(&theirs, &[], &others), Ok(Vec::new()), "another scope decides for itself");
}

fn decisions_need_their_originals(store: &dyn Ledger) {
    let scope = scope("a");
    let missing = Handle::of("missing");
    let entries = [entry(A, b""), Entry { chain: B, edits: b"", pins: &[missing] }];
    let refused = Err(StoreError::NotStored { handle: missing });
    assert_eq!(store.record(&scope, &[], &entries), refused);
    assert_eq!(store.recall(&scope, &[A, B]), Ok(vec![None, None]));
    put(store, "b", &["missing"]);
    assert_eq!(store.record(&scope, &[], &entries), refused, "an original of another scope does not count");
    assert_eq!(store.record(&scope, &["missing"], &entries), Ok(Vec::new()));
    assert_eq!(redeem(store, "a", missing).as_deref(), Ok("missing"), "stored with its decision");
}
