//! Lines of a few forms: compilers' messages, metrics, database tables, snapshots of pages, logs without times.
//!
//! ```text
//! src/api/orders.ts(12,5): error TS2532: Object is possibly 'undefined'.
//! src/api/orders.ts(31,9): error TS2339: Property 'total' does not exist on type 'Order'.
//! src/api/orders.ts(40,2): error TS2532: Object is possibly 'undefined'.
//!   ⇓
//! [templates 3 lines, 2 templates: …]
//! #1:{}({},{}): error TS2532: Object is possibly 'undefined'.
//! #2:{}({},{}): error TS2339: Property 'total' does not exist on type 'Order'.
//! #1 src/api/orders.ts 12 5
//! #2 ^ 31 9
//! #1 ^ 40 2
//! ```
//!
//! First come the templates: the text of a line, with `{}` for each value that differs. `{<8}` is a value that is
//! padded with blanks on its right to eight characters, and `{>8}` one that is padded on its left. Then comes each
//! line: the number of its template, and a value for each `{}`. The number is missing if it is that of the line
//! above. `^` stands for the last value at the same `{}` of the template; the first `{}` counts as the same in all
//! templates. Values with blanks have quotes, and a `=` stands in front of a line that is kept.

mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

/// The codecs that read the edits of this compressor back.
pub const CODECS: [&dyn Codec; 1] = [&parse::TemplateLines];

/// Shortens lines of a few forms.
#[derive(Clone, Copy, Debug, Default)]
pub struct Templates;

impl Compressor for Templates {
    fn name(&self) -> &'static str {
        "templates"
    }

    fn accepts(&self, kind: Kind) -> bool {
        // Other units have forms for these that are easier to read.
        !matches!(
            kind,
            Kind::Source
                | Kind::Prose
                | Kind::Diff
                | Kind::Html
                | Kind::Listing
                | Kind::Xml
                | Kind::Csv
                | Kind::Tsv
                | Kind::NumberedFile
                | Kind::Terminal
        )
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // An agent quotes the file in its edits, so the file must not change.
        Ok(if input.quotable { Plan::default() } else { plan::plan(input) })
    }
}
