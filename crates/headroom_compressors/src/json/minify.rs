//! Removes white space between JSON tokens, in one pass and without a list of the tokens.

use headroom_core::{Balance, CompressError, Cost};
use headroom_formats::json::each_gap;

/// JSON without white space between its tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minified {
    /// The text.
    pub text: String,
    /// The cost that it saves.
    pub saved: Cost,
}

/// `text` without the white space between its tokens; `None` if there is none.
pub fn minify(text: &str) -> Result<Option<Minified>, CompressError> {
    let mut out = String::new();
    // Start of the text that is kept and not yet copied.
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
    fn removes_only_white_space_between_tokens() {
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
    fn rejects_text_that_is_not_json() {
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
