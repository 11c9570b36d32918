//! Reads elided text as a reader does, and verifies each statement in it against the elided lines or rows.
//!
//! The checker knows the notes, but nothing of the selectors that write them. It reports a list of false
//! statements, each in words.

mod data;
mod diff;
mod json;
mod lines;
mod log;
mod note;
mod page;
mod sentences;
mod table;
mod tree;

pub use self::data::{FindData, described};
use self::tree::Tree;

/// Gives the shape of a log line, and the spans of its values.
pub type Mask = fn(&str) -> (Vec<u8>, Vec<std::ops::Range<usize>>);

/// The false statements in `shown`, the elided form of `original`. `mask` tells which lines of a log are alike.
#[must_use]
pub fn false_claims(original: &str, shown: &str, mask: Mask) -> Vec<String> {
    let mut found = Vec::new();
    if original == shown {
        return found;
    }
    match (Tree::read(original), Tree::read(shown)) {
        (Some(original), Some(shown)) => json::check(&original, &shown, &mut found),
        _ if page::stands_in(shown) => page::check(original, shown, &mut found),
        _ if original.contains("diff --git ") || original.contains("@@ -") => {
            diff::check(original, shown, &mut found);
        }
        _ => {
            let gaps = lines::check(original, shown, &mut found);
            log::check(original, shown, &gaps, mask, &mut found);
            table::check(original, shown, &gaps, &mut found);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(original: &str, shown: &str) -> Vec<String> {
        // Digits are values.
        false_claims(original, shown, |line| {
            let shape = line.bytes().map(|byte| if byte.is_ascii_digit() { 0 } else { byte }).collect();
            let is_value = |at: &usize| line.as_bytes()[*at].is_ascii_digit();
            (shape, (0..line.len()).filter(is_value).map(|at| at..at + 1).collect())
        })
    }

    #[test]
    fn true_statements_are_accepted() {
        let lines = "a 1\na 2\na 3\nb\n";
        let shown = "a 1\n(2 more like this; a 2-3)\n[2 lines left out: headroom_retrieve 0] 2-3\nb\n";
        assert_eq!(claims(lines, shown), Vec::<String>::new());
        let prose = "One. Two. Three\nfour. Five. Six.\nSeven.\n";
        for shown in [
            "One. [2 sentences of lines 1-2 left out: headroom_retrieve 0] Five. Six.\nSeven.\n",
            "[1 sentence of line 1 left out] Two. [1 sentence of lines 1-2 left out] Five. Six.\nSeven.\n",
            "One. Two. Three\nfour. [2 sentences of line 2 left out]\n[1 line left out] 3\n",
        ] {
            assert_eq!(claims(prose, shown), Vec::<String>::new(), "{shown}");
        }
        let rows = r#"[{"a":1,"b":"x"},{"a":2,"b":"y"},{"a":3,"b":"x"},{"a":4,"b":"y"}]"#;
        let shown = r#"[{"a":1,"b":"x"},"[2 rows left out: headroom_retrieve 0], 2-3: b y ×1, x ×1; a 2 to 3, sum 5",{"a":4,"b":"y"}]"#;
        assert_eq!(claims(rows, shown), Vec::<String>::new());
    }

    #[test]
    fn statements_about_diffs_are_checked() {
        let diff = "diff --git a/a b/a\n@@ -1,4 +1,4 @@\n a\n b\n-c\n+d\n e\n";
        for (shown, is_true) in [
            (
                "[2 lines (1 unchanged, 1 of headers) left out: headroom_retrieve 0]\n@@ -2,3 +2,3 @@\n b\n-c\n+d\n e\n",
                true,
            ),
            (
                "[2 lines (2 unchanged, 1 of headers) left out: headroom_retrieve 0]\n@@ -2,3 +2,3 @@\n b\n-c\n+d\n e\n",
                false,
            ),
            (
                "[1 line (1 unchanged) left out: headroom_retrieve 0]\n@@ -2,3 +2,3 @@\n b\n-c\n+f\n e\n",
                false,
            ),
        ] {
            assert_eq!(claims(diff, shown).is_empty(), is_true, "{shown}");
        }
    }

    #[test]
    fn statements_about_tables_are_checked() {
        let rows = "order,state,total\n1,paid,10\n2,paid,40\n3,paid,20\n4,paid,30\n5,paid,15\n";
        let boxed = "+---+------+----+\n| a | b    | c  |\n+---+------+----+\n| 1 | paid | 10 |\n| 2 | paid | 40 |\n| 3 | paid | 20 |\n+---+------+----+\n";
        for (original, shown, is_true) in [
            (
                rows,
                "order,state,total\n1,paid,10\n[3 rows left out: headroom_retrieve 0], lines 3-5: total 20 to 40, sum 90\n5,paid,15\n",
                true,
            ),
            (
                rows,
                "order,state,total\n1,paid,10\n[3 rows left out: headroom_retrieve 0], lines 3-5: total 20 to 30, sum 90\n5,paid,15\n",
                false,
            ),
            (
                rows,
                "order,state,total\n1,paid,10\n[3 rows left out: headroom_retrieve 0], lines 3-5: state paid ×4\n5,paid,15\n",
                false,
            ),
            (
                rows,
                "order,state,total\n1,paid,10\n[2 rows left out: headroom_retrieve 0], lines 3-5\n5,paid,15\n",
                false,
            ),
            (
                boxed,
                "+---+------+----+\n| a | b    | c  |\n+---+------+----+\n| 1 | paid | 10 |\n[2 rows left out: headroom_retrieve 0], lines 5-6: c 20 to 40, sum 60\n+---+------+----+\n",
                true,
            ),
            (
                boxed,
                "+---+------+----+\n| a | b    | c  |\n+---+------+----+\n| 1 | paid | 10 |\n[2 rows left out: headroom_retrieve 0], lines 5-6: c 20 to 40, sum 61\n+---+------+----+\n",
                false,
            ),
        ] {
            assert_eq!(claims(original, shown).is_empty(), is_true, "{shown}: {:?}", claims(original, shown));
        }
        let open = " a | b \n---+---\n 1 | x\n 2 | y\nWARNING\n 3 | \n 4 | x\n 5 | y\n 6 | \n 7 | z\n";
        for (said, is_true) in [
            ("like line 4 ×2, others ×1", true),
            ("like line 4 ×2", false),
            ("b x ×1, y ×1, empty ×1", true),
            ("b x ×1, y ×1", false),
            ("b x ×1, empty ×2", false),
        ] {
            let note = format!("[3 rows left out: headroom_retrieve 0], lines 7-9: {said}");
            let shown = format!(" a | b \n---+---\n 1 | x\n 2 | y\nWARNING\n 3 | \n{note}\n 7 | z\n");
            assert_eq!(
                claims(open, &shown).len(),
                usize::from(!is_true),
                "{shown}: {:?}",
                claims(open, &shown)
            );
        }
        let odd = rows.replace("3,paid", "3,open");
        let shown =
            "order,state,total\n1,paid,10\n[3 rows left out: headroom_retrieve 0], lines 3-5\n5,paid,15\n";
        assert_eq!(claims(&odd, shown).len(), 1);
    }

    #[test]
    fn a_field_that_is_an_object_in_some_rows_has_no_constant_value() {
        let of = |last: &str| format!(r#"[{{"a":1}},{{"a":1}},{{"a":{last}}},{{"a":2}},{{"a":1}}]"#);
        let shown =
            |last: &str| of(last).replace(r#"{"a":2}"#, r#""[1 row left out: headroom_retrieve 0], 4""#);
        assert!(!claims(&of("1"), &shown("1")).is_empty());
        assert_eq!(claims(&of(r#"{"b":3}"#), &shown(r#"{"b":3}"#)), [""; 0]);
    }

    #[test]
    fn counts_of_a_page_are_checked() {
        let head = |page: usize, content: usize| {
            format!(
                "[{page} characters of an HTML page left out: headroom_retrieve 0]; its main content as Markdown, {content} characters:\n\n# é\n\nb\n"
            )
        };
        let page = "<h1>é</h1><p>b</p>";
        assert_eq!(claims(page, &head(18, 6)), Vec::<String>::new());
        assert_eq!(claims(page, &head(19, 6)).len(), 1);
        assert_eq!(claims(page, &head(18, 7)).len(), 1);
    }

    #[test]
    fn false_statements_are_found() {
        let lines = "a 1\na 2\na 3\nb\n";
        for shown in [
            "a 1\n(2 more like this; a 2-3)\n[2 lines left out: headroom_retrieve 0] 2-4\nb\n",
            "a 1\n(3 more like this; a 2-3)\n[2 lines left out: headroom_retrieve 0] 2-3\nb\n",
            "a 1\n(2 more like this; a 2-2)\n[2 lines left out: headroom_retrieve 0] 2-3\nb\n",
            "a 1\n(2 more like this)\n[2 lines left out: headroom_retrieve 0] 2-3\nb\n",
            "a 1\n[2 lines left out: headroom_retrieve 0] 2-3\nc\n",
            "a 1\nb\n",
        ] {
            assert!(!claims(lines, shown).is_empty(), "{shown}");
        }
        let prose = "One. Two. Three\nfour. Five. Six.\nSeven.\n";
        for shown in [
            "One. [2 sentences of line 1 left out] Five. Six.\nSeven.\n",
            "One. [9 sentences of lines 1-2 left out] Five. Six.\nSeven.\n",
            "One. [2 sentences of lines 1-2 left out] Nine. Six.\nSeven.\n",
            "One. [2 sentences of lines 1-2 left out] Five. Six.\n",
        ] {
            assert!(!claims(prose, shown).is_empty(), "{shown}");
        }
        let rows = r#"[{"a":1,"b":"x"},{"a":2,"b":"y"},{"a":3,"b":"x"},{"a":4,"b":"x"}]"#;
        for shown in [
            r#"[{"a":1,"b":"x"},"[2 rows left out: headroom_retrieve 0], 2-3",{"a":4,"b":"x"}]"#,
            r#"[{"a":1,"b":"x"},{"a":2,"b":"y"},"[2 rows left out: headroom_retrieve 0], 3",{"a":4,"b":"x"}]"#,
            r#"[{"a":1,"b":"x"},{"a":2,"b":"y"},"[1 row left out: headroom_retrieve 0], 3: a 2 to 3",{"a":4,"b":"x"}]"#,
            r#"[{"a":1,"b":"x"},{"a":2,"b":"y"},"[1 row left out: headroom_retrieve 0], 3: b x ×2",{"a":4,"b":"x"}]"#,
            r#"[{"a":1,"b":"x"},{"a":2,"b":"y"},{"a":3,"b":"x"}]"#,
        ] {
            assert!(!claims(rows, shown).is_empty(), "{shown}");
        }
    }
}
