//! The options of the engine with their defaults, and the errors for wrong options.

use std::borrow::Cow;
use std::fmt;

use headroom_core::Policy;
use headroom_selection::json;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::pruning::Pruning;
use crate::registry::SelectionOptions;
use crate::tags::Tags;
use crate::units::Units;

/// How a conversation is compressed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// The purpose of the conversation: it decides what may be elided.
    pub policy: Policy,
    /// Elides nothing: every original comes back without a store.
    pub exact_only: bool,
    /// The first N messages are sent unchanged. The caller reads this option; the engine sees closed blocks.
    pub frozen_message_count: u32,
    /// Whether the provider may drop earlier messages by itself. Then nothing refers to them.
    pub history_may_be_dropped: bool,
    /// What an elision keeps, by selector.
    pub selection: SelectionOptions,
    /// How the results of some tools are treated. The first profile that matches the name of the tool applies.
    pub tool_profiles: Vec<ToolProfile>,
    /// What is sent of documents that an agent reads once.
    pub documents: Documents,
    /// Text between tags of these names is never elided.
    pub keep_tags: Tags,
    /// Compressors and selectors that are switched off.
    pub units: Units,
    /// When a session shortens old results.
    pub pruning: Pruning,
}

/// What is sent of documents that an agent reads once: web pages and fetched documentation, no files of the
/// workspace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Documents {
    /// Everything.
    #[default]
    Whole,
    /// Title, headings, first sentences, first lines of code and tables, and what the conversation asks for.
    Outline,
}

/// How the results of a tool are treated.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ToolProfile {
    /// The name of the tool. A `*` at the end matches any rest.
    pub tool: String,
    /// What may be done with its results.
    #[serde(default)]
    pub mode: ToolMode,
    /// Overrides the maximum number of rows of JSON that are kept if none of them is special.
    pub max_items: Option<u32>,
}

/// What may be done with the results of a tool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ToolMode {
    /// They are sent unchanged.
    Skip,
    /// Nothing is elided from them.
    Exact,
    /// Whatever the policy allows.
    #[default]
    Full,
}

impl Options {
    /// The options for single blocks: closed blocks already say that they are frozen.
    pub(crate) fn for_blocks(&self) -> Self {
        Self { frozen_message_count: 0, ..self.clone() }
    }

    /// The same options, without elision.
    pub(crate) fn exactly(&self) -> Self {
        Self { exact_only: true, ..self.clone() }
    }

    /// What may be done with the results of this tool.
    pub(crate) fn mode(&self, tool: &str) -> ToolMode {
        self.profile(tool).map_or_else(ToolMode::default, |profile| profile.mode)
    }

    /// What an elision keeps of the results of this tool.
    pub(crate) fn selection(&self, tool: &str) -> Cow<'_, SelectionOptions> {
        let mut selection = Cow::Borrowed(&self.selection);
        if let Some(most) = self.profile(tool).and_then(|profile| profile.max_items) {
            selection.to_mut().json.max_items_after_crush = most;
        }
        selection
    }

    fn profile(&self, tool: &str) -> Option<&ToolProfile> {
        let fits = |profile: &&ToolProfile| {
            profile.tool.strip_suffix('*').map_or(profile.tool == tool, |start| tool.starts_with(start))
        };
        self.tool_profiles.iter().find(fits)
    }
}

/// The form in which a single JSON text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// JSON of the same schema, without blanks.
    #[default]
    Rows,
    /// JSON that names each field once.
    Columns,
    /// The smallest form that a model reads well.
    Text,
}

/// How a single JSON text is compressed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct CrushOptions {
    /// The form of the result.
    pub format: Format,
    /// Texts that cost less are unchanged, in tokens.
    pub min_tokens_to_crush: u32,
    /// What an elision keeps.
    pub selection: json::Options,
}

impl Default for CrushOptions {
    fn default() -> Self {
        Self { format: Format::default(), min_tokens_to_crush: 200, selection: json::Options::DEFAULT }
    }
}

/// Longer names resemble no option, in characters.
const MAX_NAME_LEN: usize = 64;

/// An option that does not exist, or that cannot have this value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigurationError {
    /// The name of the option.
    pub option: String,
    /// The most similar existing name or value, if one is similar.
    pub nearest: Option<String>,
    /// The problem.
    pub problem: String,
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "option `{}`: {}", self.option, self.problem)?;
        self.nearest.as_ref().map_or(Ok(()), |nearest| write!(f, " (did you mean `{nearest}`?)"))
    }
}

impl std::error::Error for ConfigurationError {}

/// Reads options from JSON. `null` and the empty text are the defaults.
pub fn read_options<T: DeserializeOwned + Default>(json: &str) -> Result<T, ConfigurationError> {
    if json.is_empty() || json == "null" {
        return Ok(T::default());
    }
    serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(json)).map_err(|error| {
        let path = error.path().to_string();
        explain(&path, &error.into_inner().to_string())
    })
}

/// Words the error of serde, such as ``unknown field `a`, expected `b` or `c` at line 1 column 2``. serde
/// quotes the value that it found, which may be a secret. So only names are repeated.
fn explain(path: &str, message: &str) -> ConfigurationError {
    let message = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
    let (found, expected) = message.rsplit_once(", expected ").unwrap_or((message, ""));
    let named = |start: &str| found.strip_prefix(start).and_then(|name| name.strip_suffix('`'));
    let at = |option: &str, nearest: Option<String>, problem: String| ConfigurationError {
        option: option.to_owned(),
        nearest,
        problem,
    };
    if let Some(name) = named("unknown field `") {
        return at(name, nearest(name, expected), format!("unknown; there are {}", names(expected)));
    }
    if let Some(value) = named("unknown variant `") {
        return at(path, nearest(value, expected), format!("one of {}", names(expected)));
    }
    let problem = match found.split_once(": ") {
        Some(("invalid type", found)) => format!("{}, not {}", in_words(expected), kind_of(found)),
        Some(("invalid value", _)) => in_words(expected).to_owned(),
        // serde_json says no more about a value that cannot be a name.
        _ if message == "expected value" => "one of its names".to_owned(),
        _ => message.to_owned(),
    };
    at(path, None, problem)
}

/// The names that serde lists in backticks.
fn listed(names: &str) -> impl Iterator<Item = &str> {
    names.split('`').skip(1).step_by(2)
}

fn names(expected: &str) -> String {
    listed(expected).collect::<Vec<_>>().join(", ")
}

/// The listed name that is most similar to a wrong one, if one is similar.
fn nearest(wrong: &str, expected: &str) -> Option<String> {
    let wrong: String = wrong.chars().take(MAX_NAME_LEN).collect::<String>().to_lowercase();
    let distance = |name: &str| strsim::damerau_levenshtein(&wrong, &name.to_lowercase());
    let near = listed(expected).filter(|name| distance(name) <= wrong.len().max(3) / 2);
    near.min_by_key(|name| distance(name)).map(str::to_owned)
}

/// The type that serde expects, in words of JavaScript.
fn in_words(expected: &str) -> &str {
    match expected {
        "a boolean" => "true or false",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number from 0 to 4,294,967,295",
        "f32" | "f64" => "a number",
        "a sequence" => "a list",
        _ if expected.starts_with("struct ") || expected == "a map" => "an object",
        _ => expected,
    }
}

/// The type of the value that serde describes, in words of JavaScript.
fn kind_of(found: &str) -> &'static str {
    match found.split([' ', ',']).next() {
        Some("boolean") => "true or false",
        Some("integer" | "floating" | "number") => "a number",
        Some("string") => "a string",
        Some("null" | "unit" | "Option") => "null",
        Some("sequence") => "a list",
        Some("map") => "an object",
        _ => "another value",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unset_options_have_their_defaults() {
        assert_eq!(read_options(""), Ok(Options::default()));
        assert_eq!(read_options("{}"), Ok(CrushOptions::default()));
        assert_eq!(
            read_options(r#"{"format":"text"}"#),
            Ok(CrushOptions { format: Format::Text, ..CrushOptions::default() })
        );
    }

    #[test]
    fn errors_name_the_wrong_option_and_the_most_similar_one() {
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

    /// JavaScript sees the options as fields of structs that only declare types.
    #[test]
    fn every_option_of_selectors_is_declared_for_javascript() {
        let declared = include_str!("../../headroom_napi/src/options.rs");
        let options = |json: &str| {
            let problem = read_options::<Options>(json).expect_err(json).problem;
            problem
                .trim_start_matches("unknown; there are ")
                .split(", ")
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        for selector in options(r#"{"selection":{"":1}}"#) {
            for option in options(&format!(r#"{{"selection":{{"{selector}":{{"":1}}}}}}"#)) {
                let snake = option.chars().fold(String::new(), |snake, c| {
                    if c.is_uppercase() {
                        snake + "_" + &c.to_lowercase().to_string()
                    } else {
                        snake + &c.to_string()
                    }
                });
                let field = format!("    pub {snake}: Option<");
                assert!(declared.contains(&field), "{selector}.{option}");
            }
            assert!(declared.contains(&format!("    pub {selector}: Option<")), "{selector}");
        }
    }

    #[test]
    fn errors_name_the_expected_type_and_repeat_no_value() {
        for (json, message) in [
            (r#"{"exactOnly":"hunter2, expected `yes`"}"#, "option `exactOnly`: true or false, not a string"),
            (
                r#"{"frozenMessageCount":-31337}"#,
                "option `frozenMessageCount`: a whole number from 0 to 4,294,967,295",
            ),
            (
                r#"{"frozenMessageCount":1.5}"#,
                "option `frozenMessageCount`: a whole number from 0 to 4,294,967,295, not a number",
            ),
            (
                r#"{"frozenMessageCount":{"password":"hunter2"}}"#,
                "option `frozenMessageCount`: a whole number from 0 to 4,294,967,295, not an object",
            ),
            (r#"{"policy":"hunter2"}"#, "option `policy`: one of agent, oneshot"),
            (r#"{"policy":31337}"#, "option `policy`: one of its names"),
            (r#"{"policy":["hunter2"]}"#, "option `policy`: one of its names"),
            (r#"{"selection":"hunter2"}"#, "option `selection`: an object, not a string"),
            (
                r#"{"selection":{"json":{"relevanceThreshold":"hunter2"}}}"#,
                "option `selection.json.relevanceThreshold`: a number, not a string",
            ),
            (r#"{"toolProfiles":true}"#, "option `toolProfiles`: a list, not true or false"),
            (r#"{"toolProfiles":[{"mode":"skip"}]}"#, "option `toolProfiles[0]`: missing field `tool`"),
            (r#"{"keepTags":["<hunter2>"]}"#, "option `keepTags`: names of tags without brackets"),
            (
                r#"{"polcy":1}"#,
                "option `polcy`: unknown; there are policy, exactOnly, frozenMessageCount, historyMayBeDropped, selection, toolProfiles, documents, keepTags, units, pruning (did you mean `policy`?)",
            ),
        ] {
            assert_eq!(read_options::<Options>(json).expect_err(json).to_string(), message);
        }
    }
}
