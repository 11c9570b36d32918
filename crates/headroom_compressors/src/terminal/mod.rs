//! The text that a terminal leaves on its screen.
//!
//! ```text
//! ␛[32m✓␛[0m built in 3 s   ⇒  ✓ built in 3 s
//! 10 %␍50 %␍100 %           ⇒  100 %
//! Compilng␈␈␈iling          ⇒  Compiling
//! ```
//!
//! Colours, titles and links are not on the screen; blanks at the end of a line are invisible. Of frames that
//! repaint a line the last one stays, and those that report errors. A carriage return that is no repaint stays
//! as it is, with the text on both sides. Text that addresses the screen as a whole (editors, pagers,
//! dashboards) is kept, and so are lines in which the width of a character matters.

mod parse;
mod plan;

use headroom_core::{Codec, CompressError, Compressor, Input, Kind, Plan};

use headroom_formats::terminal;

/// The codecs that compare the edits of this compressor with the text that they replace.
pub const CODECS: [&dyn Codec; 1] = [&plan::Screen];

/// Replaces terminal output by the text that stays on the screen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminal;

impl Compressor for Terminal {
    fn name(&self) -> &'static str {
        "terminal"
    }

    fn accepts(&self, kind: Kind) -> bool {
        kind == Kind::Terminal
    }

    fn plan(&self, input: &Input<'_>) -> Result<Plan, CompressError> {
        // An agent edits the text that it sees, and a file that contains escapes contains them on purpose.
        if input.quotable { Ok(Plan::default()) } else { Ok(plan::plan(input.text)) }
    }
}

/// Whether the text on the screen is shorter than `text`, and stands in its place. Controls of any other text
/// are bytes like any others.
#[must_use]
pub fn is_terminal(text: &str) -> bool {
    terminal::is_terminal(text) && plan::view(text).is_some()
}

/// The text that a terminal shows after `text`, without blanks at the ends of lines. `None` if it cannot be
/// determined.
#[must_use]
pub fn screen(text: &str) -> Option<String> {
    plan::screen(text)
}
