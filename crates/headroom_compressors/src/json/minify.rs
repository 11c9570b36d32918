//! JSON without blanks between its tokens, in one pass and without a list of them.

use headroom_core::{Balance, CompressError, Cost};
use headroom_formats::json::each_gap;

/// JSON without blanks between its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minified {
    /// The text.
    pub text: String,
    /// What it saves.
    pub saved: Cost,
}

/// `text` without the blanks between its tokens; `None` where there are none.
pub fn minify(text: &str) -> Result<Option<Minified>, CompressError> {
    let mut out = String::new();
    // What is kept and not yet copied starts here.
    let mut kept = 0;
    let mut balance = Balance::default();
    each_gap(text, |gap| {
        if out.is_empty() {
            out.reserve(text.len() - gap.len());
        }
        out.push_str(&text[kept..gap.start]);
        balance.remove(text, &gap);
        kept = gap.end;
    })?;
    if kept == 0 {
        return Ok(None);
    }
    out.push_str(&text[kept..]);
    Ok(Some(Minified { text: out, saved: balance.before.saturating_sub(balance.after) }))
}

#[cfg(test)]
mod tests {
    use headroom_core::cost;
    use headroom_formats::json::MAX_DEPTH;

    use super::*;

    #[test]
    fn blanks_go_and_nothing_else() {
        for (text, expected) in [
            (
                " { \"a b\" : [ 1 , -2.0e5 , { } , [ ] , \"\\u00e9 \\\" \" ] , \"\" :\tnull }\r\n",
                Some(r#"{"a b":[1,-2.0e5,{},[],"\u00e9 \" "],"":null}"#),
            ),
            (r#"[true,false,{"a":{"b":[[]]}}]"#, None),
            ("1", None),
            (" \"x\"", Some("\"x\"")),
            ("[1] ", Some("[1]")),
        ] {
            let minified = minify(text).expect("JSON");
            assert_eq!(minified.as_ref().map(|minified| &*minified.text), expected, "{text}");
            assert_eq!(
                minified.map_or(Cost::default(), |minified| minified.saved),
                cost(text).saturating_sub(cost(expected.unwrap_or(text))),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in [
            "",
            " ",
            "[",
            "]",
            "[1",
            "[1,",
            "[1,]",
            "[,1]",
            "{",
            "{,}",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":1",
            "{\"a\":1,",
            "{\"a\":1,}",
            "{a:1}",
            "{\"a\" 1}",
            "[1}",
            "{\"a\":1]",
            "[1 2]",
            "1 2",
            "tru",
            "nulll",
            "01",
            "1.",
            "\"a",
            "\u{feff}[]",
            "[1]]",
            "[1, \u{bb}]",
            " \u{bb}",
            "{\"a\" \u{e9}",
        ] {
            assert!(minify(text).is_err(), "{text}");
        }
        let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(minify(&deep(MAX_DEPTH)), Ok(None));
        assert_eq!(minify(&deep(MAX_DEPTH + 1)), Err(CompressError::TooDeep { limit: MAX_DEPTH }));
        assert_eq!(minify(&deep(1_000_000)), Err(CompressError::TooDeep { limit: MAX_DEPTH }));
    }
}
