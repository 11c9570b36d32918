//! Source files for callers who keep the file themselves: outlines and signatures.

use headroom_code::code::{Code, Options};
use headroom_code::signatures;
use headroom_core::work::guarded;
use headroom_core::{Cut, Kind, Policy, Selectable, Selector, cost};
use headroom_detect::{Language, detect};
use headroom_selection::Lexical;
use serde::Deserialize;

use crate::judge;

/// How a file is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CodeView {
    /// The file without the bodies of its functions. It parses as the file does.
    #[default]
    Outline,
    /// One line for each function, method and type, behind its line number.
    Signatures,
}

/// What a caller wants to see of a file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct CodeRequest {
    /// How it is shown.
    pub view: CodeView,
    /// Its language; `None` if the path or the text says it.
    pub language: Option<Language>,
    /// Its path.
    pub path: Option<String>,
    /// What it is read for. An outline keeps the bodies that match.
    pub query: Option<String>,
}

/// A view of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeOutcome {
    /// The view; `None` if the file is unchanged: it has nothing to leave out, or no grammar reads it.
    pub output: Option<String>,
    /// The language of the file, if it is known.
    pub language: Option<Language>,
}

/// Shows a file as it is asked for. Nothing is stored: the caller keeps the file.
#[must_use]
pub fn outline_code(text: &str, request: &CodeRequest, options: Options) -> CodeOutcome {
    let by_path = || Language::of_path(request.path.as_deref()?);
    let language = request.language.or_else(by_path).or_else(|| detect(text).language);
    let view = |language| match request.view {
        CodeView::Outline => outline(text, language, request.query.as_deref(), options),
        CodeView::Signatures => signatures(text, language),
    };
    let output = guarded(|| language.and_then(view)).flatten();
    let is_shorter = |output: &String| judge::is_worth_it(cost(text), cost(output));
    CodeOutcome { output: output.filter(is_shorter), language }
}

fn outline(text: &str, language: Language, query: Option<&str>, options: Options) -> Option<String> {
    let input = Selectable {
        text,
        kind: Kind::Source,
        language: Some(language),
        lines_before: 0,
        policy: Policy::Oneshot,
        query,
        is_document: false,
        earlier: &[],
        scorer: &Lexical,
    };
    let cuts = Code::new(options).select(&input).ok()?;
    (!cuts.is_empty()).then(|| without_handle(text, cuts))
}

/// The text without its cuts. Nobody stores it, so no note names a handle.
fn without_handle(text: &str, cuts: Vec<Cut>) -> String {
    let mut kept = String::with_capacity(text.len() / 4);
    let mut end = 0;
    for Cut { span, stub } in cuts {
        kept.push_str(&text[end..span.start]);
        kept.push_str(&stub.before);
        if let Some(what) = &stub.what {
            kept.push_str(what);
            kept.push_str(" left out");
        }
        kept.push_str(&stub.after);
        end = span.end;
    }
    kept.push_str(&text[end..]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const PYTHON: &str = "import os\n\n\nclass Orders:\n    def total(self, rows: list) -> int:\n        total = 0\n        for row in rows:\n            total += row.price * row.count\n            if row.is_gift:\n                total -= row.price // 2\n        return total\n\n    def report(self, rows: list) -> str:\n        lines = []\n        for row in rows:\n            lines.append(f'{row.name}: {row.price} for {row.count}')\n            lines.append(f'{row.date}: from {row.customer}')\n            lines.append(f'{row.street} in {row.town}')\n        return os.linesep.join(lines)\n";

    fn shown(request: &CodeRequest) -> Option<String> {
        outline_code(PYTHON, request, Options::DEFAULT).output
    }

    #[test]
    fn an_outline_says_which_lines_are_missing_and_names_no_handle() {
        let outline = shown(&CodeRequest::default()).expect("shorter");
        assert!(outline.contains("def report(self, rows: list) -> str:"), "{outline}");
        assert!(outline.contains("left out; numbers like these are lines of a body: 6-11"), "{outline}");
        assert!(!outline.contains("headroom_retrieve"), "{outline}");
    }

    #[test]
    fn signatures_stand_behind_their_line_numbers() {
        let request = CodeRequest { view: CodeView::Signatures, ..CodeRequest::default() };
        assert_eq!(
            shown(&request).expect("shorter"),
            "4: class Orders\n5:   def total(self, rows: list) -> int\n13:   def report(self, rows: list) -> str\n"
        );
    }

    #[test]
    fn the_body_that_a_query_names_stays() {
        let request = CodeRequest { query: Some("how is is_gift used?".into()), ..CodeRequest::default() };
        let outline = shown(&request).expect("shorter");
        assert!(outline.contains("if row.is_gift:") && !outline.contains("row.street"), "{outline}");
    }

    #[test]
    fn a_text_in_another_language_than_is_said_is_read_in_its_own() {
        let request = CodeRequest { language: Some(Language::Sql), ..CodeRequest::default() };
        assert_eq!(shown(&request), shown(&CodeRequest::default()));
    }

    #[test]
    fn what_is_no_code_stays_whole() {
        for (text, language) in
            [("", None), ("Nothing here is code. It is prose.", None), ("{{{{{{", Some(Language::Rust))]
        {
            let request = CodeRequest { language, ..CodeRequest::default() };
            assert_eq!(outline_code(text, &request, Options::DEFAULT).output, None, "{text}");
        }
    }
}
