//! Tables with only their informative rows.
//!
//! ```text
//! id,state,ms                         id,state,ms
//! 1,done,12                           1,done,12
//! 2,done,14                           2,done,14
//!  …                              ⇒   [411 rows left out: headroom_retrieve q9w1dfwf077ymga1], lines 4-414; among the 1,984 left out: state done ×1,984
//! 415,failed,3012                     415,failed,3012
//!  …                                   …
//! ```
//!
//! It reads separated values with a head, tables in boxes, tables of Markdown and of database clients, and columns
//! under names in capital letters. A table with a head says the same as JSON with an object for each row, so the
//! selector [`json`](crate::json) chooses the rows: failures, outliers, rare values, and rows that match the query
//! stay. The head, the frame and the summary below a table stay, too.
//!
//! In conversations, rows are elided only if they are provably redundant.

mod parse;
mod plan;

use headroom_core::{CompressError, Cut, Kind, Selectable, Selector};

pub(crate) use plan::is_mostly_rows;

/// Elides rows of tables.
#[derive(Clone, Copy, Debug, Default)]
pub struct Table;

impl Selector for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn accepts(&self) -> &'static [Kind] {
        &[Kind::Csv, Kind::Tsv, Kind::Table, Kind::Markdown]
    }

    fn reason(&self) -> &'static str {
        "rows like others"
    }

    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
        // Tables within a document are a part of it.
        let is_document = input.kind == Kind::Markdown && !is_mostly_rows(input.text);
        if self.accepts().contains(&input.kind) && !is_document { plan::plan(input) } else { Ok(Vec::new()) }
    }
}
