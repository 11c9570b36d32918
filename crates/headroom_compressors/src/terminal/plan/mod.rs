//! The text that stays on the screen.

mod canvas;
mod frame;
mod row;

use headroom_core::work::step;
use headroom_core::{Codec, Cost, Edit, Fidelity, History, Plan, Reading, Sink, Unreadable, Verified, cost};

use self::canvas::Canvas;
use self::frame::Frame;
use headroom_formats::terminal::{BACKSPACE, ESCAPE};

use super::CODECS;
use super::parse::{BELL, control, is_cut_off};

/// Minimum saving of an edit, in tokens.
const MIN_SAVING: u64 = 4;
/// The height of the screen: this many lines can be overwritten. No window is higher.
const ROWS: u32 = 200;

/// Plans one edit for the whole text, because an overwritten line may be several lines above.
pub(super) fn plan(text: &str) -> Plan {
    let edits = view(text).map(|view| Edit::Rewrite {
        span: 0..text.len(),
        text: view.into(),
        codec: CODECS[0],
        reason: "what stays on the screen",
    });
    Plan::new(text, edits)
}

/// The text that stays on the screen, if it is worth replacing `text`.
pub(super) fn view(text: &str) -> Option<String> {
    screen(text).filter(|view| !view.is_empty() && cost(view) + Cost::tokens(MIN_SAVING) <= cost(text))
}

/// The codec of visible text: the replacement stands for itself, and shows the same on a screen as the text
/// that it replaced.
#[derive(Clone, Copy, Debug)]
pub(super) struct Screen;

impl Codec for Screen {
    fn name(&self) -> &'static str {
        "terminal"
    }

    fn unit(&self) -> &'static str {
        "terminal"
    }

    fn openers(&self) -> &'static [&'static str] {
        &[]
    }

    fn read(&self, _text: &str, _earlier: &History, _sink: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        Err(Unreadable { read: 0 })
    }

    fn verify(&self, text: &str, original: &str, _earlier: &History) -> Option<Verified> {
        let shows = |text: &str| screen(text);
        (shows(original).as_deref() == Some(text) && shows(text).as_deref() == Some(text)).then(|| Verified {
            fidelity: Fidelity::View,
            verbatim: Vec::new(),
            visible: Vec::new(),
            ..Verified::as_is(text.len())
        })
    }
}

/// The text that a terminal shows after `text`, without blanks at the ends of lines. `None` if it cannot be
/// determined.
pub(super) fn screen(text: &str) -> Option<String> {
    let mut canvas = Canvas::new(text.len(), ROWS);
    let (mut rest, mut cut_off) = (text, "");
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c as u32 {
            0x0a => canvas.line_feed(),
            0x0d => canvas.carriage_return(),
            // A text may be cut off within a sequence.
            byte if byte == u32::from(ESCAPE) && is_cut_off(rest) => {
                cut_off = rest;
                canvas.put(c)?;
            }
            byte if byte == u32::from(ESCAPE) => {
                let (control, read) = control(rest)?;
                canvas.control(control)?;
                length = read;
            }
            byte if byte == u32::from(BACKSPACE) => canvas.column = canvas.column.saturating_sub(1),
            byte if byte == u32::from(BELL) => {}
            _ => {
                if canvas.returned {
                    canvas.begin_frame(&Frame::at_start_of(rest))?;
                }
                canvas.put(c)?;
            }
        }
        step(length);
        rest = &rest[length..];
    }
    // What was to the right of it, or below it, would be read as the rest of the sequence.
    canvas.finish().filter(|view| view.ends_with(cut_off))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_cut_off_within_a_sequence_is_a_screen() {
        for cut in ["\x1b", "\x1b[", "\x1b[1;3", "\x1b]0;ti"] {
            let text = format!("10%\r20%\x1b[31m{cut}");
            let view = screen(&text).expect("a screen");
            assert_eq!(view, format!("20%{cut}"));
            assert_eq!(screen(&view), Some(view));
            assert_eq!(screen(&format!("a\n\x1b[A{cut}")), None);
        }
    }

    #[test]
    fn wide_lines_are_not_read_again_for_every_frame() {
        let wide = "x".repeat(100_000);
        let frames = |count| screen(&format!("{wide}{}", "\rx\x1b[60000C\x1b[1K".repeat(count)));
        assert!(frames(5).is_some());
        assert_eq!(frames(200), None);
    }

    #[test]
    fn cursor_moves_without_text_use_bounded_memory() {
        assert_eq!(screen(&"\x1b[4000Gx\n".repeat(1000)), None);
        assert_eq!(screen("\x1b[4000Gx"), Some(format!("{}x", " ".repeat(3999))));
    }
}
