use headroom_core::CompressError;

use super::tape::MAX_GAP;
use super::{Kind, MAX_DEPTH, Tape};

#[test]
fn tokens_have_their_positions_in_the_text() {
    let tape = Tape::new(r#" {"a": [1, {}], "b": "x" } "#).unwrap_or_else(|error| panic!("{error}"));
    let members: Vec<_> = tape.members(0).map(|(key, value)| (tape.raw(key), tape.raw(value))).collect();
    assert_eq!(members, [(r#""a""#, "[1, {}]"), (r#""b""#, r#""x""#)]);
    let (_, array) = tape.members(0).next().unwrap_or_default();
    assert_eq!(tape.elements(array).map(|value| tape.raw(value)).collect::<Vec<_>>(), ["1", "{}"]);
}

#[test]
fn values_end_correctly_however_far_the_next_token_is() {
    for gap in [0, 1, MAX_GAP - 1, MAX_GAP, MAX_GAP + 1, 1000] {
        let gap = " ".repeat(gap);
        let values = [r#""a: ,""#, "-1.5e3", "true", "false", "null", "[ 1 ]", "{}"];
        let text = format!("[{gap}{}{gap}]{gap}", values.join(&format!("{gap},{gap}")));
        let tape = Tape::new(&text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(tape.elements(0).map(|value| tape.raw(value)).collect::<Vec<_>>(), values);
        assert_eq!(tape.tokens(0).map(|node| tape.kind(node)).filter(|kind| *kind == Kind::Close).count(), 3);
        let alone = format!("{gap}12{gap}");
        assert_eq!(Tape::new(&alone).map(|tape| tape.raw(0)), Ok("12"));
    }
}

#[test]
fn values_are_the_same_if_their_texts_are() {
    let values =
        [r#""a""#, r#""ab""#, r#""a\"""#, r#""a\"b""#, r#""""#, "1", "12", "[1]", "[1, 2]", "{}", "true"];
    let text = format!("[{}, {}]", values.join(" ,\n "), values.join(","));
    let tape = Tape::new(&text).unwrap_or_else(|error| panic!("{error}"));
    let nodes: Vec<_> = tape.elements(0).collect();
    for &a in &nodes {
        for &b in &nodes {
            assert_eq!(tape.same(a, b), tape.raw(a) == tape.raw(b), "{} {}", tape.raw(a), tape.raw(b));
        }
    }
}

#[test]
fn lines_are_elements_of_an_array() {
    let text = "{\"a\":1}\n{\"a\":{}}";
    let tape = Tape::lines(text, 0).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        tape.elements(0).map(|value| tape.raw(value)).collect::<Vec<_>>(),
        ["{\"a\":1}", "{\"a\":{}}"]
    );
    assert_eq!((tape.start(0), tape.end(0)), (0, text.len()));
    let text = "{}\n\"[2 rows left out], 2-3\"\n{}";
    let tape = Tape::lines(text, 0).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        tape.elements(0).map(|value| tape.raw(value)).collect::<Vec<_>>(),
        ["{}", "\"[2 rows left out], 2-3\"", "{}"]
    );
    for text in [
        "",
        "\n",
        "{}\n",
        "{}\n\n{}",
        "{}\n1",
        "{} {}",
        "{}\n{",
        "\"a\"\n{}",
        "{}\n\"a\"",
        "{}\n1\n{}",
        "{}\n\"a\" \n{}",
    ] {
        assert!(Tape::lines(text, 0).is_err(), "{text:?}");
    }
}

#[test]
fn depth_is_limited_without_recursion() {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(Tape::new(&deep(MAX_DEPTH)).is_ok());
    assert_eq!(Tape::new(&deep(MAX_DEPTH + 1)).err(), Some(CompressError::TooDeep { limit: MAX_DEPTH }));
    assert_eq!(Tape::new(&deep(1_000_000)).err(), Some(CompressError::TooDeep { limit: MAX_DEPTH }));
}
