//! The kinds of text that detection tells apart.

use std::fmt;

use serde::Deserialize;

/// The kind of a text or of one of its sections. The set is closed; the names are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One JSON value.
    Json,
    /// One JSON value on each line.
    JsonLines,
    /// Fields separated by commas or semicolons.
    Csv,
    /// Fields separated by tabs.
    Tsv,
    /// Log lines: one event with its time on each line.
    Log,
    /// Output of a test runner.
    TestOutput,
    /// Output of compilers, linters, build tools and installers.
    BuildOutput,
    /// Search results: lines after their paths and line numbers.
    Search,
    /// Changes of files, with or without their commits.
    Diff,
    /// Names of files and folders.
    Listing,
    /// Columns of fixed width.
    Table,
    /// A file with its line numbers.
    NumberedFile,
    /// Source code.
    Source,
    /// An HTML page, or a part of one.
    Html,
    /// Any other markup with tags.
    Xml,
    /// Prose with Markdown headings, lists or code.
    Markdown,
    /// Settings in YAML.
    Yaml,
    /// Settings in TOML.
    Toml,
    /// Settings with bare values, as in `.ini` and `.env` files.
    Ini,
    /// The stack trace of a failure.
    StackTrace,
    /// Base64, hexadecimal digits, or bytes that are not text.
    Blob,
    /// Terminal output whose visible text is of no other kind.
    Terminal,
    /// Sentences.
    Prose,
    /// None of the other kinds, or none with enough certainty.
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

    /// Whether compressors read this kind line by line. JSON, numbered files and terminal output are read as
    /// a whole.
    #[must_use]
    pub const fn is_lines(self) -> bool {
        !matches!(self, Self::Json | Self::JsonLines | Self::NumberedFile | Self::Terminal)
    }

    /// The name in `detect`, in reports and in metrics.
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
