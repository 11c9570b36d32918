//! Markers, from elision to retrieval.

use headroom_core::{Administration, Handle, Missing, Originals, marker};
use headroom_store::{NoPart, Part, Unretrieved, retrieve};

use crate::support::{Fixture, scope};

#[test]
fn markers_redeem_and_forged_markers_do_not() {
    for fixture in Fixture::both("markers", |options| options.ttl = std::time::Duration::from_hours(48)) {
        let store = &fixture.store;
        let [expired, of_b] = [Handle::of("expired"), Handle::of("of b")];
        store.put(&scope("a"), &["expired"]).expect("room");
        fixture.pass(49 * 3600);
        store.purge().expect("purged");
        store.put(&scope("b"), &["of b"]).expect("room");
        let ours = store.put(&scope("a"), &["abc"]).expect("room")[0];

        let text = format!(
            "{} {} {} {} {} <<ccr:ba7816bf8f01>> <<ccr:000000000000>>",
            marker::write("1 line", ours).expect("a marker"),
            marker::write("1 line", of_b).expect("a marker"),
            marker::write("1 line", expired).expect("a marker"),
            marker::write("1 line", Handle::of("never stored")).expect("a marker"),
            "[1 line left out: headroom_retrieve no/such]",
        );
        let redeemed: Vec<_> = marker::parse(&text)
            .iter()
            .map(|found| marker::redeem(store, &scope("a"), found).expect("a store"))
            .collect();
        assert_eq!(
            redeemed,
            [
                Ok(ours),
                Err(Missing::Unknown),
                Err(Missing::Expired),
                Err(Missing::Unknown),
                Err(Missing::Malformed),
                Ok(ours),
                Err(Missing::Unknown)
            ]
        );
    }
}

#[test]
fn parts_are_retrieved_by_requests_of_a_model() {
    for fixture in Fixture::both("parts", |_| {}) {
        let text: String = (1..=5000).map(|line| format!("line {line}\n")).collect::<Vec<_>>().concat();
        let handle = fixture.store.put(&scope("a"), &[&text]).expect("room")[0].to_string();
        let ask = |handle: &str, part| retrieve(&fixture.store, &scope("a"), handle, &part, 10_000);
        let found = ask(&handle.to_uppercase(), Part::Lines(4998..=6000)).expect("lines");
        assert_eq!(
            (found.text.as_str(), found.part.as_str(), found.complete),
            ("line 4998\nline 4999\nline 5000\n", "lines 4,998-5,000 of 5,000", true)
        );
        let found = ask(&handle[..10], Part::Query("4321".into())).expect("a passage");
        assert!(found.text.contains("\nline 4321\n"), "{found:?}");
        assert_eq!(ask(&handle, Part::Query("nowhere".into())), Err(Unretrieved::NoPart(NoPart::Words)));
        assert_eq!(ask("what?", Part::Whole), Err(Unretrieved::Missing(Missing::Malformed)));
    }
}
