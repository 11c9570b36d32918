//! Tables of separated values, those of Markdown, and those whose columns are kept apart by blanks.
//!
//! ```text
//! order,placed,status,currency,total            [csv 4 rows: order,placed,status=paid,currency=EUR,total]
//! A-1017,2026-03-01,paid,EUR,120.00             A-1017,2026-03-01,120.00
//! A-1018,2026-03-01,paid,EUR,9.90           ⇒   A-1018,2026-03-01,9.90
//! A-1019,2026-03-02,refunded,EUR,45.00          A-1019,2026-03-02,45.00,status:refunded
//! A-1020,2026-03-04,paid,EUR,7.25               A-1020,2026-03-04,7.25
//!
//! | Flag       | Type    | Default |              [markdown 3 rows, padded: Flag|Type|Default:>]
//! | ---------- | ------- | ------: |              `--port`|number|`5173`
//! | `--port`   | number  |  `5173` |          ⇒   `--host`|string|—
//! | `--host`   | string  |       — |              `--strict`|boolean|`false`
//! | `--strict` | boolean | `false` |
//!
//! NAMESPACE   NAME      READY   STATUS    AGE         [fixed 4 rows: NAMESPACE|NAME|READY=1/1|STATUS=Running|AGE]
//! shop        basket    1/1     Running   3h          shop|basket|3h
//! shop        payment   0/1     Failed    3h      ⇒   ^|payment|^|READY:0/1|STATUS:Failed
//! shop        search    1/1     Running   5d          ^|search|5d
//! shop        tax       1/1     Running   5d          ^|tax|^
//! ```
//!
//! The notation is that of JSON tables, with the separator that the table has between its cells, in Markdown `|`. `name=v`: `v` unless a row says
//! otherwise, behind its other cells: `name:w`. `name=src/*`: what the cells of the column start with, but for empty ones. `^`: as in the
//! row above. `=…`: a row as it stood.
//!
//! The head says how the table was written: `quoted`: each cell had quotes, `text quoted`: each that is no number, and has them here where they are
//! needed; `by ;`. Of Markdown it says `padded`: each column is as wide as its widest cell (`padded left`: whatever its alignment, `wide`: some characters
//! take two places), and `tight`: there are no blanks in the line below the names. `name:>`, `name:<` and `name:<>` are alignments as in `--:`, `:--`, `:-:`; a number
//! behind them is the width where it is another.
//!
//! `fixed`: each column is as wide as its widest cell, and they stand three blanks apart, if the head does not say otherwise.

mod options;
mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

pub use options::Options;

/// Reads the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&parse::Cells];

/// Shortens tables.
#[derive(Clone, Copy, Debug, Default)]
pub struct Table {
    options: Options,
}

impl Table {
    /// With the default options.
    pub const DEFAULT: Self = Self { options: Options::DEFAULT };
}

impl Compressor for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // What will be quoted in an edit has to stand as it is.
        Ok(if input.quotable { Plan::default() } else { plan::plan(input.text, self.options) })
    }
}
