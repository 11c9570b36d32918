//! Finds what a query asks for: the places in a text that it names, and other conditions.

mod question;
mod times;

pub(crate) use headroom_core::query::places;
pub(crate) use question::Question;
