//! Options as JavaScript sets them. The engine reads and checks them; what stands here gives them their types.

use std::fmt::Display;

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
        to_js(&Failure { code: "configuration", message: error.to_string(), option: Some(option), nearest: nearest.as_deref() })
    })
}

/// An error with a code, for JavaScript.
pub(crate) fn failure(code: &str, message: impl Display) -> Error {
    to_js(&Failure { code, message: message.to_string(), option: None, nearest: None })
}

fn to_js(failure: &Failure<'_>) -> Error {
    Error::new(Status::GenericFailure, serde_json::to_string(failure).unwrap_or_default())
}
