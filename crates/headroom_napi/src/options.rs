//! The options in JavaScript. The engine reads and checks them; these structs only declare their types.

use std::collections::HashMap;
use std::fmt::Display;

use headroom_core::CompressError;
use headroom_engine::{ConfigurationError, read_options};
use napi::{Error, Result, Status};
use napi_derive::napi;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Options for compressing a conversation.
#[napi(object)]
pub struct CompressOptions {
    /// The policy: `agent` (default) for a live conversation that an agent acts on, `oneshot` for a single request.
    #[napi(ts_type = "'agent' | 'oneshot'")]
    pub policy: Option<String>,
    /// Elides nothing, even with a store. Default: false.
    pub exact_only: Option<bool>,
    /// The first N messages are sent unchanged. Default: 0.
    pub frozen_message_count: Option<u32>,
    /// Set this if the provider may drop earlier messages by itself (context editing, truncation, compaction). Nothing then refers to
    /// them. Default: false.
    pub history_may_be_dropped: Option<bool>,
    /// The parts that an elision keeps, kind by kind.
    pub selection: Option<SelectionOptions>,
    /// How the results of some tools are treated. The first profile that matches the name of the tool applies.
    pub tool_profiles: Option<Vec<ToolProfile>>,
    /// The form of documents that an agent reads once, such as web pages, with the policy `agent` and a store: `whole` (default), or an `outline` of
    /// title, headings, first sentences, first lines of code and tables, and passages that match the conversation. Files of the workspace are always sent whole.
    #[napi(ts_type = "'whole' | 'outline'")]
    pub documents: Option<String>,
    /// Names of tags, such as `system-reminder`. Lines from `<name>` to `</name>` are never elided.
    pub keep_tags: Option<Vec<String>>,
    /// Units to switch off: `{ log: false }` stops both the exact rewrite and the elision of logs. Default: all take part.
    #[napi(
        ts_type = "{ [unit in 'code' | 'config' | 'diff' | 'encoded' | 'html' | 'json' | 'listing' | 'log' | 'output' | 'prose' | 'references' | 'repetition' | 'search' | 'table' | 'templates' | 'terminal']?: boolean }"
    )]
    pub units: Option<HashMap<String, bool>>,
}

/// How the results of a tool are treated.
#[napi(object)]
pub struct ToolProfile {
    /// The name of the tool. A `*` at the end matches any rest: `mcp__github__*`.
    pub tool: String,
    /// `skip`: its results are sent unchanged. `exact`: nothing is elided from them. `full` (default): everything that the policy allows is done.
    #[napi(ts_type = "'skip' | 'exact' | 'full'")]
    pub mode: Option<String>,
    /// Overrides `selection.json.maxItemsAfterCrush`.
    pub max_items: Option<u32>,
}

/// The parts that an elision keeps. Output of tests and builds has no settings.
#[napi(object)]
pub struct SelectionOptions {
    /// For JSON and JSON lines.
    pub json: Option<JsonSelection>,
    /// For logs.
    pub log: Option<LogSelection>,
    /// For diffs; only the policy `oneshot` elides them.
    pub diff: Option<DiffSelection>,
    /// For search results; only the policy `oneshot` elides them.
    pub search: Option<SearchSelection>,
    /// For listings of files; only the policy `oneshot` elides them.
    pub listing: Option<ListingSelection>,
    /// For source code; only the policy `oneshot` elides it.
    pub code: Option<CodeSelection>,
    /// For HTML pages; only the policy `oneshot` puts the main content in their place.
    pub html: Option<HtmlSelection>,
    /// For plain text and Markdown; only the policy `oneshot` elides sentences.
    pub prose: Option<ProseSelection>,
}

/// Which rows of a long array are kept. Rows are the elements of an array, the lines of JSON lines, or the members of an object whose keys are data. A
/// value that all rows share is always stated once.
#[napi(object)]
pub struct JsonSelection {
    /// Arrays below this many tokens are kept whole. Default: 200.
    pub min_tokens_to_crush: Option<u32>,
    /// Arrays with fewer rows are kept whole. Default: 5.
    pub min_items_to_analyze: Option<u32>,
    /// At most this many rows are kept if none of them stands out. Default: 15.
    pub max_items_after_crush: Option<u32>,
    /// The first N rows are kept. Default: 3.
    pub keep_first: Option<u32>,
    /// The last N rows are kept. Default: 2.
    pub keep_last: Option<u32>,
    /// Rows whose match with the query scores at least this share of the best score are kept. Default: 0.3.
    pub relevance_threshold: Option<f64>,
    /// Numbers and lengths this many standard deviations from the mean are outliers, and kept. Default: 2.
    pub anomaly_std_threshold: Option<f64>,
    /// Whether rows that report a failure are kept. Default: true.
    pub preserve_errors: Option<bool>,
    /// Fields whose every value is kept at least once, if they have few values. Default: none.
    pub preserve_fields: Option<Vec<String>>,
    /// Whether one row stands for all rows that differ from it only in numbers. Default: true.
    pub dedupe_identical: Option<bool>,
}

/// Which entries of a log are kept beside the first of each kind.
#[napi(object)]
pub struct LogSelection {
    /// Kinds of entries that occur at most this often are kept whole. Default: 2.
    pub rare: Option<u32>,
    /// Kinds that report a failure and occur at most this often are kept whole; of more frequent ones the first three entries are. Default: 20.
    pub failures: Option<u32>,
    /// Entries kept before the first failure of each kind. Default: 2.
    pub before: Option<u32>,
    /// Entries kept after it. Default: 1.
    pub after: Option<u32>,
    /// For this many of the longest pauses, if they are much longer than usual, the entries on both sides are kept. Default: 3.
    pub pauses: Option<u32>,
    /// For this many of the busiest seconds, if they are much busier than usual, the first and the last entry are kept. Default: 2.
    pub bursts: Option<u32>,
}

/// Which unchanged lines of a diff are kept.
#[napi(object)]
pub struct DiffSelection {
    /// Context lines kept before a change when the hunk header does not name the enclosing function. Default: 1.
    pub before: Option<u32>,
    /// Context lines kept after a change. Default: 0.
    pub after: Option<u32>,
}

/// Which sentences of plain text and Markdown are kept. Headings, code, tables and sentences that match the query always are.
#[napi(object)]
pub struct ProseSelection {
    /// The share of the tokens that is kept, if enough sentences may go. Default: 0.5.
    pub target_rate: Option<f64>,
    /// Whether a sentence is kept that alone names a number, an identifier, an address, a name or code. Default: true.
    pub keep_facts: Option<bool>,
    /// Sentences whose match with the query scores at least this share of the best score are kept. Default: 0.3.
    pub relevance_threshold: Option<f64>,
}

/// Which matches of a search are kept: those that match the query, and the first and last of files with many.
#[napi(object)]
pub struct SearchSelection {
    /// About this many matches are kept. Default: 1000.
    pub max_matches: Option<u32>,
}

/// Which names of a listing are kept: folders, names that match the query, and the first and last of folders with many.
#[napi(object)]
pub struct ListingSelection {
    /// About this many names are kept. Default: 300.
    pub max_names: Option<u32>,
}

/// Which parts of source code are kept: imports, types, signatures and constants always; comments and bodies of functions as far as these options allow.
#[napi(object)]
pub struct CodeSelection {
    /// Which comments and docstrings are kept. `full`: all. `firstLine`: the first line of each. `remove`: only the first lines of docstrings.
    /// `auto` (default): the first lines, or none if the outline would be longer than its target.
    #[napi(ts_type = "'full' | 'firstLine' | 'remove' | 'auto'")]
    pub comments: Option<String>,
    /// Bodies with at most this many lines may be kept. Default: 5.
    pub max_body_lines: Option<u32>,
    /// The share of the tokens up to which comments and short bodies are kept. Default: 0.2.
    pub target_rate: Option<f64>,
}

/// Which parts of the main content of an HTML page are written: headings, paragraphs, lists, quotes and code always.
#[napi(object)]
pub struct HtmlSelection {
    /// Whether links are written with their addresses. Default: false.
    pub links: Option<bool>,
    /// Whether images are written, with their addresses. Default: false.
    pub images: Option<bool>,
    /// Whether tables of data are written. Default: true.
    pub tables: Option<bool>,
}

/// How a JSON text is compressed.
#[napi(object)]
pub struct CrushOptions {
    /// The form of the result. `rows` (default): JSON of the same schema, without blanks. `columns`: JSON that names each field once. `text`: the
    /// smallest form that a model reads well.
    #[napi(ts_type = "'rows' | 'columns' | 'text'")]
    pub format: Option<String>,
    /// Texts below this many tokens are unchanged. Default: 200.
    pub min_tokens_to_crush: Option<u32>,
    /// The rows that an elision keeps.
    pub selection: Option<JsonSelection>,
}

/// The fields of an error. They cross to JavaScript as JSON, in the message of the error.
#[derive(Serialize)]
struct Failure<'a> {
    code: &'a str,
    message: String,
    option: Option<&'a str>,
    nearest: Option<&'a str>,
}

/// Checks options for conversations. `options`: JSON.
#[napi(catch_unwind)]
pub fn check_options(options: Option<String>) -> Result<()> {
    self::options::<headroom_engine::Options>(options.as_deref()).map(drop)
}

/// Reads options from JSON.
pub(crate) fn options<T: DeserializeOwned + Default>(json: Option<&str>) -> Result<T> {
    read_options(json.unwrap_or_default()).map_err(|error| {
        let ConfigurationError { option, nearest, .. } = &error;
        to_js(&Failure {
            code: "configuration",
            message: error.to_string(),
            option: Some(option),
            nearest: nearest.as_deref(),
        })
    })
}

/// The error for a text that could not be compressed.
pub(crate) fn not_compressed(error: CompressError) -> Error {
    failure(&format!("compress/{}", error.code()), error)
}

/// An error with a code, for JavaScript: its family and its name, such as `store/full`.
pub(crate) fn failure(code: &str, message: impl Display) -> Error {
    to_js(&Failure { code, message: message.to_string(), option: None, nearest: None })
}

fn to_js(failure: &Failure<'_>) -> Error {
    Error::new(Status::GenericFailure, serde_json::to_string(failure).unwrap_or_default())
}
