//! The originals that the engine keeps.

use std::sync::Arc;

use headroom_core::{Elision, Handle, OriginalStore};
use headroom_store::{ScopedStore, Store};
use headroom_testkit::Scratch;

use crate::support::{options, scope};

fn elision(original: &str, shown: &str) -> Elision {
    Elision { handle: Handle::of(original), original: original.into(), shown: shown.into() }
}

#[test]
fn every_elided_text_leads_to_its_original() {
    let scratch = Scratch::new("keeper");
    for folder in [None, Some(scratch.path())] {
        let store = Arc::new(Store::open(options(folder)).expect("a store"));
        let originals = ScopedStore::new(store, scope("a"));
        let [whole, head, tail] =
            [elision("a\nb\nc", "a\n…"), elision("a\nb\nc", "…\nc"), elision("a\nb\nc", "a\n…\nc")];
        originals.keep(&[&whole, &head, &head]).expect("room");
        // The original was kept a moment ago, but not with this elided text.
        originals.keep(&[&tail, &whole]).expect("room");
        for shown in [&whole.shown, &head.shown, &tail.shown] {
            assert_eq!(originals.original(shown), Ok(Some("a\nb\nc".to_owned())), "{shown}");
        }
        assert_eq!(originals.original("b"), Ok(None));
    }
}
