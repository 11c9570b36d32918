//! Understands source code by its syntax: outlines for single requests.
//!
//! The grammars are those of [tree-sitter](https://tree-sitter.github.io). They are a crate of their own because
//! they bring a C compiler's work and some megabytes.

pub mod code;
