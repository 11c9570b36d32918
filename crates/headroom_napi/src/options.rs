//! Options as JavaScript sets them. The engine reads and checks them; what stands here gives them their types.

use std::fmt::Display;

use headroom_core::CompressError;
use headroom_engine::{ConfigurationError, read_options};
use napi::{Error, Result, Status};
use napi_derive::napi;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// How a conversation is compressed.
#[napi(object)]
pub struct CompressOptions {
    /// What may be elided. `agent`: the conversation is live, so only output whose form proves its redundancy. `oneshot`: it is a single request, so search results, listings and diffs, too. Default: `agent`.
    #[napi(ts_type = "'agent' | 'oneshot'")]
    pub policy: Option<String>,
    /// Whether nothing is elided, even if a store is set. Default: false.
    pub exact_only: Option<bool>,
    /// The first N messages are passed on unchanged. Default: 0.
    pub frozen_message_count: Option<u32>,
    /// Whether the provider may drop earlier messages by itself (context editing, truncation, compaction). No reference to earlier text is written then. Default: false.
    pub history_may_be_dropped: Option<bool>,
    /// What is kept when something is elided, for each kind of text.
    pub selection: Option<SelectionOptions>,
    /// How the results of some tools are treated. The first profile that matches the name of a tool counts.
    pub tool_profiles: Option<Vec<ToolProfile>>,
    /// Names of tags, such as `system-reminder`. Nothing is elided from the lines between `<name>` and `</name>`.
    pub keep_tags: Option<Vec<String>>,
}

/// How the results of a tool are treated.
#[napi(object)]
pub struct ToolProfile {
    /// The name of the tool. With `*` at its end it matches every name that starts with the rest, such as `mcp__github__*`.
    pub tool: String,
    /// `skip`: its results are passed on unchanged. `exact`: nothing is elided from them. `full`: the policy decides. Default: `full`.
    #[napi(ts_type = "'skip' | 'exact' | 'full'")]
    pub mode: Option<String>,
    /// Replaces `selection.json.maxItemsAfterCrush` for this tool.
    pub max_items: Option<u32>,
}

/// What is kept when something is elided. The output of tests and builds has no options.
#[napi(object)]
pub struct SelectionOptions {
    /// JSON and JSON lines.
    pub json: Option<JsonSelection>,
    /// Logs.
    pub log: Option<LogSelection>,
    /// Diffs; with the policy `oneshot` only.
    pub diff: Option<DiffSelection>,
    /// Search results; with the policy `oneshot` only.
    pub search: Option<SearchSelection>,
    /// File names; with the policy `oneshot` only.
    pub listing: Option<ListingSelection>,
}

/// Which rows of a long array are kept: the elements of an array, the lines of JSON lines, or the members of an object whose keys are data.
#[napi(object)]
pub struct JsonSelection {
    /// The minimum size of an array from which rows are elided, in tokens. Default: 200.
    pub min_tokens_to_crush: Option<u32>,
    /// The minimum number of rows of such an array. Default: 5.
    pub min_items_to_analyze: Option<u32>,
    /// At most this many rows are kept if no row is special. Default: 15.
    pub max_items_after_crush: Option<u32>,
    /// The first N rows are kept. Default: 3.
    pub keep_first: Option<u32>,
    /// The last N rows are kept. Default: 2.
    pub keep_last: Option<u32>,
    /// Rows that match the query are kept if their score is at least this share of the best score. Default: 0.3.
    pub relevance_threshold: Option<f64>,
    /// Numbers and lengths at least this far from the mean are outliers, in standard deviations. Outliers are kept. Default: 2.
    pub anomaly_std_threshold: Option<f64>,
    /// Whether rows that report errors are kept. Default: true.
    pub preserve_errors: Option<bool>,
    /// Fields of which every value is kept at least once, if it has few values. Default: none.
    pub preserve_fields: Option<Vec<String>>,
    /// Whether one row stands for all rows that differ from it only in numbers. Default: true.
    pub dedupe_identical: Option<bool>,
}

/// Which entries of a log are kept besides the first of each kind.
#[napi(object)]
pub struct LogSelection {
    /// All entries of a kind are kept if there are at most this many. Default: 2.
    pub rare: Option<u32>,
    /// All failures of a kind are kept if there are at most this many; of more, the first three. Default: 20.
    pub failures: Option<u32>,
    /// The last N entries before the first failure of each kind are kept. Default: 2.
    pub before: Option<u32>,
    /// The first N entries after it are kept. Default: 1.
    pub after: Option<u32>,
    /// The entries on both sides of the N longest pauses are kept, if these are much longer than usual. Default: 3.
    pub pauses: Option<u32>,
    /// The first and the last entry of the N busiest seconds are kept, if these are much busier than usual. Default: 2.
    pub bursts: Option<u32>,
}

/// Which unchanged lines of a diff are kept.
#[napi(object)]
pub struct DiffSelection {
    /// The last N lines before a change, if its hunk does not name the function. Default: 1.
    pub before: Option<u32>,
    /// The first N lines after a change. Default: 0.
    pub after: Option<u32>,
}

/// Which matches of a search are kept: of files with many, the first and the last ones, and those that match the query.
#[napi(object)]
pub struct SearchSelection {
    /// About this many matches are kept. Default: 1000.
    pub max_matches: Option<u32>,
}

/// Which names of a listing are kept: of folders with many, the first and the last ones, folders, and those that match the query.
#[napi(object)]
pub struct ListingSelection {
    /// About this many names are kept. Default: 300.
    pub max_names: Option<u32>,
}

/// How a JSON text is compressed.
#[napi(object)]
pub struct CrushOptions {
    /// `rows`: JSON of the same schema, without white space. `columns`: JSON that names each field once. `text`: the shortest form that a model reads well. Default: `rows`.
    #[napi(ts_type = "'rows' | 'columns' | 'text'")]
    pub format: Option<String>,
    /// The minimum size of a text that is changed, in tokens. Default: 200.
    pub min_tokens_to_crush: Option<u32>,
    /// What is kept when rows are elided.
    pub selection: Option<JsonSelection>,
}

/// What an error carries besides its message, as JSON in the message of the error that crosses over.
#[derive(Serialize)]
struct Failure<'a> {
    code: &'a str,
    message: String,
    option: Option<&'a str>,
    nearest: Option<&'a str>,
}

/// Checks options for conversations, which are JSON.
#[napi(catch_unwind)]
pub fn check_options(options: Option<String>) -> Result<()> {
    self::options::<headroom_engine::Options>(options.as_deref()).map(drop)
}

/// Reads options that were handed over as JSON.
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
