//! Tables of separated values, tables in Markdown, and tables whose columns are separated by blanks.
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
//! The notation is that of JSON tables, with the separator of the table between the cells, in Markdown `|`.
//! `name=v`: the cell is `v` unless a row says otherwise, with `name:w` after its other cells. `name=src/*`:
//! the common start of all cells of the column that are not empty. `^`: the same cell as in the row above.
//! `=…`: a row that is kept unchanged.
//!
//! The head says how the table was written. `quoted`: each cell had quotes. `text quoted`: each cell but
//! numbers had quotes, which are kept only where they are needed. `by ;`: the separator. For Markdown,
//! `padded`: each column is as wide as its widest cell (`padded left`: padding is always on the right;
//! `wide`: some characters take two places); `tight`: the line below the names has no blanks. `name:>`,
//! `name:<` and `name:<>` are the alignments `--:`, `:--` and `:-:`; a number after them is the width if it
//! is not the usual one.
//!
//! `fixed`: each column is as wide as its widest cell, and columns are three blanks apart unless the head
//! says otherwise.
//!
//! `psql`, `mysql`, `sqlite` and `coverage`: the table is drawn with bars and lines of dashes, as these programs and
//! reports of coverage do it.

mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

/// The codecs that read the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&parse::Cells];

/// Shortens tables.
#[derive(Clone, Copy, Debug, Default)]
pub struct Table;

impl Compressor for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind.is_lines()
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // An agent quotes the file in its edits, so the file must not change.
        Ok(if input.quotable { Plan::default() } else { plan::plan(input.text) })
    }
}
