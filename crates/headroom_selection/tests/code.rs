//! What outlines of source code state, tried with random programs.

use headroom_core::{Cut, Kind, Language, Policy, Selectable, elide};
use headroom_engine::SelectionOptions;
use headroom_selection::Lexical;
use headroom_testkit::{Random, seeds, source};

fn cuts(text: &str, language: Language) -> Vec<Cut> {
    cuts_of(Kind::Source, text, Some(language))
}

fn cuts_of(kind: Kind, text: &str, language: Option<Language>) -> Vec<Cut> {
    let selectors = SelectionOptions::default().selectors();
    let code = selectors.iter().find(|selector| selector.name() == "code").expect("a selector");
    let input = Selectable {
        text,
        kind,
        language,
        lines_before: 0,
        policy: Policy::Oneshot,
        query: None,
        is_document: false,
        earlier: &[],
        scorer: &Lexical,
    };
    code.select(&input).expect("cuts")
}

/// A program with one function of eight statements, what stays of it, and a word of its body.
const PROGRAMS: [(Language, &str, &str); 14] = [
    (
        Language::Rust,
        "pub fn total(rows: &[u64]) -> u64 {\nBODY}\n",
        "    let sum = rows.iter().sum::<u64>();\n",
    ),
    (Language::Python, "class Total:\n    def total(self, rows):\nBODY", "        self.sum = sum(rows)\n"),
    (
        Language::JavaScript,
        "export function total(rows) {\nBODY}\n",
        "  rows = rows.map((row) => row + 1);\n",
    ),
    (
        Language::TypeScript,
        "export const total = (rows: number[]): void => {\nBODY};\n",
        "  rows.push(rows.length);\n",
    ),
    (
        Language::Go,
        "package total\n\nfunc Total(rows []int) {\nBODY}\n",
        "\trows = append(rows, len(rows))\n",
    ),
    (
        Language::Java,
        "class Total {\n  int total(int[] rows) {\nBODY  }\n}\n",
        "    rows[0] = rows.length;\n",
    ),
    (Language::C, "int total(int *rows) {\nBODY}\n", "  rows[0] = rows[1] + rows[2];\n"),
    (Language::Cpp, "int Total::total(std::vector<int> rows) {\nBODY}\n", "  rows.push_back(rows.size());\n"),
    (
        Language::CSharp,
        "class Total {\n  int Sum(int[] rows) {\nBODY  }\n}\n",
        "    rows[0] = rows.Length;\n",
    ),
    (Language::Ruby, "class Total\n  def total(rows)\nBODY  end\nend\n", "    rows << rows.length + 1\n"),
    (Language::Php, "<?php\nfunction total(array $rows): void {\nBODY}\n", "  $rows[] = count($rows) + 1;\n"),
    (Language::Shell, "total() {\nBODY}\ntotal \"$@\"\n", "  rows=$((rows + $1))\n"),
    (
        Language::Kotlin,
        "class Total {\n  fun total(rows: MutableList<Int>) {\nBODY  }\n}\n",
        "    rows.add(rows.size)\n",
    ),
    (
        Language::Swift,
        "class Total {\n  func total(rows: [Int]) {\nBODY  }\n}\n",
        "    sum = sum + rows.count\n",
    ),
];

#[test]
fn every_language_has_an_outline() {
    for (language, frame, statement) in PROGRAMS {
        let text = frame.replace("BODY", &statement.repeat(24));
        let outline =
            elide(&text, cuts(&text, language)).unwrap_or_else(|| panic!("{language}: no outline")).text;
        assert!(outline.len() < text.len() / 2 && !outline.contains(statement), "{language}: {outline}");
        let (head, _) = frame.split_once("BODY").expect("a body");
        assert!(outline.starts_with(head.trim_end().trim_end_matches('{')), "{language}: {outline}");
    }
}

/// The text of an outline without carriage returns and handles.
fn plain(outline: &str) -> String {
    let mut parts = outline.split("headroom_retrieve ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + &part[16..]).replace('\r', "")
}

#[test]
fn carriage_returns_change_nothing_in_what_stays() {
    for (language, frame, statement) in PROGRAMS {
        let sign = match language {
            Language::Python | Language::Ruby | Language::Shell => "#",
            _ => "//",
        };
        for lines in [2, 40] {
            let comment =
                format!("{sign} A comment of several lines: the first one may stay.\n").repeat(lines);
            let text = frame.replace("BODY", &statement.repeat(24)) + &comment + "\n";
            let outline = |text: &str| elide(text, cuts(text, language)).expect("an outline").text;
            assert_eq!(plain(&outline(&text.replace('\n', "\r\n"))), plain(&outline(&text)), "{language}");
        }
    }
}

/// Programs that are cut off, in the wrong language, nested without end, or in one line.
#[test]
fn hostile_programs_are_answered() {
    for (language, frame, statement) in PROGRAMS {
        let text = frame.replace("BODY", &statement.repeat(24));
        for other in Language::ALL {
            for end in [text.len() / 3, text.len() / 2, text.len()] {
                let cut = &text[..end];
                if let Some(outline) = elide(cut, cuts(cut, other)) {
                    assert!(outline.text.len() < cut.len() + 200, "{language} as {other}");
                }
            }
        }
        for deep in ["(", "{", "[", "if (a) {", "<", "fn a() {", "\"", "/*", "def a():\n "] {
            cuts(&deep.repeat(5_000), language);
        }
        cuts(&text.replace('\n', " ").repeat(20), language);
    }
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

#[test]
fn lines_of_numbered_files_keep_their_numbers() {
    let mut checked = 0;
    for seed in seeds(60) {
        let lines = source(&mut Random::new(seed), 120);
        for (first, separator, width) in [(1, "\t", 6), (500, "→", 6), (95, ":", 0), (1, ": ", 0)] {
            let number = |at: usize| format!("{:>width$}{separator}", first + at);
            let text = lines
                .iter()
                .enumerate()
                .map(|(at, line)| format!("{}{line}\n", number(at)))
                .collect::<Vec<_>>()
                .concat();
            let Some(outline) = elide(&text, cuts_of(Kind::NumberedFile, &text, None)) else { continue };
            for shown in outline.text.lines() {
                let digits: String = shown.trim_start().chars().take_while(char::is_ascii_digit).collect();
                let at = digits.parse::<usize>().expect("a number") - first;
                let kept = shown.split(" …").next().expect("a part").split("/*").next().expect("a part");
                let line = format!("{}{}", number(at), lines[at]);
                assert!(line.starts_with(kept), "{shown} instead of {line}");
            }
            checked += 1;
        }
    }
    assert!(checked > seeds(60).count() || std::env::var_os("HEADROOM_SEED").is_some(), "{checked} outlines");
}

/// The numbers of lines in the notes are those that the file shows.
#[test]
fn notes_in_numbered_files_name_lines_of_the_file() {
    let body = "    total = total + 1\n".repeat(12);
    let bare = format!("def total():\n{body}\ndef other():\n    return 1\n");
    let text = bare
        .lines()
        .enumerate()
        .map(|(at, line)| format!("{:>6}\t{line}\n", at + 300))
        .collect::<Vec<_>>()
        .concat();
    let outline = elide(&text, cuts_of(Kind::NumberedFile, &text, None)).expect("an outline").text;
    assert!(outline.starts_with("   300\tdef total():\n   301\t    ... # "), "{outline}");
    assert!(outline.contains("lines of a body: 301-312\n   313\t\n   314\tdef other():\n"), "{outline}");
}
