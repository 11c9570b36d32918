//! Search results with fewer matches of the files that have most.
//!
//! ```text
//! src/shop/app.py:12:import order             src/shop/app.py:12:import order
//! src/shop/app.py:40:    order = Order()      src/shop/app.py:40:    order = Order()
//! src/shop/app.py:44:    order.check()     ⇒  [712 matches left out: headroom_retrieve q9w1dfwf077ymga1] 3-714 in src/shop/app.py (its lines 44-2904)
//! …                                           src/shop/app.py:2931:    return order
//! src/shop/app.py:2931:    return order       src/shop/cli.py:7:from shop import order
//! src/shop/cli.py:7:from shop import order
//! ```
//!
//! It reads the output of `grep`, `rg`, `ack` and `git grep`, with paths before the lines or above them, with
//! or without numbers, and with lines of context, which are elided with their match. The first and the last
//! match of every file are kept, and so are matches that match the query; files with few matches stay whole.
//! This is done only in single requests, because only a reader knows which match matters.

mod options;
mod parse;
mod plan;

use headroom_core::{CompressError, Cut, Kind, Policy, Selectable, Selector};

pub use options::Options;

/// Elides matches of searches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Search {
    options: Options,
}

impl Search {
    /// The selector with these options.
    #[must_use]
    pub const fn new(options: Options) -> Self {
        Self { options }
    }
}

impl Selector for Search {
    fn name(&self) -> &'static str {
        "search"
    }

    fn accepts(&self) -> &'static [Kind] {
        &[Kind::Search]
    }

    fn reason(&self) -> &'static str {
        "matches in files that have many"
    }

    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
        if input.policy == Policy::Oneshot { plan::plan(input, self.options) } else { Ok(Vec::new()) }
    }
}
