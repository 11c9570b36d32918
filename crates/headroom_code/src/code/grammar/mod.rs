//! What the outline has to know of a language.

mod table;

use headroom_detect::Language;
use tree_sitter_language::LanguageFn;

/// How a comment is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comment {
    /// `/* … */`
    Block,
    /// `# …`, up to the end of the line.
    Line,
}

/// How a body is written, and what has to stand in an empty one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    /// Between braces, which stay.
    Braces,
    /// Between braces, with at least one command.
    Commands,
    /// Indented lines, at least one statement.
    Indented,
    /// Lines up to `end`.
    ToEnd,
}

/// A language: its parser, and the names of nodes in its trees.
#[derive(Clone, Copy)]
pub(crate) struct Grammar {
    pub(crate) parser: LanguageFn,
    /// Functions, methods and constructors: nodes whose field `body` is a body.
    pub(crate) functions: &'static [&'static str],
    /// Those of them, and types, whose signatures stay even within a body.
    pub(crate) inner: &'static [&'static str],
    /// Types, and functions without a body: what is defined besides functions.
    pub(crate) types: &'static [&'static str],
    pub(crate) comments: &'static [&'static str],
    pub(crate) comment: Comment,
    pub(crate) body: Body,
}

/// The grammars that a text in this language may have, the likeliest first: a header may be C or C++.
pub(crate) fn grammars(language: Language) -> &'static [Grammar] {
    match language {
        Language::Rust => &[table::RUST],
        Language::Python => &[table::PYTHON],
        Language::JavaScript => &[table::JAVASCRIPT],
        Language::TypeScript => &[table::TYPESCRIPT, table::TSX],
        Language::Go => &[table::GO],
        Language::Java => &[table::JAVA],
        Language::C => &[table::C, table::CPP],
        Language::Cpp => &[table::CPP],
        Language::CSharp => &[table::CSHARP],
        Language::Ruby => &[table::RUBY],
        Language::Php => &[table::PHP],
        Language::Shell => &[table::BASH],
        Language::Swift => &[table::SWIFT],
        Language::Kotlin => &[table::KOTLIN],
        Language::Sql | Language::Css => &[],
    }
}
