//! What outlines of source code state, tried with random programs.

use headroom_core::{Cut, Kind, Language, Policy, Selectable, Selector};
use headroom_engine::SelectionOptions;
use headroom_selection::Lexical;
use headroom_testkit::{Random, seeds, source};

fn cuts(text: &str, language: Language) -> Vec<Cut> {
    let selectors = SelectionOptions::default().selectors();
    let code = selectors.iter().find(|selector| selector.name() == "code").expect("a selector");
    let input = Selectable {
        text,
        kind: Kind::Source,
        language: Some(language),
        lines_before: 0,
        policy: Policy::Oneshot,
        query: None,
        scorer: &Lexical,
    };
    code.select(&input).expect("cuts")
}

/// The lines that a stub names: `7-9` or `7`.
fn named(cut: &Cut) -> Option<(usize, usize)> {
    let numbers = cut.stub.after.rsplit(": ").next()?.trim_end_matches("*/");
    let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
    Some((first.parse().ok()?, last.parse().ok()?))
}

#[test]
fn each_comment_names_the_lines_of_its_body() {
    let mut checked = 0;
    for seed in seeds(300) {
        let text = source(&mut Random::new(seed), 120).join("\n");
        for cut in cuts(&text, Language::Rust) {
            let Some((first, last)) = named(&cut) else { continue };
            let body = text[cut.span.clone()].trim();
            let lines = text.lines().skip(first - 1).take(last - first + 1).collect::<Vec<_>>().join("\n");
            assert_eq!(body, lines.trim(), "seed {seed}");
            checked += 1;
        }
    }
    assert!(checked > seeds(300).count() || std::env::var_os("HEADROOM_SEED").is_some(), "{checked}");
}

#[test]
fn the_line_that_names_the_interpreter_stays_as_it_is() {
    let comment = "# Removes what earlier runs left in the folder for temporary files of this machine.\n";
    let text = format!("#!/usr/bin/env bash\n{}rm -r /tmp/runs\n", comment.repeat(4));
    assert!(cuts(&text, Language::Shell).iter().all(|cut| cut.span.start > "#!/usr/bin/env bash".len()));
}
