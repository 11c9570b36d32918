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
    /// What the conversation is for: `agent` (default), a live one that an agent acts on, or `oneshot`, a single request.
    #[napi(ts_type = "'agent' | 'oneshot'")]
    pub policy: Option<String>,
    /// Leaves nothing out, even recoverably. Default: false.
    pub exact_only: Option<bool>,
    /// How many messages at the start are passed on as they are. Default: 0.
    pub frozen_message_count: Option<u32>,
    /// Set where the provider may drop earlier messages by itself (context editing, truncation, compaction): then nothing
    /// refers to them. Default: false.
    pub history_may_be_dropped: Option<bool>,
    /// What stays where something is left out, kind by kind.
    pub selection: Option<SelectionOptions>,
    /// What is done with the results of some tools. The first profile that a tool's name fits counts.
    pub tool_profiles: Option<Vec<ToolProfile>>,
    /// Names of tags such as `system-reminder`: of the lines from `<name>` to `</name>` nothing is left out.
    pub keep_tags: Option<Vec<String>>,
}

/// What is done with the results of a tool.
#[napi(object)]
pub struct ToolProfile {
    /// The tool's name; with `*` at its end every name that starts so: `mcp__github__*`.
    pub tool: String,
    /// `skip`: its results are passed on as they are. `exact`: nothing is left out of them. `full` (default): what the policy allows.
    #[napi(ts_type = "'skip' | 'exact' | 'full'")]
    pub mode: Option<String>,
    /// In place of `selection.json.maxItemsAfterCrush`.
    pub max_items: Option<u32>,
}

/// What stays where something is left out. What tests and builds print has nothing to set.
#[napi(object)]
pub struct SelectionOptions {
    /// Of JSON and JSON lines.
    pub json: Option<JsonSelection>,
    /// Of logs.
    pub log: Option<LogSelection>,
    /// Of diffs; in single requests only.
    pub diff: Option<DiffSelection>,
    /// Of what searches find; in single requests only.
    pub search: Option<SearchSelection>,
    /// Of names of files; in single requests only.
    pub listing: Option<ListingSelection>,
}

/// Which rows of a long array stay: the elements of an array, the lines of JSON lines, or the members of an object whose keys are data. Constants are always
/// said once.
#[napi(object)]
pub struct JsonSelection {
    /// Arrays that cost less stay whole, in tokens. Default: 200.
    pub min_tokens_to_crush: Option<u32>,
    /// Arrays with fewer rows stay whole. Default: 5.
    pub min_items_to_analyze: Option<u32>,
    /// So many rows stay at most where nothing is special about any of them. Default: 15.
    pub max_items_after_crush: Option<u32>,
    /// So many rows at the start stay. Default: 3.
    pub keep_first: Option<u32>,
    /// So many at the end. Default: 2.
    pub keep_last: Option<u32>,
    /// Rows that fit the query so well stay, as a share of how well the best one does. Default: 0.3.
    pub relevance_threshold: Option<f64>,
    /// Numbers and lengths so far from the mean are anomalies, in standard deviations. Default: 2.
    pub anomaly_std_threshold: Option<f64>,
    /// Whether rows that tell of a failure stay. Default: true.
    pub preserve_errors: Option<bool>,
    /// Fields of which every value is to be seen at least once, if there are few. Default: none.
    pub preserve_fields: Option<Vec<String>>,
    /// Whether one of several rows that differ only in their numbers stands for all of them. Default: true.
    pub dedupe_identical: Option<bool>,
}

/// Which entries of a log stay beside the first of each kind.
#[napi(object)]
pub struct LogSelection {
    /// Kinds of entries that occur up to so many times stay whole. Default: 2.
    pub rare: Option<u32>,
    /// Kinds that speak of a failure and occur up to so many times stay whole; of others the first three entries do. Default: 20.
    pub failures: Option<u32>,
    /// So many entries stay in front of the first failure of each kind. Default: 2.
    pub before: Option<u32>,
    /// So many stay behind it. Default: 1.
    pub after: Option<u32>,
    /// Of so many of the longest pauses, if they are much longer than usual, both sides stay. Default: 3.
    pub pauses: Option<u32>,
    /// Of so many of the fullest seconds, if they are much fuller than usual, the first and the last entry stay. Default: 2.
    pub bursts: Option<u32>,
}

/// Which unchanged lines of a diff stay.
#[napi(object)]
pub struct DiffSelection {
    /// So many before a change whose part does not name the function that it is in. Default: 1.
    pub before: Option<u32>,
    /// So many after a change. Default: 0.
    pub after: Option<u32>,
}

/// Which matches of a search stay: of files that have many the first and the last, and those that fit the query.
#[napi(object)]
pub struct SearchSelection {
    /// About so many matches stay. Default: 1000.
    pub max_matches: Option<u32>,
}

/// Which names of a listing stay: of folders that have many the first and the last, folders, and those that fit the query.
#[napi(object)]
pub struct ListingSelection {
    /// About so many names stay. Default: 300.
    pub max_names: Option<u32>,
}

/// How a JSON text is compressed.
#[napi(object)]
pub struct CrushOptions {
    /// `rows` (default): JSON of the same schema, without blanks. `columns`: JSON that says the names of fields once. `text`:
    /// the smallest form that a model reads well.
    #[napi(ts_type = "'rows' | 'columns' | 'text'")]
    pub format: Option<String>,
    /// Texts that cost less are left as they are, in tokens. Default: 200.
    pub min_tokens_to_crush: Option<u32>,
    /// What stays where something is left out.
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
