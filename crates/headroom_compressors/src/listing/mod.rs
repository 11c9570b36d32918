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
//! It reads the output of `find`, `rg -l`, `git ls-files`, globs and `git status`; of `tree`, `cargo tree`,
//! `npm ls`; and of `ls -l`, `ps`, `df`, `kubectl get`, `pip list`.
//!
//! - Paths: the head gives the number of paths and their common start and end; each path below replaces the
//!   `*`. `folder/: a b` are paths in one folder, `./: a b` paths in no folder. In `[status …]` each line
//!   starts with the marks of git: ` M src/: a b`.
//! - Trees: each line is indented by one blank for each level. The head names the style of the lines, unless
//!   it is the one above, and the levels at which a truncated tree continues.
//! - Columns: the head is a line in which `<` and `>` stand for cells aligned left and right, each as wide as
//!   the widest cell. Cells that are the same in every line are part of the head. A line has the remaining
//!   cells, separated by one blank; the last cell may contain blanks.

mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

/// The codecs that read the edits of this compressor back.
pub const CODECS: [&dyn Codec; 3] = [&parse::Paths, &parse::Columns, &parse::Tree];

/// Shortens listings.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listing;

impl Compressor for Listing {
    fn name(&self) -> &'static str {
        "listing"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // An agent quotes the lines of a file in its edits.
        Ok(if input.quotable { Plan::default() } else { plan::plan(input.text) })
    }
}
