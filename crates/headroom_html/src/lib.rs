//! HTML pages: their main content as Markdown, for single requests.
//!
//! The parser is our own. It needs no recursion and is linear for any nesting. Parsers that build the tree of
//! the standard look for open elements at each tag, which is quadratic in the depth of a page.

pub mod html;
mod page;

pub use page::{Main, extract};
