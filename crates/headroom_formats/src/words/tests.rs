use super::*;

fn of(text: &str, form: Form) -> Vec<u64> {
    let mut found = Vec::new();
    words(text, form, |word| found.push(word.hash));
    found
}

fn hashes(words: &[&str]) -> Vec<u64> {
    words.iter().map(|word| hash(word.as_bytes(), 0, word.len())).collect()
}

#[test]
fn words_are_letters_and_digits_without_case() {
    assert_eq!(of("GET /api/v2?q=Ärger_ß", Form::Plain), hashes(&["get", "api", "v2", "q", "ärger", "ß"]));
    assert_eq!(of("", Form::Plain), []);
    assert_eq!(of("a", Form::Plain), hashes(&["a"]));
}

#[test]
fn escapes_are_what_they_stand_for() {
    assert_eq!(of(r"one\ntwo\u00e9\ud83d\ude42x\", Form::Json), hashes(&["one", "twoé", "x"]));
    assert_eq!(of(r"C:\new", Form::Plain), hashes(&["c", "new"]));
}

#[test]
fn scripts_without_blanks_are_told_by_pairs() {
    assert_eq!(of("日本語 ok 好x", Form::Plain), hashes(&["日本", "本語", "ok", "好", "x"]));
}

#[test]
fn long_words_are_told_by_their_start() {
    assert_eq!(of(&"a".repeat(1000), Form::Plain), hashes(&["a".repeat(MAX_LEN).as_str()]));
    let mut all = Vec::new();
    words("req-2c3c", Form::Plain, |word| all.push((word.has_digit, word.length)));
    assert_eq!(all, [(false, 3), (true, 4)]);
}
