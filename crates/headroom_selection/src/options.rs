//! The options of all selectors.

use headroom_core::Selector;
use serde::Deserialize;

use crate::diff::{self, Diff};
use crate::json::{self, Json};
use crate::listing::{self, Listing};
use crate::log::{self, Log};
use crate::output::Output;
use crate::search::{self, Search};

/// How much of a text is kept, by kind. The selector for test and build output has no options.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// JSON and JSON lines.
    pub json: json::Options,
    /// Logs.
    pub log: log::Options,
    /// Diffs.
    pub diff: diff::Options,
    /// Search results.
    pub search: search::Options,
    /// Listings of files.
    pub listing: listing::Options,
}

impl Options {
    /// Every selector with these options, by name.
    #[must_use]
    pub fn selectors(&self) -> [Box<dyn Selector>; 6] {
        [
            Box::new(Diff::new(self.diff)),
            Box::new(Json::new(self.json.clone())),
            Box::new(Listing::new(self.listing)),
            Box::new(Log::new(self.log)),
            Box::new(Output::DEFAULT),
            Box::new(Search::new(self.search)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SELECTORS;

    #[test]
    fn every_registered_selector_has_an_instance() {
        let names = |selectors: &mut dyn Iterator<Item = &'static str>| selectors.collect::<Vec<_>>();
        assert_eq!(
            names(&mut Options::default().selectors().iter().map(|selector| selector.name())),
            names(&mut SELECTORS.iter().map(|selector| selector.name()))
        );
    }
}
