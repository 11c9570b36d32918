//! Finds rows in JSON.

mod leaves;
mod rows;

pub(super) use leaves::leaves;
pub(crate) use rows::Lines;
pub(super) use rows::{Form, Rows};
