//! HTML pages: their main content as Markdown, for single requests.
//!
//! The parser is our own. It needs no recursion and is linear for any nesting; parsers that build the tree of
//! the standard look for open elements at each tag, and take minutes for a page of 1,000,000 nested elements.

pub mod html;
mod page;

pub use page::{Main, extract};
