//! The lines that searches print.

mod line;
mod path;
#[cfg(test)]
mod tests;

pub use line::{ResultLine, context, in_no_folder, matched, numbered, parts, same_file};
