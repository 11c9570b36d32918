//! The values in a row, each with the key it stands behind.

use headroom_core::work::step;
use headroom_formats::json::{Kind, Tape};

/// Calls `each` with every value in `row` and what key it stands behind: its own, or that of the array it is in. Arrays and objects come before what is in them.
pub(in crate::json) fn leaves(tape: &Tape<'_>, row: u32, mut each: impl FnMut(Option<u32>, u32)) {
    // What is open: whether it is an object, and the key in front of it.
    let mut open: Vec<(bool, Option<u32>)> = Vec::new();
    let (mut key, mut has_key) = (None, false);
    let mut node = row;
    loop {
        step(1);
        match (tape.kind(node), open.last()) {
            (Kind::Close, _) => {
                key = open.pop().and_then(|(_, key)| key);
                has_key = false;
            }
            (Kind::String, Some((true, _))) if !has_key => (key, has_key) = (Some(node), true),
            (kind, place) => {
                let own = match place {
                    Some((false, array)) => *array,
                    _ => key,
                };
                each(own, node);
                has_key = false;
                if matches!(kind, Kind::Array | Kind::Object) {
                    open.push((kind == Kind::Object, own));
                }
            }
        }
        if open.is_empty() {
            return;
        }
        node = tape.following(node);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_with_their_keys() {
        let tape = Tape::new(r#"{"a":1,"b":[2,{"c":3},[]],"d":"x"}"#).expect("JSON");
        let mut found = Vec::new();
        leaves(&tape, 0, |key, value| found.push((key.map_or("", |key| tape.raw(key)), tape.raw(value))));
        assert_eq!(
            found[1..],
            [
                ("\"a\"", "1"),
                ("\"b\"", r#"[2,{"c":3},[]]"#),
                ("\"b\"", "2"),
                ("\"b\"", r#"{"c":3}"#),
                ("\"c\"", "3"),
                ("\"b\"", "[]"),
                ("\"d\"", "\"x\"")
            ]
        );
        let mut found = Vec::new();
        let scalars = Tape::new("[1,2]").expect("JSON");
        leaves(&scalars, 2, |_, value| found.push(scalars.raw(value)));
        assert_eq!(found, ["1"]);
    }
}
