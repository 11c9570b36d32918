//! The kinds of text that are told apart.

use std::fmt;

use serde::Deserialize;

/// What a text, or a section of one, is. The set is closed; the names are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One JSON value.
    Json,
    /// One JSON value on each line.
    JsonLines,
    /// Fields between commas or semicolons.
    Csv,
    /// Fields between tabs.
    Tsv,
    /// What happened when, line by line.
    Log,
    /// What a test runner prints.
    TestOutput,
    /// What compilers, linters, builders and installers print.
    BuildOutput,
    /// Found lines behind their paths and numbers.
    Search,
    /// Changes of files, with or without the commits they belong to.
    Diff,
    /// Names of files and folders.
    Listing,
    /// Columns of fixed width.
    Table,
    /// A file shown with its line numbers.
    NumberedFile,
    /// A program.
    Source,
    /// A page, or a part of one.
    Html,
    /// Any other markup between tags.
    Xml,
    /// Prose with marks for its headings, lists and code.
    Markdown,
    /// Settings, by indentation.
    Yaml,
    /// Settings with typed values.
    Toml,
    /// Settings with bare values, as in `.ini` and `.env` files.
    Ini,
    /// The calls that led to a failure.
    StackTrace,
    /// Base64, hexadecimal, or bytes that are no text.
    Blob,
    /// What a program sent to a terminal, and none of the others on the screen.
    Terminal,
    /// Sentences.
    Prose,
    /// None of these, or not surely.
    Text,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 24] = [
        Self::Json,
        Self::JsonLines,
        Self::Csv,
        Self::Tsv,
        Self::Log,
        Self::TestOutput,
        Self::BuildOutput,
        Self::Search,
        Self::Diff,
        Self::Listing,
        Self::Table,
        Self::NumberedFile,
        Self::Source,
        Self::Html,
        Self::Xml,
        Self::Markdown,
        Self::Yaml,
        Self::Toml,
        Self::Ini,
        Self::StackTrace,
        Self::Blob,
        Self::Terminal,
        Self::Prose,
        Self::Text,
    ];

    /// Whether its compressors read it line by line. JSON, files shown with line numbers and terminal output are read as wholes.
    #[must_use]
    pub const fn is_lines(self) -> bool {
        !matches!(self, Self::Json | Self::JsonLines | Self::NumberedFile | Self::Terminal)
    }

    /// The name users see: in `detect`, in reports, in metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::JsonLines => "json-lines",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Log => "log",
            Self::TestOutput => "test-output",
            Self::BuildOutput => "build-output",
            Self::Search => "search",
            Self::Diff => "diff",
            Self::Listing => "listing",
            Self::Table => "table",
            Self::NumberedFile => "numbered-file",
            Self::Source => "source",
            Self::Html => "html",
            Self::Xml => "xml",
            Self::Markdown => "markdown",
            Self::Yaml => "yaml",
            Self::Toml => "toml",
            Self::Ini => "ini",
            Self::StackTrace => "stack-trace",
            Self::Blob => "blob",
            Self::Terminal => "terminal",
            Self::Prose => "prose",
            Self::Text => "text",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
