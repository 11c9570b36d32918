//! Forms of source code that an outline must read rightly: directives, blocks of comments, macros, accessors.

use headroom_core::{Kind, Language, Policy, Selectable, elide};
use headroom_engine::SelectionOptions;
use headroom_selection::Lexical;

fn outline(text: &str, language: Language, options: &str) -> String {
    let options: SelectionOptions =
        serde_json::from_str(&format!("{{\"code\":{options}}}")).expect("options");
    let selectors = options.selectors();
    let code = selectors.iter().find(|selector| selector.name() == "code").expect("a selector");
    let input = Selectable {
        text,
        kind: Kind::Source,
        language: Some(language),
        lines_before: 0,
        policy: Policy::Oneshot,
        query: None,
        is_document: false,
        earlier: &[],
        scorer: &Lexical,
    };
    elide(text, code.select(&input).expect("cuts")).map_or_else(|| text.to_owned(), |outline| outline.text)
}

const REMOVE: &str = "{\"comments\":\"remove\"}";
const FIRST_LINE: &str = "{\"comments\":\"firstLine\"}";
/// A comment that may go.
const NOISE: &str = "what the authors thought of it when they wrote it, which nobody has to know";

#[test]
fn comments_that_tools_read_stay() {
    for (language, directive, rest) in [
        (Language::Go, "//go:build linux && !nofs", "package mount\n"),
        (Language::Go, "//go:embed logo.png", "var logo []byte\n"),
        (Language::Go, "//export mount_all", "func mountAll() {}\n"),
        (Language::Go, "/*\n#include <stdio.h>\nstatic int flags(void) { return 1; }\n*/", "import \"C\"\n"),
        (Language::TypeScript, "/// <reference types=\"node\" />", "export type Name = string;\n"),
        (Language::Swift, "// swift-tools-version: 5.9", "import PackageDescription\n"),
        (Language::Ruby, "# frozen_string_literal: true", "NAME = \"name\"\n"),
        (Language::Shell, "#!/usr/bin/env bash", "run\n"),
    ] {
        let sign = if matches!(language, Language::Ruby | Language::Shell) { "#" } else { "//" };
        let text = format!("{directive}\n{rest}{}", format!("{sign} {NOISE}\n").repeat(4));
        for options in [REMOVE, FIRST_LINE] {
            let outline = outline(&text, language, options);
            assert!(outline.starts_with(&format!("{directive}\n{rest}")), "{directive}: {outline}");
            assert!(outline.len() < text.len(), "{directive}: {outline}");
        }
    }
}

#[test]
fn a_block_of_comments_in_ruby_goes_whole_or_stays_closed() {
    let text = format!("=begin\nReports are written.\n{NOISE}\n{NOISE}\n=end\nFORMS = 3\n");
    let removed = outline(&text, Language::Ruby, REMOVE);
    assert!(removed.starts_with("# [5 lines of comments in this code left out: "), "{removed}");
    assert!(removed.ends_with("]\nFORMS = 3\n"), "{removed}");
    let shortened = outline(&text, Language::Ruby, FIRST_LINE);
    assert!(shortened.starts_with("=begin\nReports are written. …[2 lines of comments"), "{shortened}");
    assert!(shortened.ends_with("]\n=end\nFORMS = 3\n"), "{shortened}");
}

/// A header or a file of declarations has no bodies.
#[test]
fn comments_may_go_where_there_are_no_bodies() {
    for (language, sign, line) in [
        (Language::TypeScript, "//", "export declare const MAX: number;\n"),
        (Language::C, "//", "int size(void);\n"),
        (Language::Python, "#", "SIZE = 3\n"),
        (Language::Shell, "#", "run --all\n"),
    ] {
        let text = format!("{sign} {NOISE}\n{line}{}{line}", format!("  {sign} {NOISE}\n").repeat(4));
        let outline = outline(&text, language, REMOVE);
        assert!(outline.ends_with(&format!("\n{line}{line}")) && outline.len() < text.len(), "{outline}");
        assert!(outline.contains("[5 lines of comments in this code left out: "), "{outline}");
    }
}

/// The parser takes such a class for a function.
#[test]
fn members_of_a_class_behind_a_macro_stay() {
    let body = "    step(1);\n".repeat(12);
    for head in ["class EXPORT Tree", "struct EXPORT Tree final", "class EXPORT Tree final : public Base"] {
        let text = format!(
            "{head} {{\n public:\n  Tree();\n  void walk() {{\n{body}  }}\n private:\n  int size_;\n}};\n"
        );
        let outline = outline(&text, Language::Cpp, REMOVE);
        assert!(
            outline.starts_with(&format!("{head} {{\n public:\n  Tree();\n  void walk() {{/*")),
            "{outline}"
        );
        assert!(outline.ends_with("5-16*/}\n private:\n  int size_;\n};\n"), "{outline}");
    }
}

#[test]
fn accessors_have_bodies() {
    let long = "      step(1)\n".repeat(8);
    for (language, head, accessors) in [
        (Language::Swift, "struct Tree {\n  var size: Int ", "{\nBODY}\n"),
        (Language::Swift, "struct Tree {\n  var size: Int {\n    ", "get {\nBODY}\n    set {\nBODY}\n  }\n"),
        (
            Language::Swift,
            "struct Tree {\n  var size = 1 {\n    ",
            "willSet {\nBODY}\n    didSet {\nBODY}\n  }\n",
        ),
        (Language::Swift, "struct Tree {\n  subscript(at: Int) -> Int ", "{\nBODY}\n"),
        (
            Language::Kotlin,
            "class Tree {\n  var size: Int\n    ",
            "get() {\nBODY}\n    set(value) {\nBODY}\n",
        ),
    ] {
        let text = format!("{head}{}}}\n", accessors.replace("BODY", &long));
        let outline = outline(&text, language, "{\"maxBodyLines\":0}");
        assert!(outline.starts_with(head) && !outline.contains("step"), "{outline}");
        for word in ["get", "set", "willSet", "didSet"].into_iter().filter(|word| accessors.contains(word)) {
            assert!(outline.contains(word), "{outline}");
        }
    }
}

/// A language is found by words, and words of one language stand in another.
#[test]
fn a_wrong_language_is_put_right() {
    let body = "        total += rows[at].amount;\n".repeat(12);
    let text = format!(
        "class Total {{\n    private long total;\n\n    void add(Row[] rows, int at) {{\n{body}    }}\n}}\n"
    );
    let right = outline(&text, Language::Java, REMOVE);
    assert!(right.contains("int at) {/*[12 lines of 1 body"), "{right}");
    for language in [Language::Kotlin, Language::Php, Language::Python, Language::Ruby, Language::Shell] {
        assert_eq!(outline(&text, language, REMOVE), right, "{language}");
    }
}

#[test]
fn code_in_no_language_that_is_known_stays_whole() {
    let property =
        "- (void)scroll:(BOOL)animated;\n@property (nonatomic, assign) BOOL snapToStart;\n".repeat(20);
    let text = format!("#import <Tree.h>\n// A tree.\n\n@interface Tree : View <Root>\n\n{property}\n@end\n");
    for language in Language::ALL {
        assert_eq!(outline(&text, language, REMOVE), text, "{language}");
    }
}
