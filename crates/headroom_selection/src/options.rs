//! What may be set of all selectors.

use headroom_core::Selector;
use serde::Deserialize;

use crate::diff::{self, Diff};
use crate::json::{self, Json};
use crate::listing::{self, Listing};
use crate::log::{self, Log};
use crate::output::Output;
use crate::search::{self, Search};

/// What stays of texts, kind by kind. What tests and builds print has nothing to set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// Of JSON and JSON lines.
    pub json: json::Options,
    /// Of logs.
    pub log: log::Options,
    /// Of diffs.
    pub diff: diff::Options,
    /// Of what searches find.
    pub search: search::Options,
    /// Of names of files.
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
    fn all_selectors_that_are_registered_can_be_made() {
        let names = |selectors: &mut dyn Iterator<Item = &'static str>| selectors.collect::<Vec<_>>();
        assert_eq!(
            names(&mut Options::default().selectors().iter().map(|selector| selector.name())),
            names(&mut SELECTORS.iter().map(|selector| selector.name()))
        );
    }
}
