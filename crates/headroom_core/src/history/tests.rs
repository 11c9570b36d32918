use super::*;

#[test]
fn names_are_unique_and_printable() {
    let mut history = History::new();
    for called in ["Read a.rs", "Read a.rs", "Bash x\n[y]: z", "", "Read a.rs #2"] {
        history.push(called, "text".into());
    }
    let names: Vec<_> = (0..5).map(|block| &*history.get(block).name).collect();
    assert_eq!(names, ["Read a.rs", "Read a.rs #2", "Bash x y z", "", ""]);
}

#[test]
fn places_and_rows_are_reported_until_their_text_is_removed() {
    let mut history = History::new();
    let seen = |history: &History| (history.has_places(), history.has_rows());
    assert_eq!(seen(&history), (false, false));
    history.push("Read a", "let alpha = beta_gamma();\nlet delta = epsilon();".into());
    assert_eq!(seen(&history), (true, false));
    history.push("Fetch b", r#"[{"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}]"#.into());
    assert_eq!(seen(&history), (true, true));
    history.truncate(1);
    assert_eq!(seen(&history), (true, false));
    history.truncate(0);
    assert_eq!(seen(&history), (false, false));
}

#[test]
fn truncation_restores_the_earlier_state() {
    let texts = [
        "let alpha = beta_gamma();\nlet delta = epsilon();",
        "something else entirely, on one line",
        "let alpha = beta_gamma();\nlet delta = epsilon();",
    ];
    let mut history = History::new();
    history.push("Read a", texts[0].into());
    let before = format!("{:?}", history.index);
    for text in texts {
        history.push("Read a", text.into());
    }
    history.truncate(1);
    assert_eq!(format!("{:?}", history.index), before);
    assert_eq!((history.named.len(), history.called.len(), history.whole.len()), (1, 1, 1));
    assert_eq!(history.called["Read a"], 1);
    assert!(history.whole(texts[0]).is_some());
    assert!(history.named("Read a #2").is_none());
}
