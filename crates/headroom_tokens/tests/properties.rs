//! Properties of all counts.

use headroom_testkit::{Random, seeds, text};
use headroom_tokens::{Counts, Encoding};

#[test]
fn a_text_has_at_least_one_token_and_at_most_one_for_each_byte() {
    for seed in seeds(500) {
        let text = text(&mut Random::new(seed));
        for encoding in Encoding::ALL {
            let count = encoding.count(&text);
            assert!(
                count <= text.len() && (count > 0) != text.is_empty(),
                "{encoding:?}: {count} for {text:?}"
            );
        }
    }
}

/// No piece extends from a line break into letters or digits.
#[test]
fn lines_that_start_with_letters_or_digits_count_separately() {
    for seed in seeds(500) {
        let mut random = Random::new(seed);
        let before = format!("{}\n", text(&mut random));
        let after = format!("{}{}", random.pick(&["a", "B", "7", "\u{6587}"]), text(&mut random));
        for encoding in Encoding::ALL {
            assert_eq!(
                encoding.count(&format!("{before}{after}")),
                encoding.count(&before) + encoding.count(&after),
                "{encoding:?} {before:?} {after:?}"
            );
        }
    }
}

#[test]
fn the_cache_does_not_change_counts() {
    let counts = Counts::new(20);
    for seed in seeds(500) {
        let mut random = Random::new(seed % 60);
        let text = text(&mut random);
        for encoding in Encoding::ALL {
            assert_eq!(counts.count(encoding, &text), encoding.count(&text), "{encoding:?} {text:?}");
        }
    }
}

#[test]
fn threads_can_count_concurrently() {
    let counts = Counts::default();
    let texts: Vec<String> = (0..20).map(|seed| text(&mut Random::new(seed)).repeat(3)).collect();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for text in &texts {
                    assert_eq!(counts.count(Encoding::O200kBase, text), Encoding::O200kBase.count(text));
                }
            });
        }
    });
}
