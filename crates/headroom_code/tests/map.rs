//! Maps of small repositories.

use headroom_code::map::{File, Map, map};
use headroom_detect::Language;

fn of(files: &[(&str, String)], tokens: u64) -> Map {
    let files: Vec<File<'_>> =
        files.iter().map(|(path, text)| File { path, text, language: Language::Python }).collect();
    map(&files, tokens)
}

/// Some files, of which two use what `core.py` defines.
fn files() -> Vec<(&'static str, String)> {
    vec![
        ("alone.py", "def unused_helper(a):\n    return a\n".to_owned()),
        (
            "core.py",
            "class Engine:\n    def ignite(self):\n        return 1\n\n    def never_called(self):\n        return 2\n"
                .to_owned(),
        ),
        ("first.py", "from core import Engine\n\ndef start_first():\n    Engine().ignite()\n".to_owned()),
        ("second.py", "from core import Engine\n\ndef start_second():\n    Engine().ignite()\n".to_owned()),
    ]
}

#[test]
fn what_other_files_use_comes_first() {
    let map = of(&files(), 25);
    assert_eq!(map.text, "core.py\n1: class Engine\n2:   def ignite(self)\n");
    assert_eq!((map.files, map.definitions), (1, 2));
    assert_eq!((map.all_files, map.all_definitions), (4, 6));
}

#[test]
fn everything_is_shown_where_there_is_room() {
    let map = of(&files(), 10_000);
    assert_eq!((map.files, map.definitions), (map.all_files, map.all_definitions));
    assert!(map.text.starts_with("core.py\n"), "{}", map.text);
}

#[test]
fn a_map_keeps_to_its_tokens() {
    for tokens in [0, 1, 10, 20, 40, 80] {
        let map = of(&files(), tokens);
        assert!(headroom_core::cost(&map.text).to_tokens() <= tokens + 1, "{tokens}: {}", map.text);
    }
}

#[test]
fn the_order_of_the_files_does_not_change_what_is_shown() {
    let (mut turned, straight) = (files(), of(&files(), 25));
    turned.reverse();
    assert_eq!(of(&turned, 25).text, straight.text);
}

#[test]
fn no_files_have_an_empty_map() {
    assert_eq!(of(&[], 1000), Map::default());
}

#[test]
fn names_that_many_files_define_do_not_multiply() {
    let many: Vec<(&str, String)> =
        (0..400).map(|_| ("a.py", "def main():\n    main()\n    helper()\n".to_owned())).collect();
    assert_eq!(of(&many, 100_000).all_definitions, 400);
}

#[test]
fn definitions_nest_as_deep_as_they_like() {
    let level = |depth| format!("{}class Level{depth}:\n", " ".repeat(depth));
    let deep = (0..60).map(level).collect::<Vec<_>>().concat();
    let map = of(&[("deep.py", deep + &" ".repeat(60) + "pass\n")], 10_000);
    assert_eq!(map.definitions, 60);
}
