//! The options of this selector.

use headroom_core::thousandths;
use serde::Deserialize;

/// What of the comments stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Comments {
    /// All lines.
    Full,
    /// The first line of each comment.
    FirstLine,
    /// No comment. Of docstrings the first line stays.
    Remove,
    /// The first lines, or none if the outline would be longer than its target.
    #[default]
    Auto,
}

/// What stays of source code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Options {
    /// What of the comments and docstrings stays.
    pub comments: Comments,
    /// Bodies with at most this number of lines may stay, if the target allows.
    pub max_body_lines: u32,
    /// The share of the tokens, in thousandths, up to which comments and bodies stay; set as a share from 0 to 1.
    #[serde(deserialize_with = "thousandths::read")]
    pub target_rate: u32,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self { comments: Comments::Auto, max_body_lines: 5, target_rate: 200 };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
