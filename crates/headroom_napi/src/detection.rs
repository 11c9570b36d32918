//! Detection of the kind of a text.

use headroom_engine::Language;
use napi_derive::napi;

/// The kind of a text, and its sections.
#[napi(object, object_from_js = false)]
pub struct Detection {
    /// The kind of most of the text; `text` if it is none of the others, or not certain.
    #[napi(
        ts_type = "'json' | 'json-lines' | 'csv' | 'tsv' | 'log' | 'test-output' | 'build-output' | 'search' | 'diff' | 'listing' | 'table' | 'numbered-file' | 'source' | 'html' | 'xml' | 'markdown' | 'yaml' | 'toml' | 'ini' | 'stack-trace' | 'blob' | 'terminal' | 'prose' | 'text'"
    )]
    pub kind: &'static str,
    /// The programming language of most of the text, if it is source code.
    #[napi(
        ts_type = "'rust' | 'python' | 'javascript' | 'typescript' | 'go' | 'java' | 'c' | 'cpp' | 'csharp' | 'ruby' | 'php' | 'shell' | 'sql' | 'css' | 'swift' | 'kotlin'"
    )]
    pub language: Option<&'static str>,
    /// The confidence, from 0 to 100.
    pub confidence: u32,
    /// Its sections, in order and without gaps: whole lines with their line ends. An empty text has none.
    pub sections: Vec<DetectedSection>,
}

/// A section of a text.
#[napi(object, object_from_js = false)]
pub struct DetectedSection {
    /// The start, in UTF-16 units, as `slice` takes it.
    pub start: f64,
    /// The end.
    pub end: f64,
    /// Its kind; `text` if it is none of the others, or if that is not certain.
    #[napi(ts_type = "Detection['kind']")]
    pub kind: &'static str,
    /// The programming language, if it is source code and the language was recognised.
    #[napi(ts_type = "Detection['language']")]
    pub language: Option<&'static str>,
    /// The confidence, from 0 to 100.
    pub confidence: u32,
}

impl Detection {
    /// Converts what was detected in `text`.
    pub(crate) fn new(text: &str, found: headroom_engine::Detection) -> Self {
        let mut end = 0;
        let sections = found.sections.into_iter().map(|section| {
            let start = end;
            end += text[section.span].chars().map(char::len_utf16).sum::<usize>();
            DetectedSection {
                start: start as f64,
                end: end as f64,
                kind: section.kind.name(),
                language: section.language.map(Language::name),
                confidence: section.confidence.into(),
            }
        });
        Self {
            sections: sections.collect(),
            kind: found.kind.name(),
            language: found.language.map(Language::name),
            confidence: found.confidence.into(),
        }
    }
}
