//! The options of this selector.

use serde::Deserialize;

/// What of a page's main content is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Options {
    /// Write the addresses of links.
    pub links: bool,
    /// Write images, with their addresses.
    pub images: bool,
    /// Write tables of data.
    pub tables: bool,
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self { links: false, images: false, tables: true };
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}
