//! Diffs, with the repetitions in their headers removed.
//!
//! ```text
//! diff --git a/src/api/node.ts b/src/api/node.ts      [diff src/api/node.ts, 95fc7fcb..b4b3e333]
//! index 95fc7fcb..b4b3e333 100644                     @@ -46 +48 export class Node {
//! --- a/src/api/node.ts                                  #index?: number
//! +++ b/src/api/node.ts                           ⇒   -  #kids = {}
//! @@ -46,2 +48,2 @@ export class Node {               +  #kids = none()
//!    #index?: number
//! -  #kids = {}
//! +  #kids = none()
//! ```
//!
//! It reads the output of `git diff`, `git show`, `git log -p` and other tools, including merges. Every
//! changed line is kept.
//!
//! - The header is the path and then, if present and in this order: `from OLD`, `copy of OLD`, `95%`
//!   (similarity), `new` or `deleted` (with the mode unless it is 100644), `mode OLD NEW`, `merge`, the ids
//!   of the contents (one if the file is new or deleted), a mode other than 100644, `binary`, `no lines`
//!   (nothing follows). A path alone means that there were only `---` and `+++` lines, without those of git.
//! - `@@ -46 +48 export class Node {`: the line counts of a hunk are omitted, because a reader can count. A
//!   missing function is that of the hunk above. A header whose counts do not match is kept: `@@ -46,7 +48,7
//!   @@ export class Node {`.
//! - The table of changed files is `[stat 3 lines in src/api/]`, then `node.ts | 12 ++--`, without padding.

mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

/// The codecs that read the edits of this compressor back.
pub const CODECS: [&dyn Codec; 2] = [&parse::Files, &parse::Stat];

/// Shortens diffs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Diff;

impl Compressor for Diff {
    fn name(&self) -> &'static str {
        "diff"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // An agent quotes the lines of a patch file in its edits.
        Ok(if input.quotable { Plan::default() } else { plan::plan(input.text) })
    }
}
