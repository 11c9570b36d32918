//! Views of source files, and maps of repositories.

use headroom_core::Language;
use headroom_engine::{
    CodeFile, CodeMap, CodeOptions, CodeRequest, map_code as map, outline_code as outline,
};
use napi::Result;
use napi::bindgen_prelude::AsyncTask;
use napi_derive::napi;

use crate::control::Control;
use crate::options::options;
use crate::work::{Work, long_work};

/// A view of a source file.
#[napi(object, object_from_js = false)]
pub struct CodeOutline {
    /// The view; undefined if the file is unchanged.
    pub text: Option<String>,
    /// The language of the file, if it is known.
    #[napi(ts_type = "Detection['language']")]
    pub language: Option<&'static str>,
}

/// Shows a source file on this thread. `request`: JSON with `view`, `language`, `path` and `query`. `selection`: JSON, as `selection.code`.
#[napi(catch_unwind)]
pub fn outline_code(text: String, request: Option<String>, selection: Option<String>) -> Result<CodeOutline> {
    let job = Job::new(request, selection)?;
    Ok(job.run(&text))
}

/// As `outlineCode`, off the event loop. `control` may end the work.
#[napi(catch_unwind, ts_return_type = "Promise<CodeOutline>")]
pub fn outline_code_async(
    text: String,
    request: Option<String>,
    selection: Option<String>,
    control: Option<&Control>,
) -> Result<AsyncTask<Work<CodeOutline>>> {
    let job = Job::new(request, selection)?;
    Ok(long_work(control, move || Ok(job.run(&text))))
}

/// What is wanted of a file.
struct Job {
    request: CodeRequest,
    options: CodeOptions,
}

impl Job {
    fn new(request: Option<String>, selection: Option<String>) -> Result<Self> {
        Ok(Self { request: options(request.as_deref())?, options: options(selection.as_deref())? })
    }

    fn run(&self, text: &str) -> CodeOutline {
        let outcome = outline(text, &self.request, self.options);
        CodeOutline { text: outcome.output, language: outcome.language.map(Language::name) }
    }
}

/// A map of a repository.
#[napi(object, object_from_js = false)]
pub struct RepositoryMap {
    /// The definitions that other files refer to most, by file, with their line numbers.
    pub text: String,
    /// The number of files that the text shows.
    pub files: f64,
    /// The number of definitions that it shows.
    pub definitions: f64,
    /// The number of files that define something.
    pub all_files: f64,
    /// The number of definitions in them.
    pub all_definitions: f64,
}

/// Whether a grammar reads files of this name.
#[napi(catch_unwind)]
#[must_use]
pub fn is_code_path(path: String) -> bool {
    Language::of_path(&path).is_some_and(|language| !matches!(language, Language::Sql | Language::Css))
}

/// Maps files: `paths` and `texts` have the same length. `control` may end the work.
#[napi(catch_unwind, ts_return_type = "Promise<RepositoryMap>")]
pub fn map_code(
    paths: Vec<String>,
    texts: Vec<String>,
    tokens: f64,
    control: Option<&Control>,
) -> AsyncTask<Work<RepositoryMap>> {
    long_work(control, move || {
        let files: Vec<CodeFile<'_>> = (paths.iter().zip(&texts))
            .filter_map(|(path, text)| Some(CodeFile { path, text, language: Language::of_path(path)? }))
            .collect();
        Ok(RepositoryMap::from(map(&files, tokens as u64)))
    })
}

impl From<CodeMap> for RepositoryMap {
    fn from(map: CodeMap) -> Self {
        Self {
            text: map.text,
            files: map.files as f64,
            definitions: map.definitions as f64,
            all_files: map.all_files as f64,
            all_definitions: map.all_definitions as f64,
        }
    }
}
