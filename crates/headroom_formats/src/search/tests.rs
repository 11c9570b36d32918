use super::*;

#[test]
fn matches_are_read_in_every_form() {
    for (line, path, own) in [
        ("src/app.py:405:    raise x", "src/app.py", "405:    raise x"),
        ("src/app.py:405:9:raise x", "src/app.py", "405:9:raise x"),
        ("Makefile:3:all: build", "Makefile", "3:all: build"),
        (r"C:\src\a b.cs:7:x", r"C:\src\a b.cs", "7:x"),
        ("HEAD~1:src/a.c:7:x", "HEAD~1:src/a.c", "7:x"),
        ("src/app.py:import os", "src/app.py", ":import os"),
        ("./a-1-b.txt:1:", "./a-1-b.txt", "1:"),
    ] {
        assert_eq!(matched(line), Some(ResultLine { path, own }), "{line}");
    }
}

#[test]
fn other_lines_with_colons_are_left() {
    for line in [
        "",
        "10:30:45 started",
        "17/06/09 20:10:40 INFO started",
        "a/b c:12:x",
        "2024-05-01T10:30:45Z started",
        "Note: see below",
        "error: expected 3:4:5",
        "key: value",
        "https://example.com:80:x",
        "a.py:007:x",
        "30:a.b:4:y",
        "fn main() { a::b(1):2: }",
        "[12:30:11] x",
    ] {
        assert_eq!(matched(line), None, "{line}");
    }
}

#[test]
fn files_need_no_folder_where_a_search_is_known() {
    for (line, path, own) in [
        ("app.py:import os", "app.py", ":import os"),
        ("b c.rs:2:x", "b c.rs", "2:x"),
        ("a.rs:", "a.rs", ":"),
    ] {
        assert_eq!((matched(line), in_no_folder(line)), (None, Some(ResultLine { path, own })), "{line}");
    }
    for line in
        ["", "error: no", "12:a.b:4:y", "see a.md: it says so", "https://a.b", "{\"a.b\": 1}", " a.b:x"]
    {
        assert_eq!(in_no_folder(line), None, "{line}");
    }
}

#[test]
fn context_belongs_to_a_file() {
    assert_eq!(
        context("src/a-1-b.c-12-x", "src/a-1-b.c"),
        Some(ResultLine { path: "src/a-1-b.c", own: "12-x" })
    );
    assert_eq!(context("src/a.c-12-x", "src/b.c"), None);
    assert_eq!(context("src/a.c-x", "src/a.c"), None);
}
