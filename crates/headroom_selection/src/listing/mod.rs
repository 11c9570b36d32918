//! Listings with fewer names of the folders that have most.
//!
//! ```text
//! assets/icons/add.svg                                    assets/icons/add.svg
//! assets/icons/alarm.svg                               ⇒  assets/icons/alarm.svg
//! …                                                       [1,204 names left out: headroom_retrieve q9w1dfwf077ymga1] 3-1206 in assets/icons/: .svg ×1,190, .png ×14
//! assets/icons/zoom.svg                                   assets/icons/zoom.svg
//! src/main.ts                                             src/main.ts
//! ```
//!
//! What `find`, `rg --files`, `git ls-files`, `ls`, `ls -l`, `ls -R`, `tree` and globs print, a name on each line. Folders stay where a listing tells them
//! from files, and so do the first names of every folder, its last one, and names that the user asks for; folders with few names stay whole. What `git
//! status` says stays, for it is about changes. Only in single requests: which name counts is seen when it is read.

mod options;
mod parse;
mod plan;

use headroom_core::{CompressError, Cut, Kind, Policy, Selectable, Selector};

pub use options::Options;

/// Leaves out names.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listing {
    options: Options,
}

impl Listing {
    /// With the default options.
    pub const DEFAULT: Self = Self { options: Options::DEFAULT };

    /// With these options.
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
