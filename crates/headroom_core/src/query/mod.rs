//! Finds what a query asks for: the places in a text that it names, and other conditions.

mod places;
mod question;
mod times;

pub use places::places;
pub use question::Question;
