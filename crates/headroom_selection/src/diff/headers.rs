//! What the headers of a diff say that its other lines say, too.

use std::ops::Range;

use headroom_formats::lines::lines;

/// The lines of `text` that tell nobody anything: ids of contents, names of files that the next lines say, and tables of how much changed in each file where
/// the changes follow.
pub(super) fn told_again(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // The table of the commit, and how many files followed it.
    let mut table: Vec<Range<usize>> = Vec::new();
    let (mut ended, mut files) = (false, 0);
    // The line in front, where it begins a file.
    let mut began: Option<Range<usize>> = None;
    for span in lines(text) {
        let line = text[span.clone()].trim_end();
        let before = began.take();
        if line.starts_with("commit ") {
            table.clear();
            (ended, files) = (false, 0);
        } else if line.starts_with("diff --git ") {
            files += 1;
            if ended && files == table.len() {
                found.append(&mut table);
            }
            began = Some(span);
        } else if is_ids(line) && text[span.end..].starts_with("--- ") {
            found.extend(before.filter(|names| are_names(text[names.clone()].trim_end(), &text[span.end..])));
            found.push(span);
        } else if is_table_end(line) {
            (ended, files) = (true, 0);
        } else if is_table_row(line) && !ended {
            table.push(span);
        } else if !ended {
            table.clear();
        }
    }
    found.sort_by_key(|span| span.start);
    found
}

/// ` src/main.rs | 12 ++--`
fn is_table_row(line: &str) -> bool {
    let Some((path, count)) = line.strip_prefix(' ').and_then(|line| line.rsplit_once(" | ")) else {
        return false;
    };
    let mut words = count.split_ascii_whitespace();
    let counts =
        words.next().is_some_and(|count| count == "Bin" || count.bytes().all(|byte| byte.is_ascii_digit()));
    // A blank in front is how a diff marks a line that did not change.
    counts
        && !path.starts_with(' ')
        && words.all(|bar| bar.bytes().all(|byte| matches!(byte, b'+' | b'-')) || count.starts_with("Bin "))
}

/// ` 4 files changed, 93 insertions(+), 101 deletions(-)`
fn is_table_end(line: &str) -> bool {
    let Some((count, rest)) = line.strip_prefix(' ').and_then(|line| line.split_once(' ')) else {
        return false;
    };
    count.bytes().all(|byte| byte.is_ascii_digit())
        && (rest.starts_with("files changed") || rest.starts_with("file changed"))
}

/// `index 8bd83e3c..01a51dbf 100644`: of a file with the usual mode.
fn is_ids(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("index ") else { return false };
    let (ids, mode) = rest.split_once(' ').unwrap_or((rest, "100644"));
    let is_id = |id: &str| id.len() >= 7 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    mode == "100644" && ids.split_once("..").is_some_and(|(old, new)| is_id(old) && is_id(new))
}

/// Whether `line`, which is `diff --git a/x b/x`, says what the next ones say: `--- a/x` and `+++ b/x`.
fn are_names(line: &str, next: &str) -> bool {
    let mut next = next.lines();
    let mut name = |mark| next.next().and_then(|line| line.strip_prefix(mark));
    let (Some(old), Some(new)) = (name("--- "), name("+++ ")) else { return false };
    line.strip_prefix("diff --git ")
        .and_then(|names| names.strip_prefix(old))
        .and_then(|names| names.strip_prefix(' '))
        == Some(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<&str> {
        told_again(text).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn ids_and_tables_go_where_the_changes_follow() {
        let text = "commit 1\n a.rs | 2 +-\n b.bin | Bin 0 -> 512 bytes\n 2 files changed, 1 insertion(+)\n\ndiff --git a/a.rs b/a.rs\nindex 1234567..89abcde 100644\n--- a/a.rs\n+++ b/a.rs\n@@ -1 +1 @@\n-a\n+b\ndiff --git a/b.bin b/b.bin\nindex 1234567..89abcde\nBinary files differ\n";
        assert_eq!(
            told(text),
            [
                " a.rs | 2 +-\n",
                " b.bin | Bin 0 -> 512 bytes\n",
                "diff --git a/a.rs b/a.rs\n",
                "index 1234567..89abcde 100644\n"
            ]
        );
    }

    #[test]
    fn what_says_something_stays() {
        for text in [
            " a.rs | 2 +-\n b.rs | 2 +-\n 2 files changed\n\ndiff --git a/a.rs b/a.rs\n",
            " a.rs | 2 +-\n 1 file changed\ncommit 2\ndiff --git a/a.rs b/a.rs\n",
            "index 1234567..89abcde 100755\n--- a\n",
            "index 1234567..89abcde 100644\nBinary files differ\n",
            "diff --git a/a b/b\nsimilarity index 90%\nrename from a\n--- a/a\n+++ b/b\n",
            "  a | 2 of them\n 1 file changed\ndiff --git a/a b/a\n",
        ] {
            assert_eq!(told(text), [""; 0], "{text}");
        }
    }
}
