//! What the outline has to know of a language.

mod table;

use headroom_detect::Language;
use tree_sitter::Node;
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
    /// Functions, methods, constructors and accessors: nodes whose field `body` or last child is a body.
    pub(crate) functions: &'static [&'static str],
    /// Those of them, and types, whose signatures stay even within a body.
    pub(crate) inner: &'static [&'static str],
    /// Types, and functions without a body: what is defined besides functions.
    pub(crate) types: &'static [&'static str],
    pub(crate) comments: &'static [&'static str],
    pub(crate) comment: Comment,
    pub(crate) body: Body,
}

impl Grammar {
    pub(crate) fn is_function(&self, node: Node<'_>) -> bool {
        self.functions.contains(&node.kind()) && !is_class(node)
    }

    pub(crate) fn is_type(&self, node: Node<'_>) -> bool {
        self.types.contains(&node.kind()) || self.functions.contains(&node.kind()) && is_class(node)
    }
}

/// Whether what looks like a function in C++ is a class: with a macro in front of its name, as in
/// `class EXPORT Tree {`, the parser takes `class EXPORT` for the type of a function.
fn is_class(node: Node<'_>) -> bool {
    let is_named = |class: Node<'_>| {
        matches!(class.kind(), "class_specifier" | "struct_specifier" | "union_specifier")
            && class.child_by_field_name("body").is_none()
    };
    node.child_by_field_name("type").is_some_and(is_named)
        && node
            .child_by_field_name("declarator")
            .is_some_and(|declarator| !declarator.kind().ends_with("_declarator"))
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
