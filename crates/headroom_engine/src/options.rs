//! What a caller may set, and what is said when it is set wrongly. Every default of the engine stands here.

use std::borrow::Cow;
use std::fmt;

use headroom_core::Policy;
use headroom_selection::json;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Tags;

/// How a conversation is compressed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// What the conversation is for.
    pub policy: Policy,
    /// Whether everything must come back without a store: nothing is left out.
    pub exact_only: bool,
    /// How many messages at the start are passed on as they are: the caller reads it, the engine sees closed blocks.
    pub frozen_message_count: u32,
    /// Whether the provider may drop earlier messages by itself: then nothing refers to them.
    pub history_may_be_dropped: bool,
    /// What stays where something is left out.
    pub selection: headroom_selection::Options,
    /// What is done with the results of some tools: the first profile that a tool's name fits counts.
    pub tool_profiles: Vec<ToolProfile>,
    /// Of texts between tags of these names nothing is left out.
    pub keep_tags: Tags,
}

/// What is done with the results of a tool.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ToolProfile {
    /// The tool's name; with `*` at its end every name that starts so.
    pub tool: String,
    /// How much may be done.
    #[serde(default)]
    pub mode: ToolMode,
    /// Of JSON so many rows stay at most where nothing is special about any of them.
    pub max_items: Option<u32>,
}

/// How much may be done with the results of a tool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ToolMode {
    /// They are passed on as they are.
    Skip,
    /// Nothing is left out.
    Exact,
    /// What the policy allows.
    #[default]
    Full,
}

impl Options {
    /// As they count block by block: closed blocks say so themselves.
    pub(crate) fn for_blocks(&self) -> Self {
        Self { frozen_message_count: 0, ..self.clone() }
    }

    /// The same, with nothing left out.
    pub(crate) fn exactly(&self) -> Self {
        Self { exact_only: true, ..self.clone() }
    }

    /// How much may be done with what this tool answered.
    pub(crate) fn mode(&self, tool: &str) -> ToolMode {
        self.profile(tool).map_or_else(ToolMode::default, |profile| profile.mode)
    }

    /// What stays of what this tool answered.
    pub(crate) fn selection(&self, tool: &str) -> Cow<'_, headroom_selection::Options> {
        let mut selection = Cow::Borrowed(&self.selection);
        if let Some(most) = self.profile(tool).and_then(|profile| profile.max_items) {
            selection.to_mut().json.max_items_after_crush = most;
        }
        selection
    }

    fn profile(&self, tool: &str) -> Option<&ToolProfile> {
        let fits = |profile: &&ToolProfile| profile.tool.strip_suffix('*').map_or(profile.tool == tool, |start| tool.starts_with(start));
        self.tool_profiles.iter().find(fits)
    }
}

/// How a JSON text on its own is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// JSON of the same schema, without blanks.
    #[default]
    Rows,
    /// JSON that says the names of its fields once.
    Columns,
    /// The smallest form that a model reads well.
    Text,
}

/// How a JSON text on its own is compressed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct CrushOptions {
    /// How it is written.
    pub format: Format,
    /// Texts that cost less are left as they are, in tokens.
    pub min_tokens_to_crush: u32,
    /// What stays where something is left out.
    pub selection: json::Options,
}

impl Default for CrushOptions {
    fn default() -> Self {
        Self { format: Format::default(), min_tokens_to_crush: 200, selection: json::Options::DEFAULT }
    }
}

/// An option that does not exist, or has a value that it cannot have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigurationError {
    /// Its name.
    pub option: String,
    /// The existing name or value that comes nearest to what was written, if one comes near.
    pub nearest: Option<String>,
    /// What is wrong.
    pub problem: String,
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "option `{}`: {}", self.option, self.problem)?;
        self.nearest.as_ref().map_or(Ok(()), |nearest| write!(f, " (did you mean `{nearest}`?)"))
    }
}

impl std::error::Error for ConfigurationError {}

/// Reads options from JSON; `null` and nothing are the defaults.
pub fn read_options<T: DeserializeOwned + Default>(json: &str) -> Result<T, ConfigurationError> {
    if json.is_empty() || json == "null" {
        return Ok(T::default());
    }
    serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(json)).map_err(|error| {
        let path = error.path().to_string();
        explain(&path, &error.into_inner().to_string())
    })
}

/// serde quotes what it found and what it knows: ``unknown field `a`, expected `b` or `c` at line 1 column 2``.
fn explain(path: &str, message: &str) -> ConfigurationError {
    let problem = message.rsplit_once(" at line ").map_or(message, |(problem, _)| problem);
    let mut quoted = problem.split('`').skip(1).step_by(2);
    let unknown = problem.starts_with("unknown ").then(|| quoted.next()).flatten();
    let near = |name: &&str| unknown.is_some_and(|unknown| strsim::damerau_levenshtein(&unknown.to_lowercase(), &name.to_lowercase()) <= unknown.len().max(3) / 2);
    let nearest = quoted.filter(near).min_by_key(|name| strsim::damerau_levenshtein(unknown.unwrap_or_default(), name));
    let option = match unknown {
        Some(name) if problem.starts_with("unknown field") => name,
        _ => path,
    };
    ConfigurationError { option: option.to_owned(), nearest: nearest.map(str::to_owned), problem: problem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_set_has_its_default() {
        assert_eq!(read_options(""), Ok(Options::default()));
        assert_eq!(read_options("{}"), Ok(CrushOptions::default()));
        assert_eq!(read_options(r#"{"format":"text"}"#), Ok(CrushOptions { format: Format::Text, ..CrushOptions::default() }));
    }

    #[test]
    fn wrong_options_are_named_with_the_nearest() {
        for (json, option, nearest) in [
            (r#"{"polcy":"agent"}"#, "polcy", Some("policy")),
            (r#"{"exactonly":true}"#, "exactonly", Some("exactOnly")),
            (r#"{"policy":"agnet"}"#, "policy", Some("agent")),
            (r#"{"exactOnly":"yes"}"#, "exactOnly", None),
            (r#"{"frozenMessageCount":-1}"#, "frozenMessageCount", None),
            (r#"{"entirelyDifferent":1}"#, "entirelyDifferent", None),
        ] {
            let error = read_options::<Options>(json).expect_err(json);
            assert_eq!((error.option.as_str(), error.nearest.as_deref()), (option, nearest), "{error}");
        }
    }
}
