//! What a terminal would leave on its screen.
//!
//! ```text
//! ␛[32m✓␛[0m built in 3 s   ⇒  ✓ built in 3 s
//! 10 %␍50 %␍100 %           ⇒  100 %
//! Compilng␈␈␈iling          ⇒  Compiling
//! ```
//!
//! Colours, titles and links are not on the screen; frames that were written over are gone; blanks at the end of a line cannot be
//! seen. Text that addresses the screen as a whole (editors, pagers, dashboards) is left as it is, and so are lines where it matters how
//! wide a character is.

mod options;
mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

pub use headroom_formats::terminal::is_terminal;
pub use options::Options;

/// Compares the edits of this compressor with what they replace.
pub const CODECS: [&dyn Codec; 1] = [&plan::Screen];

/// Writes what stays on the screen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminal {
    options: Options,
}

impl Terminal {
    /// With the default options.
    pub const DEFAULT: Self = Self { options: Options::DEFAULT };
}

impl Compressor for Terminal {
    fn name(&self) -> &'static str {
        "terminal"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind == Kind::Terminal
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // An agent would edit what it sees, and a file that holds escapes holds them on purpose.
        if input.quotable { Ok(Plan::default()) } else { Ok(plan::plan(input.text, self.options)) }
    }
}

/// What a terminal shows after `text`, without blanks at the ends of lines; `None` where that cannot be told.
#[must_use]
pub fn screen(text: &str) -> Option<String> {
    plan::screen(text, Options::DEFAULT)
}
