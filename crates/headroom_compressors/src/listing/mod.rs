//! Lists of paths, trees, and tables in columns.
//!
//! ```text
//! /srv/app/src/router/node.ts        [paths 4 as /srv/app/*]
//! /srv/app/src/router/router.ts  ⇒   src/router/: node.ts router.ts
//! /srv/app/src/shop.ts               src/shop.ts
//! /srv/app/README.md                 README.md
//!
//! drwxr-xr-x  5 ada ada  4096 Feb 12 15:13 src          [columns 3 lines: <  > ada ada > Feb 12 15:13 <]
//! -rw-r--r--  1 ada ada 11356 Feb 12 15:13 LICENSE  ⇒   drwxr-xr-x 5 4096 src
//! -rw-r--r--  1 ada ada   330 Feb 12 15:13 mix.exs      -rw-r--r-- 1 11356 LICENSE
//!                                                       -rw-r--r-- 1 330 mix.exs
//!
//! src                                [tree 5 lines]
//! ├── router                         src
//! │   ├── node.ts                ⇒    router
//! │   └── router.ts                    node.ts
//! └── shop.ts                          router.ts
//!                                     shop.ts
//! ```
//!
//! What `find`, `rg -l`, `git ls-files`, globs and `git status` print, `tree`, `cargo tree`, `npm ls`, and `ls -l`, `ps`, `df`, `kubectl get`, `pip list`.
//!
//! - Paths: the head says how many there are and what all of them share: each line stands for the `*`. `folder/: a b` are
//!   paths in one folder, `./: a b` those in none. In `[status …]` each line starts as git marks its paths: ` M src/: a b`.
//! - Trees: each line is indented by a blank for each level. The head says how it was drawn, if not as above, and at which levels a tree that was
//!   cut off goes on.
//! - Columns: the head is a line in which `<` and `>` stand for cells that are aligned left and right, as wide as the widest;
//!   cells that are the same in every line stand in it. A line has the others, one blank between them; the last may have blanks.

mod options;
mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

pub use options::Options;

/// Read the edits of this compressor back.
pub const CODECS: [&dyn Codec; 3] = [&parse::Paths, &parse::Columns, &parse::Tree];

/// Shortens listings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listing {
    options: Options,
}

impl Listing {
    /// With the default options.
    pub const DEFAULT: Self = Self { options: Options::DEFAULT };
}

impl Compressor for Listing {
    fn name(&self) -> &'static str {
        "listing"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // The lines of a file are quoted when it is edited.
        Ok(if input.quotable { Plan::default() } else { plan::plan(input.text, self.options) })
    }
}
