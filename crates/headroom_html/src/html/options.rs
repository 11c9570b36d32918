//! What is written of a page.

pub use crate::page::Options;
