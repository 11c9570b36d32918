//! The languages. Names of nodes are those in `node-types.json` of each grammar.

use super::{Body, Comment, Grammar};

const BRACES: Grammar = Grammar {
    parser: tree_sitter_c::LANGUAGE,
    functions: &[],
    inner: &[],
    types: &[],
    comments: &["comment"],
    comment: Comment::Block,
    body: Body::Braces,
};

const SCRIPT_FUNCTIONS: &[&str] = &[
    "function_declaration",
    "generator_function_declaration",
    "function_expression",
    "generator_function",
    "arrow_function",
    "method_definition",
];
const SCRIPT_INNER: &[&str] =
    &["function_declaration", "generator_function_declaration", "class_declaration", "method_definition"];

pub(super) const JAVASCRIPT: Grammar = Grammar {
    parser: tree_sitter_javascript::LANGUAGE,
    functions: SCRIPT_FUNCTIONS,
    inner: SCRIPT_INNER,
    types: &["class_declaration", "class"],
    ..BRACES
};
pub(super) const TYPESCRIPT: Grammar = Grammar {
    parser: tree_sitter_typescript::LANGUAGE_TYPESCRIPT,
    types: &[
        "class_declaration",
        "class",
        "abstract_class_declaration",
        "interface_declaration",
        "type_alias_declaration",
        "enum_declaration",
        "internal_module",
        "function_signature",
        "method_signature",
        "abstract_method_signature",
    ],
    ..JAVASCRIPT
};
pub(super) const TSX: Grammar = Grammar { parser: tree_sitter_typescript::LANGUAGE_TSX, ..TYPESCRIPT };

pub(super) const GO: Grammar = Grammar {
    parser: tree_sitter_go::LANGUAGE,
    functions: &["function_declaration", "method_declaration", "func_literal"],
    types: &["type_spec", "type_alias", "method_elem"],
    ..BRACES
};
pub(super) const RUST: Grammar = Grammar {
    parser: tree_sitter_rust::LANGUAGE,
    functions: &["function_item"],
    inner: &["function_item", "struct_item", "enum_item", "impl_item", "trait_item"],
    comments: &["line_comment", "block_comment"],
    types: &[
        "struct_item",
        "enum_item",
        "union_item",
        "trait_item",
        "impl_item",
        "type_item",
        "mod_item",
        "macro_definition",
        "function_signature_item",
    ],
    ..BRACES
};
pub(super) const JAVA: Grammar = Grammar {
    parser: tree_sitter_java::LANGUAGE,
    functions: &["method_declaration", "constructor_declaration", "compact_constructor_declaration"],
    inner: &["method_declaration", "class_declaration"],
    comments: &["line_comment", "block_comment"],
    types: &[
        "class_declaration",
        "interface_declaration",
        "enum_declaration",
        "record_declaration",
        "annotation_type_declaration",
    ],
    ..BRACES
};
const C_TYPES: &[&str] = &["struct_specifier", "union_specifier", "enum_specifier", "type_definition"];
pub(super) const C: Grammar = Grammar {
    parser: tree_sitter_c::LANGUAGE,
    functions: &["function_definition"],
    types: C_TYPES,
    ..BRACES
};
pub(super) const CPP: Grammar = Grammar {
    parser: tree_sitter_cpp::LANGUAGE,
    functions: &["function_definition"],
    inner: &["function_definition", "struct_specifier", "class_specifier"],
    types: &[
        "struct_specifier",
        "union_specifier",
        "enum_specifier",
        "type_definition",
        "class_specifier",
        "namespace_definition",
        "concept_definition",
        "alias_declaration",
    ],
    ..BRACES
};
pub(super) const CSHARP: Grammar = Grammar {
    parser: tree_sitter_c_sharp::LANGUAGE,
    functions: &[
        "method_declaration",
        "constructor_declaration",
        "destructor_declaration",
        "operator_declaration",
        "conversion_operator_declaration",
        "accessor_declaration",
        "local_function_statement",
    ],
    inner: &["local_function_statement"],
    types: &[
        "class_declaration",
        "interface_declaration",
        "struct_declaration",
        "enum_declaration",
        "record_declaration",
        "delegate_declaration",
    ],
    ..BRACES
};
pub(super) const PHP: Grammar = Grammar {
    parser: tree_sitter_php::LANGUAGE_PHP,
    functions: &["function_definition", "method_declaration"],
    inner: &["function_definition", "class_declaration"],
    types: &["class_declaration", "interface_declaration", "trait_declaration", "enum_declaration"],
    ..BRACES
};
pub(super) const KOTLIN: Grammar = Grammar {
    parser: tree_sitter_kotlin_ng::LANGUAGE,
    functions: &[
        "function_declaration",
        "secondary_constructor",
        "anonymous_initializer",
        "getter",
        "setter",
    ],
    inner: &["function_declaration", "class_declaration"],
    comments: &["line_comment", "block_comment"],
    types: &["class_declaration", "object_declaration", "companion_object", "type_alias"],
    ..BRACES
};
pub(super) const SWIFT: Grammar = Grammar {
    parser: tree_sitter_swift::LANGUAGE,
    functions: &[
        "function_declaration",
        "init_declaration",
        "deinit_declaration",
        "computed_property",
        "computed_getter",
        "computed_setter",
        "computed_modify",
        "willset_clause",
        "didset_clause",
    ],
    inner: &["function_declaration", "class_declaration"],
    comments: &["comment", "multiline_comment"],
    types: &[
        "class_declaration",
        "protocol_declaration",
        "protocol_function_declaration",
        "typealias_declaration",
    ],
    ..BRACES
};
pub(super) const PYTHON: Grammar = Grammar {
    parser: tree_sitter_python::LANGUAGE,
    functions: &["function_definition"],
    inner: &["function_definition", "class_definition", "decorated_definition"],
    comment: Comment::Line,
    body: Body::Indented,
    types: &["class_definition"],
    ..BRACES
};
pub(super) const RUBY: Grammar = Grammar {
    parser: tree_sitter_ruby::LANGUAGE,
    functions: &["method", "singleton_method"],
    inner: &["method", "singleton_method", "class", "module"],
    comment: Comment::Line,
    body: Body::ToEnd,
    types: &["class", "module"],
    ..BRACES
};
pub(super) const BASH: Grammar = Grammar {
    parser: tree_sitter_bash::LANGUAGE,
    functions: &["function_definition"],
    comment: Comment::Line,
    body: Body::Commands,
    ..BRACES
};
