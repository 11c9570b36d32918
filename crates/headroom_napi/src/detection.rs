//! What a text is.

use headroom_engine::Language;
use napi_derive::napi;

/// The kind of a text, and its sections.
#[napi(object, object_from_js = false)]
pub struct Detection {
    /// The kind of most of it; `text` if that is none of the others, or not certain.
    #[napi(
        ts_type = "'json' | 'json-lines' | 'csv' | 'tsv' | 'log' | 'test-output' | 'build-output' | 'search' | 'diff' | 'listing' | 'table' | 'numbered-file' | 'source' | 'html' | 'xml' | 'markdown' | 'yaml' | 'toml' | 'ini' | 'stack-trace' | 'blob' | 'terminal' | 'prose' | 'text'"
    )]
    pub kind: &'static str,
    /// The language of most of it, where it is a program.
    #[napi(
        ts_type = "'rust' | 'python' | 'javascript' | 'typescript' | 'go' | 'java' | 'c' | 'cpp' | 'csharp' | 'ruby' | 'php' | 'shell' | 'sql' | 'css' | 'swift' | 'kotlin'"
    )]
    pub language: Option<&'static str>,
    /// The confidence, from 0 to 100.
    pub confidence: u32,
    /// Its parts, in order, without gaps: whole lines, each with its line end. An empty text has none.
    pub sections: Vec<DetectedSection>,
}

/// A part of a text.
#[napi(object, object_from_js = false)]
pub struct DetectedSection {
    /// Where it starts, in UTF-16 units, as `slice` takes them.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// Its kind; `text` if it is none of the others, or if that is not certain.
    #[napi(ts_type = "Detection['kind']")]
    pub kind: &'static str,
    /// The language it is written in, where it is a program and that could be told.
    #[napi(ts_type = "Detection['language']")]
    pub language: Option<&'static str>,
    /// The confidence, from 0 to 100.
    pub confidence: u32,
}

impl Detection {
    /// Tells JavaScript what was found in `text`.
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
