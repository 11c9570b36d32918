//! Listings with fewer names of the largest folders.
//!
//! ```text
//! assets/icons/add.svg                                    assets/icons/add.svg
//! assets/icons/alarm.svg                               ⇒  assets/icons/alarm.svg
//! …                                                       [1,204 names left out: headroom_retrieve q9w1dfwf077ymga1] 3-1206 in assets/icons/: .svg ×1,190, .png ×14
//! assets/icons/zoom.svg                                   assets/icons/zoom.svg
//! src/main.ts                                             src/main.ts
//! ```
//!
//! It reads the output of `find`, `rg --files`, `git ls-files`, `ls`, `ls -l`, `ls -R`, `tree` and globs,
//! with one name on each line. Folders are kept if the listing tells them from files. Also kept are the first
//! names of every folder, its last one, and names that match the query; small folders stay whole. The output
//! of `git status` is kept, because it is about changes. This is done only in single requests, because only a
//! reader knows which name matters.

mod options;
mod parse;
mod plan;

use headroom_core::{CompressError, Cut, Kind, Policy, Selectable, Selector};

pub use options::Options;

/// Elides names of files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listing {
    options: Options,
}

impl Listing {
    /// The selector with these options.
    #[must_use]
    pub const fn new(options: Options) -> Self {
        Self { options }
    }
}

impl Selector for Listing {
    fn name(&self) -> &'static str {
        "listing"
    }

    fn accepts(&self) -> &'static [Kind] {
        &[Kind::Listing]
    }

    fn reason(&self) -> &'static str {
        "names in folders that have many"
    }

    fn select(&self, input: &Selectable<'_>) -> Result<Vec<Cut>, CompressError> {
        Ok(if input.policy == Policy::Oneshot { plan::plan(input, self.options) } else { Vec::new() })
    }
}
