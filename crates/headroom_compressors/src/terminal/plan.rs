//! The screen.

use std::collections::VecDeque;

use headroom_core::{Codec, Cost, Earlier, Edit, Fidelity, Plan, Reading, Sink, Unreadable, Verified, cost};

use super::parse::{BACKSPACE, BELL, Control, ESCAPE, control};
use super::{CODECS, Options};

/// What the view has to save at least, in tokens.
const LEAST_SAVING: u64 = 4;
/// Frames of progress are alike: of what is written over, one character in so many stays the same. Else it is taken for lines that end in a
/// carriage return, as files of old have them; a few characters say nothing.
const ALIKE_SHARE: usize = 3;
const FEW_OVER: usize = 8;
/// The furthest that the cursor is moved without text, in columns.
const WIDEST: usize = 1 << 12;

/// Plans the view of a whole text: what is written over may stand lines above.
pub(super) fn plan(text: &str, options: Options) -> Plan {
    let view = screen(text, options).filter(|view| !view.is_empty() && cost(view) + Cost::tokens(LEAST_SAVING) <= cost(text));
    let edits = view.map(|view| Edit::Rewrite { span: 0..text.len(), text: view.into(), codec: CODECS[0], reason: "what stays on the screen" });
    Plan::new(text, edits)
}

/// Stands for itself, and shows the same on a screen as what it replaced.
#[derive(Clone, Copy, Debug)]
pub(super) struct Screen;

impl Codec for Screen {
    fn name(&self) -> &'static str {
        "terminal"
    }

    fn openers(&self) -> &'static [&'static str] {
        &[]
    }

    fn read(&self, _text: &str, _earlier: &Earlier, _sink: &mut Sink<'_>) -> Result<Reading, Unreadable> {
        Err(Unreadable { read: 0 })
    }

    fn verify(&self, text: &str, original: &str, _earlier: &Earlier) -> Option<Verified> {
        let shows = |text: &str| screen(text, Options::DEFAULT);
        (shows(original).as_deref() == Some(text) && shows(text).as_deref() == Some(text)).then(|| Verified { fidelity: Fidelity::View, visible: Vec::new(), ..Verified::as_is(text.len()) })
    }
}

/// What a terminal shows after `text`, without blanks at the ends of lines; `None` where that cannot be told.
pub(super) fn screen(text: &str, options: Options) -> Option<String> {
    let mut canvas = Canvas { out: String::with_capacity(text.len()), rows: VecDeque::from([Vec::new()]), row: 0, column: 0, height: options.rows as usize, over: 0, alike: 0 };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        match c as u32 {
            0x0a => canvas.line_feed(),
            0x0d => canvas.column = 0,
            byte if byte == u32::from(ESCAPE) => {
                let (control, read) = control(rest)?;
                canvas.control(control)?;
                length = read;
            }
            byte if byte == u32::from(BACKSPACE) => canvas.column = canvas.column.saturating_sub(1),
            byte if byte == u32::from(BELL) => {}
            _ => canvas.put(c)?,
        }
        rest = &rest[length..];
    }
    (canvas.over < FEW_OVER || canvas.alike * ALIKE_SHARE >= canvas.over).then(|| canvas.finish())
}

/// Whether a character takes one column, as far as that is sure: letters and what progress is drawn with.
fn is_narrow(c: char) -> bool {
    (' '..='~').contains(&c) || matches!(c, '─'..='◿' | '⠀'..='⣿' | '✓' | '✔' | '✗' | '✖' | '…' | '·' | '•')
}

/// The lines that can still be written over, above what cannot.
struct Canvas {
    out: String,
    rows: VecDeque<Vec<char>>,
    row: usize,
    column: usize,
    height: usize,
    /// How many characters were written over others, and how many of them over the same.
    over: usize,
    alike: usize,
}

impl Canvas {
    fn put(&mut self, c: char) -> Option<()> {
        let row = &mut self.rows[self.row];
        if let Some(old) = row.get_mut(self.column) {
            // It would matter how wide others are.
            if !is_narrow(*old) || !is_narrow(c) {
                return None;
            }
            self.over += 1;
            self.alike += usize::from(*old == c);
            *old = c;
        } else {
            row.resize(self.column, ' ');
            row.push(c);
        }
        self.column += 1;
        Some(())
    }

    fn line_feed(&mut self) {
        self.row += 1;
        self.column = 0;
        if self.row == self.rows.len() {
            self.rows.push_back(Vec::new());
        }
        if self.rows.len() > self.height && let Some(first) = self.rows.pop_front() {
            self.row -= 1;
            self.write(&first);
            self.out.push('\n');
        }
    }

    fn control(&mut self, control: Control) -> Option<()> {
        let row = &mut self.rows[self.row];
        match control {
            Control::Nothing => {}
            Control::Lines(by) => {
                let target = self.row.checked_add_signed(by as isize)?;
                if target >= self.rows.len() {
                    return None;
                }
                self.row = target;
            }
            Control::Columns(_) | Control::Column(_) if !row.iter().copied().all(is_narrow) => return None,
            Control::Columns(by) => self.column = self.column.saturating_add_signed(by as isize).min(WIDEST.max(row.len())),
            Control::Column(column) => self.column = column.min(WIDEST.max(row.len())),
            Control::EraseBehind => row.truncate(self.column),
            Control::EraseInFront => row.iter_mut().take(self.column + 1).for_each(|c| *c = ' '),
            Control::EraseLine => row.clear(),
            Control::EraseBelow => {
                row.truncate(self.column);
                self.rows.truncate(self.row + 1);
            }
        }
        Some(())
    }

    fn finish(mut self) -> String {
        let rows = std::mem::take(&mut self.rows);
        for (index, row) in rows.iter().enumerate() {
            if index > 0 {
                self.out.push('\n');
            }
            self.write(row);
        }
        self.out
    }

    /// Writes a line without the blanks at its end.
    fn write(&mut self, row: &[char]) {
        let end = row.iter().rposition(|c| !matches!(c, ' ' | '\t')).map_or(0, |last| last + 1);
        self.out.extend(&row[..end]);
    }
}
