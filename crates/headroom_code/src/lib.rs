//! Understands source code by its syntax: outlines for single requests, signatures, and maps of repositories.
//!
//! The grammars are those of [tree-sitter](https://tree-sitter.github.io). They are a crate of their own because
//! they bring a C compiler's work and some megabytes.

pub mod code;
mod definitions;
pub mod map;
mod signatures;

pub use signatures::signatures;
